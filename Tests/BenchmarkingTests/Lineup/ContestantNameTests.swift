import Benchmarking
import Studies
import Testing

@Suite struct ContestantNameTests {
  @Test func `every name means one policy`() throws {
    let names = ContestantName.all.map(\.description)
    #expect(Set(names).count == names.count)
    #expect(Set(ContestantName.all.map(\.kind)).count == names.count)
    for name in ContestantName.all { #expect(try ContestantName.named(name.description) == name) }
  }

  @Test func `the standard ones are those that the publication compares, and a few more`() {
    #expect(
      ContestantName.standard.map(\.description) == [
        "random", "evolution", "knr-outputs", "knr-spectrum", "knr-both", "forest-outputs",
        "forest-spectrum", "forest-both", "svr-outputs", "svr-spectrum", "svr-both",
        "knr-outputs-raw", "knr-spectrum-raw", "knr-both-raw",
      ])
    #expect(ContestantName.standard.filter { !$0.needsSpectra }.count == 6)
  }

  @Test func `a typo finds the nearest name`() {
    let error = #expect(throws: BenchmarkingError.self) { try ContestantName.named("knr-boht") }
    #expect(error?.description == "unknown policy 'knr-boht' (did you mean 'knr-both'?)")
  }
}
