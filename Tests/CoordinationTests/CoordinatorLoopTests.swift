import Digests
import Foundation
import Logging
import Orders
import Storage
import Studies
import Synchronization
import TestSupport
import Testing
import Transport

@testable import Coordination

@Suite struct CoordinatorLoopTests {
  private static let yaml = """
    study: sample
    objective: {dataset: generated, network: mlp, epochs: 1, optimizer: {name: sgd, rate: 0.05}}
    space: {schemas: ["unary(x)"]}
    search: {policy: random, budget: 5, seed: 1}
    """

  /// A clock that only a test turns.
  private final class Hand: Sendable {
    private let time = Mutex(Duration.zero)
    func turn(by duration: Duration) { time.withLock { $0 += duration } }
    var moment: Moment { Moment(monotonic: time.withLock { $0 }, wall: 1_790_000_000_000) }
  }

  /// Runs a body with a loop whose commits the body performs.
  private func withLoop(
    _ body: (inout CoordinatorLoop, LedgerFile, Hand) async throws -> Void
  ) async throws {
    let dataset = DatasetIdentity(name: "generated", digest: .of("images"))
    let file = try LedgerFile.inMemory(
      study: StudyRecord(
        id: "study", study: try Study(yaml: Self.yaml), yaml: Self.yaml, network: "dense 10",
        dataset: dataset, classes: ClassTableIdentity(count: 9, digest: .of("classes")),
        program: "0.1.0", time: 0))
    let terms = Terms(
      study: "study", budget: 5, inOrder: nil, evaluationSeed: 1,
      work: .train(
        TrainingWork(
          expression: "", network: "dense 10",
          recipe: Recipe(epochs: 1, batch: 1, optimizer: .init(rate: 1)), dataset: dataset,
          seed: 0, measuresTest: false)), limits: Limits(),
      confirmation: Terms.Confirming(top: 0, seeds: [], against: [], baselines: []))
    try await withTemporaryFolder { folder in
      let router = try await Router.start(
        binding: [Address("ipc://\(folder.path)/r")], delivering: Inbox<Transport.Event>())
      let hand = Hand()
      var loop = try CoordinatorLoop(
        terms: terms,
        settings: CoordinatorSettings(addresses: [], allowsInsecure: false, studyName: "sample"),
        file: file, router: router,
        proposer: Proposer(
          making: { _, _ in throw CancellationError() }, from: { [] }),
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, announce: { _ in },
        moment: { hand.moment })
      try await body(&loop, file, hand)
      await router.close()
    }
  }

  private func changes(_ jobs: [Job]) -> [[Change]] {
    jobs.compactMap { if case .commit(let changes) = $0 { changes } else { nil } }
  }

  @Test func `what is applied counts as known when it is on the disk`() async throws {
    try await withLoop { loop, file, _ in
      let begun = changes(loop.start())
      #expect(begun.count == 1 && loop.ledger.sequence == 1 && loop.committed == 0)
      try await file.commit(begun.joined().map(\.self))
      _ = try await loop.handle([.committed])
      #expect(loop.committed == 1)
    }
  }

  @Test func `a stop waits for the commit under way, and takes nothing more`() async throws {
    try await withLoop { loop, _, hand in
      _ = loop.start()
      _ = try await loop.handle([.stop])
      #expect(!loop.isOver, "its commit is on the way")
      hand.turn(by: .seconds(60))
      let jobs = try await loop.handle([.tick, .proposed([]), .committed])
      #expect(changes(jobs).isEmpty && loop.isOver)
    }
  }

  @Test func `events wait while a commit takes its time`() async throws {
    try await withLoop { loop, _, hand in
      _ = loop.start()
      hand.turn(by: Commits.patience - .milliseconds(1))
      #expect(!loop.isStalled)
      hand.turn(by: .milliseconds(1))
      #expect(loop.isStalled)
      _ = try await loop.handle([.committed])
      #expect(!loop.isStalled)
    }
  }
}
