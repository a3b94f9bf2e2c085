import Orders
import Randomness
import TestSupport
import Testing

@testable import Messages

/// What strangers may put into a frame.
@Suite struct MutationTests {
  @Test func `100,000 mutated messages are decoded or refused, and never more than that`() throws {
    let samples = Samples.all.map { Envelope(study: "s", incarnation: 1, message: $0).encoded() }
    var generator = Generator(seed: Seed(1))
    var decoded = 0
    for _ in 0..<100_000 {
      var bytes = samples[generator.uniform(below: samples.count)]
      for _ in 0...generator.uniform(below: 3) { Self.mutate(&bytes, &generator) }
      guard let envelope = try? Envelope(decoding: bytes) else { continue }
      decoded += 1
      // What was taken can be sent on, and says the same then.
      let again = try Envelope(decoding: envelope.encoded())
      if "\(again)" != "\(envelope)" { Issue.record("\(envelope) became \(again)") }
    }
    #expect(decoded > 5_000)
    #expect(decoded < 90_000)
  }

  @Test func `random bytes are refused`() throws {
    var generator = Generator(seed: Seed(2))
    for _ in 0..<20_000 {
      let bytes = (0..<generator.uniform(below: 100)).map { _ in
        UInt8(truncatingIfNeeded: generator.next())
      }
      // A version and a kind in front let some of them reach the payloads.
      _ = try? Envelope(decoding: bytes)
      let kind = Kind.allCases[generator.uniform(below: Kind.allCases.count)]
      let head: [UInt8] = [0x08, 1, 0x10, UInt8(kind.number), 0x28, 1, 0x30, 1, 0x3a]
      _ = try? Envelope(decoding: head + [UInt8(bytes.count)] + bytes)
    }
  }

  private static func mutate(_ bytes: inout [UInt8], _ generator: inout Generator) {
    let place = generator.uniform(below: bytes.count + 1)
    let value = UInt8(truncatingIfNeeded: generator.next())
    switch generator.uniform(below: 6) {
    case 0 where place < bytes.count: bytes[place] = value
    case 1 where place < bytes.count: bytes[place] ^= 1 << (value & 7)
    case 2: bytes.insert(value, at: place)
    case 3 where place < bytes.count: bytes.remove(at: place)
    case 4: bytes.removeLast(min(bytes.count, Int(value & 15)))
    default:
      let from = generator.uniform(below: bytes.count + 1)
      bytes.insert(contentsOf: bytes[min(from, place)..<max(from, place)], at: place)
    }
  }
}
