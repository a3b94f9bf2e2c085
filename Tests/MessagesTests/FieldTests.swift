import Digests
import Orders
import Studies
import Testing

@testable import Messages

/// Values that a field cannot have, each beside one that it can.
@Suite struct FieldTests {
  private func reason(_ message: Message) -> String? {
    do throws(MessageError) {
      _ = try Envelope(decoding: Envelope(message: message).encoded())
      return nil
    } catch {
      return error.description
    }
  }

  private func order(_ change: (inout TrainingWork) -> Void) -> Message {
    guard case .train(var work) = Samples.order.work else { return .finished }
    change(&work)
    return .order(WorkOrder(id: 1, work: .train(work), limits: Limits()), attempt: 1)
  }

  @Test func `orders with values that nothing can be trained by are refused`() {
    #expect(reason(order { _ in }) == nil)
    #expect(reason(order { $0.expression = "" }) == "message refused: expression is empty")
    #expect(
      reason(order { $0.expression = String(repeating: "x", count: 65_537) })
        == "message refused: expression has 65537 bytes; expected at most 65536")
    #expect(
      reason(order { $0.recipe.epochs = 0 })
        == "message refused: epochs is 0; expected 1 to 100000")
    #expect(
      reason(order { $0.recipe.batch = -1 }) == "message refused: batch is 0; expected 1 to 65536")
    #expect(
      reason(order { $0.recipe.optimizer.rate = .nan })
        == "message refused: rate is nan; expected 0.0 to 1000000.0")
    #expect(
      reason(order { $0.recipe.optimizer.rate = .infinity })
        == "message refused: rate is inf; expected 0.0 to 1000000.0")
    #expect(
      reason(order { $0.recipe.optimizer.momentum = 1.5 })
        == "message refused: momentum is 1.5; expected 0.0 to 1.0")
    #expect(reason(order { $0.dataset.name = "" }) == "message refused: dataset is empty")
  }

  @Test func `hellos that make no sense are refused`() {
    var hello = Samples.hello
    hello.slots = 0
    #expect(
      reason(.hello(hello)) == "message refused: slots is 0; expected 1 to 65536")
    hello = Samples.hello
    hello.worker = ""
    #expect(reason(.hello(hello)) == "message refused: worker is empty")
    hello = Samples.hello
    hello.knownSequence = -1
    #expect(
      reason(.hello(hello)) == "message refused: known sequence is -1; expected 0 or more")
    hello = Samples.hello
    hello.tags = Array(repeating: Tag(key: "a", value: "b"), count: 1_001)
    #expect(
      reason(.hello(hello)) == "message refused: tags has 1001 elements; expected at most 1000")
  }

  private func report(_ metrics: Metrics, _ provenance: Provenance? = nil) -> Message {
    .report(
      Report(lease: Samples.lease, outcome: .completed(.metrics(metrics)), provenance: provenance))
  }

  @Test func `seconds are finite`() {
    var provenance = Samples.provenance
    #expect(reason(report(Samples.metrics, provenance)) == nil)
    provenance.seconds = .nan
    #expect(
      reason(report(Samples.metrics, provenance))?.hasPrefix("message refused: seconds is nan")
        == true)
  }

  /// A value that no training measures, and one at the edge that a training might.
  private static let impossible: [(String, @Sendable (inout Metrics, Double) -> Void, Double)] = [
    ("train accuracy", { $0.trainAccuracy = $1 }, 1),
    ("validation accuracy", { $0.validationAccuracy = $1 }, 0),
    ("test accuracy", { $0.test?.accuracy = $1 }, 1),
    ("train loss", { $0.trainLoss = $1 }, 0),
    ("validation loss", { $0.validationLoss = $1 }, .greatestFiniteMagnitude),
    ("test loss", { $0.test?.loss = $1 }, -0.0),
  ]

  @Test func `a result that no training gives is refused`() {
    for (name, set, edge) in Self.impossible {
      var metrics = Samples.metrics
      set(&metrics, edge)
      #expect(reason(report(metrics)) == nil, "\(name)")
      var values = [Double.nan, .infinity, -.infinity, -.leastNonzeroMagnitude]
      if name.hasSuffix("accuracy") { values += [Double(1).nextUp, 5, 1e300] }
      for value in values {
        set(&metrics, value)
        #expect(
          reason(report(metrics))?.hasPrefix("message refused: \(name) is \(value); expected 0.0")
            == true, "\(name) \(value)")
      }
    }
  }

  @Test func `a curve shows how a training went wrong, with accuracies that are possible`() {
    var record = Samples.record
    let curve = { (record: EpochRecord) in
      var provenance = Samples.provenance
      provenance.curve = [Samples.record, record]
      return Message.report(
        Report(
          lease: Samples.lease,
          outcome: .infeasible(Infeasibility(reason: .diverged, epoch: 2, step: 1)),
          provenance: provenance))
    }
    let progress = { Message.progress(Progress(lease: Samples.lease, record: $0)) }
    (record.trainLoss, record.validationLoss) = (.infinity, .nan)
    #expect(reason(curve(record)) == nil && reason(progress(record)) == nil)
    for (loss, accuracy, text) in [
      (-1, 0.5, "train loss is -1.0; expected 0 or more, or not a number"),
      (1, .nan, "train accuracy is nan; expected 0.0 to 1.0"),
      (1, 1.5, "train accuracy is 1.5; expected 0.0 to 1.0"),
    ] as [(Double, Double, String)] {
      (record.trainLoss, record.trainAccuracy) = (loss, accuracy)
      #expect(reason(curve(record)) == "message refused: \(text)")
      #expect(reason(progress(record)) == "message refused: \(text)")
    }
  }

  @Test func `a heartbeat interval is at least a millisecond`() {
    #expect(
      reason(.welcome(Welcome(study: "s", heartbeat: .zero)))
        == "message refused: heartbeat is 0; expected 1 to 3600000")
  }

  @Test func `text that is not UTF-8 is refused`() {
    var bytes = Envelope(study: "aaaa", message: .goodbye(reason: "bbbb")).encoded()
    guard let study = bytes.firstIndex(of: UInt8(ascii: "a")),
      let reason = bytes.firstIndex(of: UInt8(ascii: "b"))
    else { return }
    bytes[reason] = 0xff
    #expect(throws: MessageError.malformed("reason is not UTF-8")) {
      try Envelope(decoding: bytes)
    }
    bytes[study] = 0xc0
    #expect(throws: MessageError.malformed("study is not UTF-8")) { try Envelope(decoding: bytes) }
  }

  @Test func `errors are one line each`() {
    #expect(
      MessageError.version(theirs: 2, ours: 1).description
        == "message refused: it speaks protocol version 2; this program speaks 1")
    #expect(MessageError.tooLarge.description == "message refused: larger than its kind may be")
  }
}
