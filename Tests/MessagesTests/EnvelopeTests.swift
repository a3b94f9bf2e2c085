import Orders
import Randomness
import Studies
import TestSupport
import Testing

@testable import Messages

@Suite struct EnvelopeTests {
  @Test(arguments: Samples.all)
  func `every kind of message comes back as it was sent`(message: Message) throws {
    for envelope in [
      Envelope(message: message),
      Envelope(study: "5f3a", incarnation: .max, sequence: .max, message: message),
      Envelope(study: "é", incarnation: -1, message: message),
    ] {
      #expect(try Envelope(decoding: envelope.encoded()) == envelope)
    }
  }

  @Test func `every kind has a sample, a number and a limit of its own`() throws {
    var seen: Set<UInt32> = []
    for message in Samples.all {
      let bytes = Envelope(message: message).encoded()
      // Version and kind come first, one byte of key and one of value each.
      #expect(bytes[0] == 0x08 && bytes[1] == 1 && bytes[2] == 0x10)
      seen.insert(UInt32(bytes[3]))
    }
    #expect(seen == Set(Kind.allCases.map(\.number) + [99]))
    for kind in Kind.allCases { #expect(Kind(number: kind.number) == kind) }
    #expect(Kind(number: 0) == nil)
  }

  @Test func `random reports come back bit for bit, NaN and minus zero included`() throws {
    try forAll(count: 2_000) { generator in
      let report = Samples.report(&generator)
      let bytes = Envelope(study: "s", incarnation: 1, message: .report(report)).encoded()
      let decoded = try Envelope(decoding: bytes)
      // NaN differs from itself; equal bytes and equal descriptions stand for equality.
      #expect(decoded.encoded() == bytes)
      #expect("\(decoded.message)" == "\(Message.report(report))")
    }
  }

  @Test func `all schedules come back`() throws {
    for schedule in [Schedule.constant, .cosine, .step(epochs: 10, factor: 0.1)] {
      guard case .train(var work) = Samples.order.work else { return }
      work.recipe.optimizer.schedule = schedule
      let order = WorkOrder(id: 1, work: .train(work), limits: Limits(memory: 1, silence: 1))
      let envelope = Envelope(message: .order(order, attempt: 1))
      #expect(try Envelope(decoding: envelope.encoded()) == envelope)
    }
  }

  @Test func `a schedule's horizon comes back where it is not the epochs`() throws {
    for horizon in [nil, 3, 4, 100_000] {
      guard case .train(var work) = Samples.order.work else { return }
      work.recipe = Recipe(
        epochs: 3, horizon: horizon, batch: 128, optimizer: work.recipe.optimizer)
      let order = WorkOrder(id: 1, work: .train(work), limits: Limits(memory: 1, silence: 1))
      let bytes = Envelope(message: .order(order, attempt: 1)).encoded()
      #expect(try Envelope(decoding: bytes).message == .order(order, attempt: 1))
      let plain = Envelope(message: .order(Samples.order, attempt: 1)).encoded()
      #expect((bytes.count > plain.count) == ((horizon ?? 3) > 3), "old workers are sent none")
    }
    guard case .train(var work) = Samples.order.work else { return }
    work.recipe.horizon = 2
    let order = WorkOrder(id: 1, work: .train(work), limits: Limits(memory: 1, silence: 1))
    #expect(throws: MessageError.malformed("horizon is 2; expected 3 to 100000")) {
      try Envelope(decoding: Envelope(message: .order(order, attempt: 1)).encoded())
    }
  }

