/// The workers heard from, in the order of their arrival.
struct Roster: Sendable {
  /// A worker that said hello.
  struct Worker: Sendable {
    let hello: Hello
    var connection: Connection
    /// False once the transport could not reach it; a new hello makes it true again.
    var isReachable = true
    /// Orders it wants to hold at once.
    var capacity = 0
    var lastHeard: Duration
    var holds = 0
    /// Since when at least one of its slots has been free.
    var idleSince: Duration
    var saidIdle = false

    var hasRoom: Bool { holds < capacity }

    /// Changes what it holds or may hold, and keeps the time since which it has had room.
    mutating func change(at now: Duration, _ change: (inout Self) -> Void) {
      let hadRoom = hasRoom
      change(&self)
      if hasRoom, !hadRoom { idleSince = now }
      if !hasRoom { saidIdle = false }
    }

    func can(_ kind: Work.Kind) -> Bool { hello.capabilities.contains(kind.rawValue) }
  }

  /// No worker holds more orders at once, whatever it asks for.
  static let largestCapacity = 65_536

  /// No more workers than this are known at once.
  static let largestCount = 10_000

  private(set) var names: [String] = []
  private var workers: [String: Worker] = [:]
  private var byConnection: [Connection: String] = [:]

  var count: Int { names.count }

  subscript(name: String) -> Worker? {
    get { workers[name] }
    set {
      if let old = workers[name], byConnection[old.connection] == name {
        byConnection[old.connection] = nil
      }
      switch (workers[name], newValue) {
      case (nil, .some): names.append(name)
      case (.some, nil): names.removeAll { $0 == name }
      default: break
      }
      workers[name] = newValue
      if let newValue { byConnection[newValue.connection] = name }
    }
  }

  /// The name of the worker behind a connection.
  func name(of connection: Connection) -> String? {
    byConnection[connection]
  }

  /// Changes a worker that is there, keeping its connection.
  mutating func update(_ name: String, _ change: (inout Worker) -> Void) {
    guard var worker = workers[name] else { return }
    let connection = worker.connection
    change(&worker)
    precondition(worker.connection == connection, "an update may not move a worker")
    workers[name] = worker
  }

  /// How many more orders of a kind the reachable workers can take.
  func room(for kind: Work.Kind) -> Int {
    workers.values.reduce(0) {
      $0 + ($1.isReachable && $1.can(kind) ? max(0, $1.capacity - $1.holds) : 0)
    }
  }
}

/// An order held by a worker until it is reported, given back, or lost.
struct Lease: Sendable {
  let key: LeaseKey
  let worker: String
  let incarnation: UInt64
  /// The last time the worker was told of it or named it.
  var confirmedAt: Duration
  /// When it began; milliseconds since 1970, nil after a restart.
  let startedAt: Int64?
  /// After a coordinator's restart: how long it waits for its worker's hello.
  var graceUntil: Duration?
}

/// An order that waits for a worker.
struct WaitingOrder: Sendable {
  let id: WorkOrder.ID
  /// Since when it could have been leased.
  let since: Duration
  /// An order that failed waits a moment.
  let notBefore: Duration
}
