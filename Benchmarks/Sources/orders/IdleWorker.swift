import Messages
import Orders
import Studies
import Transport

/// A worker without slots: it answers every order of a rehearsal at once, in its own process.
struct IdleWorker {
  private let dealer: Dealer
  private let inbox = Inbox<Transport.Event>()
  private let name: String
  private let capacity: Int
  private var study = ""
  private var incarnation: Int64 = 0
  private var sent: [LeaseKey: ContinuousClock.Instant] = [:]
  private var lastSign = ContinuousClock.now
  private(set) var acknowledged: [(at: ContinuousClock.Instant, after: Duration)] = []

  init(name: String, capacity: Int, address: Address) async throws {
    self.name = name
    self.capacity = capacity
    dealer = try await Dealer.start(connecting: address, delivering: inbox)
  }

  /// Works until the study is finished.
  mutating func work() async throws {
    for await batch in inbox {
      for event in batch {
        switch event {
        case .connected: sayHello()
        case .message(_, let frames):
          let envelope = try Envelope(decoding: frames[0])
          if try hear(envelope) {
            await dealer.close()
            return
          }
        case .disconnected, .unreachable, .congested: break
        case .ended(let error):
          if let error { throw error }
          return
        }
      }
      if ContinuousClock.now - lastSign > .seconds(1) { giveSign() }
    }
  }

  /// - Returns: whether that was the end.
  private mutating func hear(_ envelope: Envelope) throws -> Bool {
    switch envelope.message {
    case .welcome:
      study = envelope.study
      incarnation = envelope.incarnation
      giveSign()
    case .order(let order, let attempt):
      let lease = LeaseKey(order: order.id, attempt: attempt)
      sent[lease] = .now
      send(.report(try report(on: lease, of: order)))
    case .acknowledged(let lease, _):
      let now = ContinuousClock.now
      if let since = sent.removeValue(forKey: lease) { acknowledged.append((now, now - since)) }
    case .refused(let rejection): throw Failure(description: rejection.reason)
    case .finished: return true
    default: break
    }
    return false
  }

  private func sayHello() {
    send(
      .hello(
        Hello(
          worker: name, incarnation: 1, program: "orders", host: "here", process: 1,
          slots: capacity, tags: [], capabilities: ["idle"], study: "", knownSequence: 0,
          held: [])))
  }

  private mutating func giveSign() {
    lastSign = .now
    send(.heartbeat(held: sent.keys.sorted { $0.order < $1.order }))
    send(.ready(capacity: capacity))
  }

  /// What comes of an idle order, at once: as large as the report of a real training.
  private func report(on lease: LeaseKey, of order: WorkOrder) throws -> Report {
    guard case .idle(let work) = order.work,
      case .completed(let curve, let metrics) = work.fate(ofAttempt: lease.attempt)
    else { throw Failure(description: "order \(order.id) is no idle one that goes well") }
    return Report(
      lease: lease, outcome: .completed(.madeUp(metrics)),
      provenance: Provenance(
        program: "orders", processor: "none", kernels: "none", dataset: .of(""), seconds: 3,
        curve: curve))
  }

  private func send(_ message: Message) {
    dealer.send([Envelope(study: study, incarnation: incarnation, message: message).encoded()])
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }
}