  @Test func `another major version is told from garbage, whatever else it carries`() {
    var bytes = Envelope(message: .finished).encoded()
    bytes[1] = 2
    for tail in [[], [0x7a, 0x01, 0x00]] as [[UInt8]] {
      #expect(throws: MessageError.version(theirs: 2, ours: 1)) {
        try Envelope(decoding: bytes + tail)
      }
    }
  }

  @Test func `a kind from the future is passed on as unknown`() throws {
    let bytes: [UInt8] = [0x08, 1, 0x10, 63, 0x3a, 3, 1, 2, 3]
    #expect(try Envelope(decoding: bytes).message == .unknown(kind: 63))
  }

  @Test func `a field from the future is ignored`() throws {
    let envelope = Envelope(study: "s", incarnation: 4, message: .finished)
    #expect(try Envelope(decoding: envelope.encoded() + [0x7a, 1, 7]) == envelope)
  }

  @Test func `a message about a lease must name it`() {
    #expect(throws: MessageError.malformed("the lease is absent")) {
      try Envelope(decoding: [0x08, 1, 0x10, 15])
    }
    #expect(throws: MessageError.malformed("order is 0; expected 1 to \(Int.max)")) {
      try Envelope(decoding: [0x08, 1, 0x10, 15, 0x28, 0, 0x30, 1])
    }
    #expect(throws: MessageError.malformed("attempt is 0; expected 1 to 1000000")) {
      try Envelope(decoding: [0x08, 1, 0x10, 15, 0x28, 1, 0x30, 0])
    }
  }

  @Test func `nothing, and half a message, are refused`() throws {
    #expect(throws: MessageError.malformed("0 bytes that are no message of their kind")) {
      try Envelope(decoding: [])
    }
    for message in Samples.all {
      let bytes = Envelope(message: message).encoded()
      for count in 0..<min(bytes.count, 4) {
        #expect(throws: MessageError.self) { try Envelope(decoding: Array(bytes.prefix(count))) }
      }
    }
  }

  @Test(arguments: Kind.allCases.filter { $0.payloadLimit <= 128 << 10 })
  func `a payload beyond its kind's limit is refused`(kind: Kind) {
    func error(payload count: Int) -> MessageError? {
      let length = [UInt8(count & 127 | 128), UInt8(count >> 7 & 127 | 128), UInt8(count >> 14)]
      let head = [0x08, 1, 0x10, UInt8(kind.number), 0x28, 1, 0x30, 1, 0x3a] + length
      do throws(MessageError) {
        _ = try Envelope(decoding: head + [UInt8](repeating: 0xff, count: count))
        return nil
      } catch {
        return error
      }
    }
    // Below the limit it is the content that is wrong, where there should be content.
    #expect(error(payload: kind.payloadLimit) != .tooLarge)
    #expect(error(payload: kind.payloadLimit + 1) == .tooLarge)
  }

  @Test func `an answer that is too large becomes a failure`() throws {
    let json = String(repeating: " ", count: Kind.response.payloadLimit + 1)
    let envelope = Envelope(message: .response(Response(id: 7, result: .success(json: json))))
    guard case .response(let response) = try Envelope(decoding: envelope.encoded()).message,
      case .failure(let reason, let exitCode) = response.result
    else {
      Issue.record("the answer is no failure")
      return
    }
    #expect(response.id == 7)
    #expect(exitCode == 2)
    #expect(reason.hasSuffix("expected at most 67108864"))
  }

  @Test func `a reason of any length arrives, cut to what is taken`() throws {
    for text in [String(repeating: "a", count: 1 << 20), String(repeating: "é", count: 1 << 20)] {
      let report = Report(lease: Samples.lease, outcome: .failed(text), provenance: nil)
      let message = try Envelope(decoding: Envelope(message: .report(report)).encoded()).message
      guard case .report(let arrived) = message, case .failed(let reason) = arrived.outcome else {
        Issue.record("not the failed report")
        return
      }
      #expect(reason.utf8.count > 65_000)
      #expect(text.hasPrefix(reason.dropLast()))
    }
  }

  @Test func `the curve of the longest training fits`() throws {
    let curve = [EpochRecord](repeating: Samples.record, count: 100_000)
    var provenance = Samples.provenance
    provenance.curve = curve
    let report = Report(
      lease: Samples.lease, outcome: .completed(.metrics(Samples.metrics)), provenance: provenance)
    let envelope = Envelope(message: .report(report))
    let bytes = envelope.encoded()
    #expect(bytes.count < Envelope.largestFrameToCoordinator)
    #expect(try Envelope(decoding: bytes) == envelope)
  }
}
