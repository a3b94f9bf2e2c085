import Logging
import Messages
import Orders
import Synchronization
import Transport

/// A worker's process: the connection to the coordinator and one child process per slot.
///
/// It computes nothing itself, so that no evaluation can keep it from giving signs of life. All
/// that happens goes through one inbox to one `WorkerState`, whose actions it carries out.
final class Supervisor: Sendable {
  /// What the supervisor's one loop hears.
  enum Occurrence: Sendable {
    case transport(Transport.Event)
    case slot(SlotProcess, Child.Event)
    case drain(reason: String)
    /// The process that started this one is gone.
    case orphaned
    case tick
  }

  let logger: Logger
  private let settings: WorkerSettings
  private let inbox = Inbox<Occurrence>()
  private let ending = Mutex<WorkerEnding?>(nil)

  /// A worker that has not begun.
  init(_ settings: WorkerSettings, logger: Logger) {
    var logger = logger
    logger[metadataKey: LogKeys.worker] = "\(settings.name)"
    self.settings = settings
    self.logger = logger
  }

  /// Asks the worker to leave when its evaluations are done; a second time, to give them back.
  func drain(reason: String) {
    inbox.post(.drain(reason: reason))
  }

  /// Tells the worker that the process that started it is gone: it ends at once.
  func orphan() {
    inbox.post(.orphaned)
  }

  /// Works until the study is finished, the worker was drained, or it was refused, and says which.
  ///
  /// - Throws: `TransportError` when the address cannot be dialled.
  func supervise() async throws -> WorkerEnding {
    let dealer = try await Dealer.start(
      connecting: settings.address, delivering: inbox, as: { .transport($0) },
      allowsInsecure: settings.allowsInsecure)
    logger.notice(
      "Worker starts",
      metadata: [
        LogKeys.address: "\(settings.address)", LogKeys.slots: "\(settings.slots)",
      ])
    var loop = SupervisorLoop(settings, dealer: dealer, inbox: inbox, supervisor: self)
    let ending = await withTaskGroup(of: Void.self) { group in
      group.addTask { [inbox, interval = loop.tickInterval] in
        while (try? await Task.sleep(for: interval)) != nil { inbox.post(.tick) }
      }
      let ending = await loop.work()
      group.cancelAll()
      return ending
    }
    await loop.close()
    await dealer.close()
    logger.notice(
      "Worker ends",
      metadata: [
        LogKeys.reason: "\(ending.reason)", LogKeys.exitCode: "\(ending.exitCode)",
      ])
    return ending
  }
}
