/// What can happen to a ledger.
public enum Event: Hashable, Sendable {
  case hello(Connection, Hello)
  /// How many orders the worker wants to hold at once; a draining worker wants none.
  case ready(Connection, capacity: Int)
  /// A sign of life, with the leases that the worker holds.
  case heartbeat(Connection, held: [LeaseKey])
  case progress(Connection, Progress)
  case report(Connection, Report)
  /// A worker takes its leave; what it holds is given back uncharged.
  case goodbye(Connection, reason: String)
  /// The transport cannot reach a connection any more.
  case unreachable(Connection)
  /// The policy answered, with as many as were asked for or fewer; with none when the space holds
  /// nothing new.
  case proposed([Proposal])
  /// Time has passed.
  case tick
}

/// A point in time, twice: for deadlines and for people.
public struct Moment: Hashable, Sendable {
  /// Since some start of this process; never goes back.
  public var monotonic: Duration
  /// Milliseconds since 1970; may jump.
  public var wall: Int64

  public init(monotonic: Duration, wall: Int64) {
    self.monotonic = monotonic
    self.wall = wall
  }
}
