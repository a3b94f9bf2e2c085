import Logging
import Messages
import Orders
import Searching
import Storage
import Studies
import Transport

/// The shell around a ledger: it takes every event that waits, applies them all, commits their
/// stores in one transaction, and only then sends.
public struct Coordinator: Sendable {
  private let terms: Terms
  private let settings: CoordinatorSettings
  private let file: LedgerFile
  private let proposer: Proposer
  private let logger: Logger
  private let announce: @Sendable (Announcement) -> Void
  private let inbox = Inbox<Incoming>()

  /// Makes a coordinator that `run` starts.
  ///
  /// - Parameters:
  ///   - terms: the study, resolved.
  ///   - settings: where it listens.
  ///   - file: its ledger, open.
  ///   - candidates: the classes of the space by index.
  ///   - policy: proposes among them.
  ///   - logger: hears of every committed entry.
  ///   - announce: told of what happens, from the coordinator's loop; must not block.
  public init(
    terms: Terms, settings: CoordinatorSettings, file: LedgerFile, candidates: [Candidate],
    policy: any Policy, logger: Logger, announce: @escaping @Sendable (Announcement) -> Void
  ) {
    self.terms = terms
    self.settings = settings
    self.file = file
    proposer = Proposer(policy: policy, candidates: candidates)
    var logger = logger
    logger[metadataKey: LogKeys.study] = "\(terms.study)"
    self.logger = logger
    self.announce = announce
  }

  /// Asks the coordinator to stop; what was committed stays, leases wait for the next start.
  public func stop() {
    inbox.post(.stop)
  }

  /// Serves the study until it ends or is stopped.
  ///
  /// - Returns: how the study ended, or nil when it was stopped before that.
  /// - Throws: `TransportError` when an address cannot be bound, `StorageError` when a commit
  ///   fails; nothing that was acknowledged is lost then.
  public func run() async throws -> Ending? {
    let router = try await Router.start(
      binding: settings.addresses, delivering: inbox, as: Incoming.transport,
      allowsInsecure: settings.allowsInsecure)
    announce(.listening(router.bound))
    logger.notice(
      "Coordinator listens", metadata: [LogKeys.address: "\(router.bound.map(\.description))"])
    do {
      let ending = try await withThrowingTaskGroup(of: Void.self) { group in
        var loop = try CoordinatorLoop(
          terms: terms, settings: settings, file: file, router: router, logger: logger,
          announce: announce)
        let inbox = inbox
        group.addTask {
          while !Task.isCancelled {
            try await Task.sleep(for: .milliseconds(500))
            inbox.post(.tick)
          }
        }
        defer { group.cancelAll() }
        try loop.start(ask: { ask($0, in: &group) })
        while !loop.isOver, let batch = await inbox.next() {
          try loop.handle(batch, ask: { ask($0, in: &group) })
        }
        return loop.ending
      }
      await router.close()
      return ending
    } catch {
      await router.close()
      throw error
    }
  }

  private func ask(
    _ request: ProposalRequest, in group: inout ThrowingTaskGroup<Void, any Error>
  ) {
    group.addTask { inbox.post(.proposed(await proposer.answer(request))) }
  }
}
