import Testing

@testable import Working

@Suite struct `process status` {
  @Test func `memory is what belongs to the process alone`() {
    let status = ProcessStatus(
      "Name:\thillock\nState:\tS (sleeping)\nVmRSS:\t  900000 kB\nRssAnon:\t  204800 kB\n")
    #expect(status.memory == 200)
    #expect(!status.isZombie)
  }

  @Test func `a zombie has no memory`() {
    let status = ProcessStatus("Name:\tsh\nState:\tZ (zombie)\n")
    #expect(status.memory == 0)
    #expect(status.isZombie)
  }

  @Test func `this process has a status, and a process that cannot be has none`() {
    #expect((ProcessStatus(of: Host.process)?.memory ?? 0) > 0)
    #expect(ProcessStatus(of: Int32.max) == nil)
  }

  @Test func `the processor's model is the first that is named`() {
    let text = "processor\t: 0\nmodel name\t: Some CPU @ 2 GHz\nprocessor\t: 1\nmodel name\t: B\n"
    #expect(Host.processorModel(in: text) == "Some CPU @ 2 GHz")
    #expect(Host.processorModel(in: "processor\t: 0\n") == "unknown")
  }
}
