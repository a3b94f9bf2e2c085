import CMessages
import Digests

/// A field by its name, which checks the values that come over the wire.
struct Field {
  /// What a name, a version or a tag may take.
  static let shortText = 4 << 10
  /// What an expression, a network or a reason may take.
  static let longText = 64 << 10

  private let name: String

  init(_ name: String) { self.name = name }

  func text(
    _ pointer: UnsafePointer<CChar>?, atMost limit: Int = shortText
  ) throws(MessageError) -> String {
    guard let pointer = unsafe pointer else { throw .malformed("\(name) is absent") }
    guard let text = unsafe String(validatingCString: pointer) else {
      throw .malformed("\(name) is not UTF-8")
    }
    guard text.utf8.count <= limit else {
      throw .malformed("\(name) has \(text.utf8.count) bytes; expected at most \(limit)")
    }
    return text
  }

  func text(
    _ pointer: UnsafeMutablePointer<CChar>?, atMost limit: Int = shortText
  ) throws(MessageError) -> String {
    try unsafe text(UnsafePointer(pointer), atMost: limit)
  }

  /// A text that says something.
  func name(
    _ pointer: UnsafeMutablePointer<CChar>?, atMost limit: Int = shortText
  ) throws(MessageError) -> String {
    let text = try unsafe text(pointer, atMost: limit)
    guard !text.isEmpty else { throw .malformed("\(name) is empty") }
    return text
  }

  func whole(_ value: some BinaryInteger, in range: ClosedRange<Int>) throws(MessageError) -> Int {
    guard let whole = Int(exactly: value), range.contains(whole) else {
      throw .malformed(
        "\(name) is \(value); expected \(range.lowerBound) to \(range.upperBound)")
    }
    return whole
  }

  /// A count or a sequence that may be as large as its type allows, but not below 0.
  func sequence(_ value: Int64) throws(MessageError) -> Int64 {
    guard value >= 0 else { throw .malformed("\(name) is \(value); expected 0 or more") }
    return value
  }

  func number(_ value: Double, in range: ClosedRange<Double>) throws(MessageError) -> Double {
    guard range.contains(value) else {
      throw .malformed(
        "\(name) is \(value); expected \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  /// A part of a whole, such as an accuracy.
  func share(_ value: Double) throws(MessageError) -> Double {
    try number(value, in: 0...1)
  }

  /// A loss that a result stands by: finite, for a loss that is not makes a run infeasible.
  func loss(_ value: Double) throws(MessageError) -> Double {
    try number(value, in: 0...Double.greatestFiniteMagnitude)
  }

  /// A loss that an epoch showed; infinite or not a number where a training was going wrong.
  func lossOnTheWay(_ value: Double) throws(MessageError) -> Double {
    guard value.isNaN || value >= 0 else {
      throw .malformed("\(name) is \(value); expected 0 or more, or not a number")
    }
    return value
  }

  func digest(_ bytes: ProtobufCBinaryData) throws(MessageError) -> Digest {
    let content = unsafe [UInt8](UnsafeBufferPointer(start: bytes.data, count: bytes.len))
    guard let digest = Digest(bytes: content) else {
      throw .malformed("\(name) has \(content.count) bytes; expected \(Digest.byteCount)")
    }
    return digest
  }

  /// A message inside another.
  func part<Part>(_ pointer: UnsafeMutablePointer<Part>?) throws(MessageError) -> Part {
    guard let pointer = unsafe pointer else { throw .malformed("\(name) is absent") }
    return unsafe pointer.pointee
  }

  /// The elements of a repeated field, each read by a function.
  func list<Part, Value>(
    _ pointers: UnsafeMutablePointer<UnsafeMutablePointer<Part>?>?, _ count: Int, atMost limit: Int,
    _ read: (Part) throws(MessageError) -> Value
  ) throws(MessageError) -> [Value] {
    guard count <= limit else {
      throw .malformed("\(name) has \(count) elements; expected at most \(limit)")
    }
    guard count > 0, let pointers = unsafe pointers else { return [] }
    var values: [Value] = []
    values.reserveCapacity(count)
    for index in 0..<count { values.append(try unsafe read(part(pointers[index]))) }
    return values
  }

  func texts(
    _ pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ count: Int, atMost limit: Int
  ) throws(MessageError) -> [String] {
    guard count <= limit else {
      throw .malformed("\(name) has \(count) elements; expected at most \(limit)")
    }
    guard count > 0, let pointers = unsafe pointers else { return [] }
    var values: [String] = []
    for index in 0..<count { values.append(try unsafe text(pointers[index])) }
    return values
  }
}
