import Orders

/// Everything that travels between a coordinator and those who dial it, and between a worker's
/// supervisor and its slots.
public enum Message: Hashable, Sendable {
  // A worker to its coordinator; `progress` and `report` also from a slot to its supervisor.
  case hello(Hello)
  /// How many orders the worker wants to hold at once; none while it drains.
  case ready(capacity: Int)
  case heartbeat(held: [LeaseKey])
  case progress(Progress)
  case report(Report)
  case goodbye(reason: String)

  // A coordinator to a worker; `order` and `cancel` also from a supervisor to a slot.
  case welcome(Welcome)
  case refused(Rejection)
  case order(WorkOrder, attempt: Int)
  case acknowledged(LeaseKey, sequence: Int64)
  case cancel(LeaseKey)
  /// The study is over. Also ends a watcher's stream.
  case finished
  case whoAreYou

  // A watcher to a coordinator.
  case subscribe(since: Int64, credit: Int)
  case credit(Int)

  // A coordinator to a watcher.
  case event(EventNotice)
  /// An epoch ended somewhere; a JSON object, without a sequence.
  case notice(json: String)
  /// The watcher fell behind and is cut off after this sequence.
  case lagged(after: Int64)

  // An operator to a coordinator, and back.
  case request(Request)
  case response(Response)

  /// A kind that this program does not know; it is ignored.
  case unknown(kind: UInt32)
}

/// What a worker is told when it is accepted.
public struct Welcome: Hashable, Sendable {
  /// The study's id is in the envelope; this is its name, for people.
  public var study: String
  public var heartbeat: Duration

  public init(study: String, heartbeat: Duration) {
    self.study = study
    self.heartbeat = heartbeat
  }
}

/// Why a coordinator turns somebody away.
public struct Rejection: Hashable, Sendable {
  public enum Code: UInt32, CaseIterable, Sendable {
    case version = 1
    case nameTaken = 2
    case lacksCapability = 3
    case malformed = 4
  }

  public var code: Code
  public var reason: String

  public init(code: Code, reason: String) {
    self.code = code
    self.reason = reason
  }
}

/// A journal entry on its way to a watcher.
public struct EventNotice: Hashable, Sendable {
  public var sequence: Int64
  /// Milliseconds since 1970.
  public var time: Int64
  public var kind: String
  /// A JSON object.
  public var fields: String

  public init(sequence: Int64, time: Int64, kind: String, fields: String) {
    self.sequence = sequence
    self.time = time
    self.kind = kind
    self.fields = fields
  }
}

/// What an operator asks: `status`, `best`, `trials` and so on.
public struct Request: Hashable, Sendable {
  public var id: UInt64
  public var command: String
  public var arguments: [Tag]

  public init(id: UInt64, command: String, arguments: [Tag] = []) {
    self.id = id
    self.command = command
    self.arguments = arguments
  }
}

/// What an operator is answered.
public struct Response: Hashable, Sendable {
  public enum Result: Hashable, Sendable {
    /// A JSON text.
    case success(json: String)
    case failure(reason: String, exitCode: Int)
  }

  public var id: UInt64
  public var result: Result

  public init(id: UInt64, result: Result) {
    self.id = id
    self.result = result
  }
}
