import Benchmarking
import Searching
import Synchronization
import Testing

@Suite struct ContestTests {
  private let small: SmallBenchmark
  private let arena: Arena
  private let contestants: [Contestant]

  init() throws {
    small = try SmallBenchmark()
    arena = try small.arena()
    let lineup = Lineup(
      arena, mutations: small.mutations, spectra: nil)
    contestants =
      try lineup.contestants(
        ["random", "evolution", "knr-outputs-raw", "knr-weighted-outputs-raw"].map {
          try ContestantName.named($0)
        }) ?? []
  }

  private func contest(_ start: Contest.Start = .baselines, seed: UInt64 = 1) -> Contest {
    Contest(arena, start: start, repetitions: 4, limit: 30, seed: seed)
  }

  @Test func `the same contest has the same courses, whatever the number of threads`() async throws
  {
    let one = await contest().courses(of: contestants, threads: 1)
    let three = await contest().courses(of: contestants, threads: 3)
    let others = await contest(seed: 2).courses(of: contestants, threads: 3)
    #expect(one != nil && one == three && one != others)
  }

  @Test func `searches start with the baselines, or with the same random classes for all`()
    async throws
  {
    let courses = try #require(await contest().courses(of: contestants, threads: 2))
    let random = try #require(await contest(.random).courses(of: contestants, threads: 2))
    for repetition in 0..<4 {
      let openings = random.map { Array($0[repetition].taken.prefix(4)) }
      #expect(openings.allSatisfy { $0 == openings[0] })
      #expect(openings[0].allSatisfy(arena.pool.contains))
      for policy in courses {
        #expect(Array(policy[repetition].taken.prefix(4)) == arena.space.baselines)
      }
    }
    #expect(Set(random[0].map { $0.taken.prefix(4) }).count == 4)
  }

  @Test func `no course takes a class twice, or one that is not in the pool`() async throws {
    let courses = try #require(await contest().courses(of: contestants, threads: 2))
    for course in courses.joined() {
      #expect(course.taken.count == 30 && Set(course.taken).count == 30)
      #expect(course.taken.dropFirst(4).allSatisfy(arena.pool.contains))
      #expect(course.accuracies == course.taken.map { arena.means[$0] })
    }
  }

  @Test func `neighbours find the best sooner than chance`() async throws {
    let courses = try #require(await contest(.random).courses(of: contestants, threads: 2))
    let milestones = Milestone.all(in: arena)
    let standings = zip(contestants, courses).map {
      Standing(name: $0.name, courses: $1, milestones: milestones, limit: 30)
    }
    let random = standings[0].attempts[0].evaluations.median
    let neighbours = standings[2].attempts[0].evaluations.median
    #expect(neighbours * 1.5 < random, "\(neighbours) against \(random)")
  }

  @Test func `progress counts to the end, and a cancelled contest has no courses`() async {
    let counts = Mutex<[Int]>([])
    _ = await contest().courses(
      of: Array(contestants.prefix(1)), threads: 2,
      progress: { step in counts.withLock { $0.append(step.done) } })
    #expect(counts.withLock { $0.sorted() } == Array(1...4))
    let cancelled = await contest().courses(
      of: contestants, threads: 2, isCancelled: { counts.withLock { _ in true } })
    #expect(cancelled == nil)
  }
}
