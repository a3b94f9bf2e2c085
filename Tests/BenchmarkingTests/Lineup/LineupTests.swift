import Benchmarking
import Testing

@Suite struct LineupTests {
  private func names(_ names: [String]) throws -> [ContestantName] {
    try names.map { try ContestantName.named($0) }
  }

  @Test func `policies by spectra and by both play`() async throws {
    let small = try SmallBenchmark()
    let spectra = try small.spectra()
    let arena = try small.arena(spectra: spectra)
    let lineup = Lineup(
      arena, mutations: small.mutations, spectra: spectra)
    let contestants = try #require(
      try lineup.contestants(
        names(["knr-spectrum-raw", "knr-both-raw", "knr-weighted-both-raw-paper"])))
    let contest = Contest(arena, repetitions: 2, limit: 20)
    let courses = try #require(await contest.courses(of: contestants, threads: 2))
    #expect(courses.count == 3)
    #expect(courses[0] != courses[1] && courses[1] != courses[2])
  }

  @Test func `without spectra a policy that needs them is refused`() throws {
    let small = try SmallBenchmark()
    let lineup = Lineup(
      try small.arena(), mutations: small.mutations, spectra: nil)
    #expect(throws: BenchmarkingError.noSpectra(policy: "knr-both-raw")) {
      try lineup.contestants(names(["random", "knr-both-raw"]))
    }
  }

  @Test func `policies on maps play, each repetition on its own map`() async throws {
    let small = try SmallBenchmark()
    let spectra = try small.spectra()
    let arena = try small.arena(spectra: spectra)
    let lineup = Lineup(
      arena, mutations: small.mutations, spectra: spectra, maps: 2)
    let contestants = try #require(try lineup.contestants(names(["knr-outputs", "knr-both"])))
    let contest = Contest(arena, repetitions: 2, limit: 25)
    let courses = try #require(await contest.courses(of: contestants, threads: 2))
    #expect(courses[0] != courses[1])
    #expect(courses[0][0].taken != courses[0][1].taken)
    let cancelled = try lineup.contestants(names(["knr-outputs"]), isCancelled: { true })
    #expect(cancelled == nil)
    for name in ["knr-outputs-raw", "knr-both-raw"] {
      #expect(try lineup.contestants(names([name]), isCancelled: { true }) == nil)
    }
  }
}
