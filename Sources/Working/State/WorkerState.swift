import Messages
import Orders
import Studies

/// What a worker knows and does, as a pure state machine: events in, actions out.
///
/// It reads no clock and touches no socket or process. Its promises, which tests hold it to:
/// - a report is kept until it is acknowledged, and goes only to the study that ordered it;
/// - a lease that was taken is named in every heartbeat until then, or was cancelled;
/// - nothing is sent over a connection that has not begun with a hello.
struct WorkerState: Sendable {
  /// What the worker is for.
  enum Phase: Hashable, Sendable {
    case working
    /// No more orders; what runs may run until this time.
    case draining(until: Duration)
    /// Nothing runs; acknowledgements are awaited until this time.
    case leaving(until: Duration, reason: String)
    case ended
  }

  /// Who the worker is; what changes is filled in for each hello.
  let introduction: Hello
  let patience: Patience
  /// Whether it waits for another study when one is finished.
  let staysOn: Bool

  var slots: [SlotState]
  /// Orders that wait for a slot that is stopping or being restarted.
  var waiting: [Assignment] = []
  var shelf = ReportShelf()
  var phase: Phase = .working

  /// The study that last welcomed it; empty before.
  var study = ""
  var incarnation: Int64 = 0
  /// For each study, the latest place in its journal that a coordinator has named to this worker
  /// after welcoming it.
  var known: [String: Knowledge] = [:]
  var heartbeat: Duration
  var isConnected = false
  var isWelcome = false
  var lastHello: Duration?
  var lastHeartbeat: Duration = .zero
  var refusedSince: Duration?
  /// Why this machine cannot do its study's work.
  var lack: String?
  /// When the last event came.
  var lastEvent: Duration = .zero

  var actions: [Action] = []

  /// A worker that has not begun.
  ///
  /// - Parameters:
  ///   - introduction: the hello's lasting parts; it says how many slots there are.
  ///   - patience: how long it waits for what.
  ///   - staysOn: whether it stays when a study is finished.
  init(introduction: Hello, patience: Patience = Patience(), staysOn: Bool = false) {
    precondition(introduction.slots > 0, "a worker has at least 1 slot (\(introduction.slots))")
    self.introduction = introduction
    self.patience = patience
    self.staysOn = staysOn
    slots = Array(repeating: SlotState(), count: introduction.slots)
    heartbeat = patience.heartbeat
  }

  /// Applies one event and says what follows from it.
  ///
  /// - Parameters:
  ///   - event: what happened.
  ///   - now: time since the worker's start.
  /// - Returns: what is to be done, in this order.
  mutating func apply(_ event: Event, at now: Duration) -> [Action] {
    guard phase != .ended else { return [] }
    leaveOutStandstill(before: now)
    switch event {
    case .connected: connect(at: now)
    case .disconnected: disconnect()
    case .received(let envelope): receive(envelope, at: now)
    case .slot(let index, let event): hear(event, from: index, at: now)
    case .drain(let reason): drain(reason: reason, at: now)
    case .tick: break
    }
    checkTime(at: now)
    fillSlots(at: now)
    sendDueReports(at: now)
    leaveWhenDone(at: now)
    defer { actions.removeAll() }
    return actions
  }

  /// Leases of a study that the worker answers for.
  func held(of study: String) -> [LeaseKey] {
    let running = slots.compactMap(\.assignment) + waiting
    return running.filter { $0.study == study }.map(\.lease) + shelf.leases(of: study)
  }

  /// How many orders of its study the worker wants to hold at once.
  var capacity: Int {
    guard phase == .working else { return 0 }
    let running = slots.compactMap(\.assignment) + waiting
    return max(0, slots.count - running.count { $0.study != study })
  }

  mutating func send(_ message: Message) {
    actions.append(.send(Envelope(study: study, incarnation: incarnation, message: message)))
  }
}

/// What a slot is at, as the worker sees it.
struct SlotState: Sendable {
  enum Phase: Hashable, Sendable {
    /// It has no process, and gets one at this time.
    case down(until: Duration)
    case free
    /// It works, and gave its last sign of life at this time.
    case busy(Assignment, lastSign: Duration)
    /// It was asked to stop, and is killed at this time.
    case stopping(LeaseKey, until: Duration)
    /// It was killed, and its end was not heard of yet.
    case dying
  }

  var phase: Phase = .down(until: .zero)
  /// How often its process has ended by itself since it last gave a report.
  var endings = 0

  /// What it works on.
  var assignment: Assignment? {
    if case .busy(let assignment, _) = phase { assignment } else { nil }
  }
}

/// An order that a worker has taken, with where it comes from.
struct Assignment: Hashable, Sendable {
  /// The study whose coordinator gave it; its report goes to no other.
  let study: String
  let order: WorkOrder
  let attempt: Int

  var lease: LeaseKey { LeaseKey(order: order.id, attempt: attempt) }
}

/// A place in a journal that a coordinator has named to a worker.
///
/// That much was on the coordinator's disk; one that lacks it serves an old copy.
struct Knowledge: Hashable, Sendable {
  var incarnation: Int64
  var sequence: Int64

  static func < (one: Self, other: Self) -> Bool {
    (one.incarnation, one.sequence) < (other.incarnation, other.sequence)
  }
}

/// How long a worker waits for what.
struct Patience: Hashable, Sendable {
  /// Between two hellos, until a welcome says how often a sign of life is wanted.
  var heartbeat: Duration = .seconds(1)
  /// Before an unacknowledged report is sent again.
  var resending: Duration = .seconds(2)
  /// While another worker has this one's name: it may be an earlier life that was killed.
  var nameTaken: Duration = .seconds(15)
  /// After a slot was asked to stop, before it is killed.
  var stopping: Duration = .seconds(10)
  /// For acknowledgements, when everything else is done.
  var farewell: Duration = .seconds(5)
  /// For running evaluations, once the worker drains.
  var grace: Duration = .seconds(60)
  /// From the start until the worker drains by itself; nil for never.
  var lifetime: Duration?

  /// The pause before a slot's process is started again: none after its first end, then 1 s,
  /// doubled each time, up to 30 s.
  static func pause(afterEndings count: Int) -> Duration {
    count < 2 ? .zero : .seconds(min(30, 1 << min(count - 2, 5)))
  }
}
