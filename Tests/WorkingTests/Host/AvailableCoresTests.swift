import Testing

@testable import Working

@Suite struct `available cores` {
  @Test(arguments: [
    ("Cpus_allowed_list:\t0-1", 2), ("Cpus_allowed_list:\t0,2-4,7", 5),
    ("Name:\tx\nCpus_allowed_list:\t3\nThreads:\t1", 1),
  ])
  func `an affinity mask is counted`(text: String, count: Int) {
    #expect(processorCount(inStatus: text) == count)
  }

  @Test(arguments: ["", "Cpus_allowed_list:\t", "Cpus_allowed_list:\tx-2", "Cpus_allowed:\tff"])
  func `a mask that cannot be read counts for nothing`(text: String) {
    #expect(processorCount(inStatus: text) == nil)
  }

  @Test func `a quota is a number of cores`() {
    #expect(coreQuota("150000 100000\n") == 1.5)
    #expect(coreQuota("max 100000\n") == nil)
    #expect(coreQuota("") == nil)
  }

  @Test func `quotas of outer groups count too`() {
    #expect(
      controlGroupFolders(forGroups: "0::/a.slice/b.service\n") == [
        "/sys/fs/cgroup/a.slice/b.service", "/sys/fs/cgroup/a.slice",
        "/sys/fs/cgroup",
      ])
    #expect(controlGroupFolders(forGroups: "0::/\n") == ["/sys/fs/cgroup"])
    #expect(controlGroupFolders(forGroups: "3:cpu:/docker\n").isEmpty)
  }

  @Test func `this machine has at least one`() {
    #expect(availableCores() >= 1)
  }
}
