import Coordination
import Foundation
import Logging
import Orders
import Searching
import Storage
import Studies
import Synchronization
import Transport
import UnixSignals
import Working

/// A study on its way: ledger, policy and coordinator, until it ends or is stopped.
struct StudyRun {
  let study: ResolvedStudy
  let file: LedgerFile
  let addresses: [Address]
  let allowsInsecure: Bool
  let timing: Timing
  let logger: Logger

  /// Serves the study, and runs something beside it that is cancelled when the study ends.
  ///
  /// - Parameters:
  ///   - announce: told what happens.
  ///   - beside: runs meanwhile, such as local workers; what it throws ends the study's run.
  /// - Returns: how it ended; nil when it was interrupted.
  /// - Throws: a port in use, a full disk: what keeps the coordinator from its work; what `beside`
  ///   throws.
  func run(
    announce: @escaping @Sendable (Announcement) -> Void,
    beside: @escaping @Sendable () async throws -> Void = {}
  ) async throws -> Ending? {
    let (plan, table, chance) = (study.study, study.table, study.chance)
    let coordinator = Coordinator(
      terms: study.terms(id: file.begun.id, timing: timing),
      settings: CoordinatorSettings(
        addresses: addresses, allowsInsecure: allowsInsecure, studyName: study.study.name),
      file: file,
      policy: { spectra, isOver in
        // One core is left to messages, which must not wait for a fit.
        try PolicyCatalogue.make(
          plan.search, space: try SearchedSpace(plan, table: table, spectra: spectra),
          metric: plan.objective.metric, chance: chance, threads: max(1, availableCores() - 1),
          isCancelled: isOver)
      },
      logger: logger, announce: announce)
    let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
    let trouble = Trouble()
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for await _ in signals { coordinator.stop() }
      }
      group.addTask {
        do { try await beside() } catch {
          trouble.error.withLock { $0 = error }
          coordinator.stop()
        }
      }
      defer { group.cancelAll() }
      do {
        let ending = try await coordinator.run()
        if ending == nil, let error = trouble.error.withLock({ $0 }) { throw error }
        return ending
      } catch let error as TransportError {
        // Nothing has begun: a port that is taken leaves no empty ledger behind.
        if file.isNew, try file.snapshot().sequence == 0 { try discard() }
        throw error
      }
    }
  }
}

/// What went wrong beside the coordinator.
private final class Trouble: Sendable {
  let error = Mutex<(any Error)?>(nil)
}

extension StudyRun {
  private func discard() throws {
    try file.close()
    for suffix in ["", "-wal", "-shm", ".lock"] {
      try? FileManager.default.removeItem(atPath: file.path + suffix)
    }
  }
}

extension Ending {
  /// The exit code of a program whose study ended so, with what to say about it.
  var failure: Failure? {
    switch self {
    case .finished: nil
    case .tooManyFailures(let reason): Failure(.failed, "study given up: \(reason)")
    case .staleLedger(let worker, let known, let held):
      Failure(
        .refused,
        "ledger refused: worker \(worker) has seen event \(known) of this study, of which it "
          + "holds \(held) events; this is an old copy")
    }
  }
}
