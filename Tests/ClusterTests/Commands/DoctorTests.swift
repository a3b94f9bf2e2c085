import Testing

@Suite struct DoctorCommand {
  private struct Report: Decodable {
    struct Finding: Decodable {
      let name: String
      let state: String
      let value: String
      let advice: String?
    }
    let program: String
    let state: String
    let findings: [Finding]
  }

  @Test func `it names everything a search depends on`() throws {
    let run = try CommandRun(["doctor", "--format", "json"])
    #expect(run.status == 0)
    let names = Set(try run.decoded(Report.self).findings.map(\.name))
    #expect(
      names.isSuperset(of: [
        "blasKernels", "processor", "vectorLevel", "cores", "memory", "libzmq", "openblas",
        "sqlite", "dataset.fashion-mnist", "dataset.generated", "cacheFolder", "freeSpace",
        "clockSource",
      ]))
  }

  @Test func `it names the version as everything else does`() throws {
    let version = try CommandRun(["--version"]).output
    let report = try CommandRun(["doctor", "--format", "json"]).decoded(Report.self)
    #expect(report.program + "\n" == version)
  }

  @Test func `kernels for older processors are a warning where the processor has more`() throws {
    let run = try CommandRun(
      ["doctor", "--format", "json"], environment: ["OPENBLAS_CORETYPE": "Nehalem"])
    #expect(run.status == 0)
    let findings = try run.decoded(Report.self).findings
    let kernels = try #require(findings.first { $0.name == "blasKernels" })
    let level = try #require(findings.first { $0.name == "vectorLevel" })
    #expect(kernels.value == "Nehalem")
    #expect((kernels.state == "warning") == (level.value != "plain"))
    #expect(kernels.advice?.contains("OPENBLAS_CORETYPE=Nehalem") == (level.value != "plain"))
  }

  @Test func `a cache that cannot be written is a warning`() throws {
    let run = try CommandRun(["doctor", "--format", "json", "--cache-folder", "/proc/none"])
    #expect(run.status == 0)
    let findings = try run.decoded(Report.self).findings
    #expect(findings.first { $0.name == "cacheFolder" }?.state == "warning")
  }

  @Test func `data missing from a folder that was named end it with 2`() throws {
    let run = try CommandRun(["doctor", "--data-folder", "/nowhere", "--format", "csv"])
    #expect(run.status == 2)
    #expect(run.output.hasPrefix("name,state,value,advice\n"))
    #expect(run.output.contains("dataset.fashion-mnist,missing,none,"))
    #expect(run.output.contains("/nowhere"))
  }
}
