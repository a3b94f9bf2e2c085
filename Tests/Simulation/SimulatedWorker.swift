import Orders
import Studies

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
  var knownSequence: Int64 = 0
  /// Leases that are worked on.
  var running: [LeaseKey] = []
  /// Reports that were not acknowledged.
  var reports: [Report] = []

  var hello: Hello {
    Hello(
      worker: name, incarnation: incarnation, program: "simulated", host: "here", process: 1,
      slots: slots, tags: [], capabilities: capabilities.map(\.rawValue), study: "study",
      knownSequence: knownSequence, held: held)
  }

  var held: [LeaseKey] { running + reports.map(\.lease) }

  /// An identity that no other connection ever has.
  var address: Connection {
    Connection(Array("\(name)/\(incarnation)/\(connection)".utf8))
  }
}
