import Digests
import Messages
import Orders
import Studies
import Testing
import Transport

/// A worker that trains nothing: it answers every order at once with a result that it made up, and
/// remembers what was acknowledged.
struct PlayedWorker {
  private let dealer: Dealer
  private let inbox = Inbox<Transport.Event>()
  private let slots: Int
  /// How long the curves of its reports are.
  private let epochs: Int
  private var study = ""
  private var incarnation: Int64 = 0
  private var open: [LeaseKey: Report] = [:]
  /// The accuracies that were acknowledged, by order.
  private(set) var acknowledged: [Int: Double] = [:]

  init(at address: String, slots: Int, epochs: Int) async throws {
    self.slots = slots
    self.epochs = epochs
    dealer = try await Dealer.start(connecting: Address(address), delivering: inbox)
  }

  /// The accuracy that it makes up for an order.
  private static func accuracy(of order: WorkOrder.ID) -> Double { 1 / Double(order + 1) }

  /// Works until the study is finished or the coordinator is gone, and every message that it sent
  /// was read.
  ///
  /// - Parameter onAcknowledgement: told how many results were acknowledged so far.
  /// - Returns: whether the study is finished.
  /// - Throws: what makes no sense of a message, or a cancellation.
  mutating func work(onAcknowledgement: (Int) -> Void = { _ in }) async throws -> Bool {
    for await batch in inbox {
      for event in batch {
        switch event {
        case .connected: sayHello()
        case .message(_, let frames):
          let envelope = try Envelope(decoding: try #require(frames.first))
          if case .finished = envelope.message { return true }
          let count = acknowledged.count
          hear(envelope)
          if acknowledged.count > count { onAcknowledgement(acknowledged.count) }
        case .disconnected: return false
        case .unreachable, .congested, .ended: break
        }
      }
    }
    throw CancellationError()
  }

  func close() async { await dealer.close() }

  private mutating func hear(_ envelope: Envelope) {
    switch envelope.message {
    case .welcome:
      (study, incarnation) = (envelope.study, envelope.incarnation)
      send(.heartbeat(held: Array(open.keys)))
      send(.ready(capacity: slots))
      for report in open.values { send(.report(report)) }
    case .order(let order, let attempt):
      let report = report(on: LeaseKey(order: order.id, attempt: attempt))
      open[report.lease] = report
      send(.report(report))
      send(.heartbeat(held: Array(open.keys)))
    case .acknowledged(let lease, _):
      guard open.removeValue(forKey: lease) != nil else { return }
      acknowledged[Int(lease.order)] = Self.accuracy(of: lease.order)
    // Every order is reported by then, and a report is kept until it is acknowledged.
    case .cancel: break
    case .whoAreYou: sayHello()
    default: break
    }
  }

  private func report(on lease: LeaseKey) -> Report {
    let accuracy = Self.accuracy(of: lease.order)
    let metrics = Metrics(
      trainLoss: 1, trainAccuracy: accuracy, validationLoss: 1, validationAccuracy: accuracy)
    let curve = (1...epochs).map { epoch in
      EpochRecord(
        epoch: epoch, trainLoss: 1, trainAccuracy: accuracy, validationLoss: 1,
        validationAccuracy: accuracy, seconds: 1)
    }
    return Report(
      lease: lease, outcome: .completed(.metrics(metrics)),
      provenance: Provenance(
        program: "played", processor: "none", kernels: "none", dataset: Digest.of(""), seconds: 1,
        curve: curve))
  }

  private func sayHello() {
    send(
      .hello(
        Hello(
          worker: "played", incarnation: 1, program: "played", host: "here", process: 1,
          slots: slots, tags: [], capabilities: ["train"], study: study, knownSequence: 0,
          held: Array(open.keys))))
  }

  private func send(_ message: Message) {
    dealer.send([
      Envelope(study: study, incarnation: incarnation, message: message).encoded()
    ])
  }
}
