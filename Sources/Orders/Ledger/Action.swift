import Studies

/// What a ledger wants done.
///
/// Stores come before the sends that tell of them: the shell commits all
/// stores of a batch before it sends anything.
public enum Action: Hashable, Sendable {
  case store(Change)
  case send(Connection, WorkerMessage)
  /// Progress for whoever watches; not committed, so it has no sequence.
  case announce(ProgressNotice)
  /// Ask the policy for the next candidate, and for up to `count` of them: the second as if the
  /// first were running, and so on.
  case propose(Inquiry, count: Int)
  /// A tick is wanted by this monotonic time; a shell that ticks often anyway need not note it.
  case wake(at: Duration)
  case finish(Ending)
}

/// What a coordinator tells a worker.
public enum WorkerMessage: Hashable, Sendable {
  case welcome
  case refused(Refusal)
  case order(WorkOrder, attempt: Int)
  case acknowledged(LeaseKey, sequence: Int64)
  case cancel(LeaseKey)
  /// The study is over: the worker may leave.
  case finished
  case whoAreYou
}

/// Why a worker is turned away.
public enum Refusal: Hashable, Sendable {
  /// Another live worker has this name.
  case nameTaken
  /// The worker can do none of the kinds of work that the study asks for.
  case lacksCapability([String])
}

/// An epoch that ended on some worker.
public struct ProgressNotice: Hashable, Sendable {
  public let worker: String
  /// What it is about; nil for work that is about no function.
  public let candidate: Candidate?
  public let progress: Progress

  public init(worker: String, candidate: Candidate?, progress: Progress) {
    self.worker = worker
    self.candidate = candidate
    self.progress = progress
  }
}

/// How a coordinator's work on a study ends.
public enum Ending: Hashable, Sendable {
  case finished
  /// Ten orders in a row were quarantined.
  case tooManyFailures(String)
  /// A worker has seen a later sequence than this ledger holds: the file is an old copy.
  case staleLedger(worker: String, known: Int64, held: Int64)
}
