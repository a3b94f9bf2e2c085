import Randomness
import TestSupport
import Testing

@testable import Messages

@Suite struct FramesTests {
  @Test func `frames come back from pieces of any size`() throws {
    let envelopes = Samples.all.map { Envelope(study: "s", message: $0) }
    let stream = envelopes.flatMap(\.framed)
    try forAll(count: 50) { generator in
      var reader = FrameReader()
      var seen: [Envelope] = []
      var rest = stream[...]
      while !rest.isEmpty {
        let piece = rest.prefix(1 + generator.uniform(below: 300))
        rest = rest.dropFirst(piece.count)
        reader.append(piece)
        while let envelope = try reader.next() { seen.append(envelope) }
      }
      #expect(seen == envelopes)
      #expect(reader.isEmpty)
    }
  }

  @Test func `half a frame is nothing yet`() throws {
    var reader = FrameReader()
    #expect(try reader.next() == nil)
    #expect(reader.isEmpty)
    reader.append(Envelope(message: .finished).framed.dropLast())
    #expect(try reader.next() == nil)
    #expect(!reader.isEmpty)
  }

  @Test func `a length beyond the limit is refused before its bytes have come`() {
    var reader = FrameReader()
    reader.append([0x01, 0x00, 0x80, 0x00])
    #expect(throws: MessageError.tooLarge) { try reader.next() }
    reader = FrameReader()
    reader.append([0xff, 0xff, 0xff, 0xff])
    #expect(throws: MessageError.tooLarge) { try reader.next() }
  }

  @Test func `a frame that is no message is refused`() {
    var reader = FrameReader()
    reader.append([2, 0, 0, 0, 9, 9])
    #expect(throws: MessageError.malformed("2 bytes that are no message of their kind")) {
      try reader.next()
    }
  }
}
