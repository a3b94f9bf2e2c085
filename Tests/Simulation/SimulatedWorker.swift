import Orders
import Studies

/// A place in a journal that a coordinator told of.
struct Knowledge: Hashable {
  let incarnation: Int64
  let sequence: Int64

  static func < (one: Self, other: Self) -> Bool {
    (one.incarnation, one.sequence) < (other.incarnation, other.sequence)
  }
}

/// A worker as the coordinator can see it: it holds leases, works for a while, reports until it
/// is acknowledged.
struct SimulatedWorker {
  let name: String
  let slots: Int
  let capabilities: [Work.Kind]
  var incarnation: UInt64 = 1
  var connection = 0
  var isUp = false
  var isWelcome = false
  var isDraining = false
  /// The latest of the journal that it was told of.
  var known: Knowledge?
  /// Leases that were reported as failed.
  ///
  /// An order that comes twice may be evaluated again, and then an acknowledgement does not say
  /// which of the two reports it is about.
  var failed: Set<LeaseKey> = []
  /// What was acknowledged to this life of it, and is a result.
  var acknowledged: [LeaseKey] = []
  /// Leases that are worked on.
  var running: [LeaseKey] = []
  /// What was ordered under each lease.
  var work: [LeaseKey: Work] = [:]
  /// Reports that were not acknowledged.
  var reports: [Report] = []

  var hello: Hello {
    Hello(
      worker: name, incarnation: incarnation, program: "simulated", host: "here", process: 1,
      slots: slots, tags: [], capabilities: capabilities.map(\.rawValue), study: "study",
      knownSequence: known?.sequence ?? 0, knownIncarnation: known?.incarnation ?? 0, held: held)
  }

  var held: [LeaseKey] { running + reports.map(\.lease) }

  /// An identity that no other connection ever has.
  var address: Connection {
    Connection(Array("\(name)/\(incarnation)/\(connection)".utf8))
  }
}
