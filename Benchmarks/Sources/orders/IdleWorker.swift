import Digests
import Messages
import Orders
import Studies
import Transport

/// A worker that trains nothing: it answers every order at once, with a result that it made up.
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
      send(.report(report(on: lease, of: order)))
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
          slots: capacity, tags: [], capabilities: ["train"], study: "", knownSequence: 0,
          held: [])))
  }

  private mutating func giveSign() {
    lastSign = .now
    send(.heartbeat(held: sent.keys.sorted { $0.order < $1.order }))
    send(.ready(capacity: capacity))
  }

  /// As large as the report of a real training of three epochs.
  private func report(on lease: LeaseKey, of order: WorkOrder) -> Report {
    let accuracy = 0.5 + Double(lease.order % 1_000) / 4_000
    let curve = (1...3).map {
      EpochRecord(
        epoch: $0, trainLoss: 0.5, trainAccuracy: accuracy, validationLoss: 0.5,
        validationAccuracy: accuracy, seconds: Double($0))
    }
    guard case .train(let training) = order.work else { preconditionFailure("not a training") }
    return Report(
      lease: lease,
      outcome: .completed(
        .metrics(
          Metrics(
            trainLoss: 0.5, trainAccuracy: accuracy, validationLoss: 0.5,
            validationAccuracy: accuracy))),
      provenance: Provenance(
        program: "orders", processor: "none", kernels: "none", dataset: training.dataset.digest,
        seconds: 3, curve: curve))
  }

  private func send(_ message: Message) {
    dealer.send([Envelope(study: study, incarnation: incarnation, message: message).encoded()])
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }
}
