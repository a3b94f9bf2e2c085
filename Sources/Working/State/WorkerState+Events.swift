import Messages
import Orders

extension WorkerState {
  /// What can happen to a worker.
  enum Event: Sendable {
    /// The coordinator's address was reached (again): it knows nothing of this worker.
    case connected
    case disconnected
    case received(Envelope)
    case slot(Int, SlotEvent)
    /// Somebody asks the worker to leave; the second time, to hurry.
    case drain(reason: String)
    /// Time has passed.
    case tick
  }

  /// What can happen to a slot's process.
  enum SlotEvent: Sendable {
    /// It works on a lease, and says so.
    case alive(LeaseKey)
    case progress(Progress)
    case report(Report)
    /// This machine lacks what its order needs.
    case unfit(reason: String)
    /// Its own memory, in MiB: without the pages of files, which slots share.
    case memory(Int)
    /// The process is gone, or could not be started.
    case ended(reason: String)
  }

  /// What a worker wants done, in this order.
  enum Action: Hashable, Sendable {
    case send(Envelope)
    case start(slot: Int)
    case evaluate(slot: Int, WorkOrder, attempt: Int)
    /// Ask a slot to stop what it does, within a batch.
    case stop(slot: Int, LeaseKey)
    case kill(slot: Int)
    /// Something that an operator may want to know.
    case tell(Notice)
    /// The worker's work is over; the last action of all.
    case end(WorkerEnding)
  }

  /// A change that is worth a line in the log.
  enum Notice: Hashable, Sendable {
    case joined(study: String, name: String)
    case refused(reason: String)
    case lostConnection
    case took(slot: Int, LeaseKey)
    case reported(LeaseKey, state: String)
    /// The order failed here, for a reason that is not the function's.
    case failed(slot: Int, LeaseKey, reason: String)
    case slotEnded(slot: Int, reason: String, pause: Duration)
    case gaveBack(LeaseKey)
    case stopped(LeaseKey)
    case draining(reason: String)
    case studyFinished(String)
  }
}

/// How a worker's life ended.
struct WorkerEnding: Hashable, Sendable {
  /// 0 when it left as it should, 2 when its machine lacks what orders need, 3 when it was refused.
  let exitCode: Int32
  let reason: String

  /// The exit code of a worker whose machine cannot do a study's work.
  static let unfit: Int32 = 2
}
