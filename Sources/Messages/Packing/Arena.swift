import CMessages

/// Memory that C messages point into until they are packed.
@safe struct Arena: ~Copyable {
  private var blocks: [UnsafeMutableRawPointer] = unsafe []

  deinit {
    for index in unsafe blocks.indices { unsafe blocks[index].deallocate() }
  }

  /// A copy of a text as C reads it: up to a NUL, which no text of ours holds.
  mutating func text(_ text: String) -> UnsafeMutablePointer<CChar> {
    unsafe array(Array(text.utf8CString))
  }

  /// A copy of a text that people read, without what the other side would refuse it for.
  mutating func text(_ text: String, cutTo limit: Int) -> UnsafeMutablePointer<CChar> {
    guard text.utf8.count > limit else { return unsafe self.text(text) }
    // A character that is cut in two becomes a replacement character of three bytes.
    return unsafe self.text(String(decoding: text.utf8.prefix(limit - 3), as: UTF8.self))
  }

  mutating func texts(_ texts: [String]) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> {
    var pointers: [UnsafeMutablePointer<CChar>?] = unsafe []
    for text in texts { unsafe pointers.append(self.text(text)) }
    return unsafe array(pointers)
  }

  mutating func bytes(_ bytes: [UInt8]) -> ProtobufCBinaryData {
    unsafe ProtobufCBinaryData(len: bytes.count, data: array(bytes))
  }

  /// A message inside another.
  mutating func one<Part>(_ part: Part) -> UnsafeMutablePointer<Part> {
    unsafe array([part])
  }

  /// A repeated message inside another.
  mutating func many<Part>(_ parts: [Part]) -> UnsafeMutablePointer<UnsafeMutablePointer<Part>?> {
    let first = unsafe array(parts)
    return unsafe array(parts.indices.map { unsafe Optional(first + $0) })
  }

  private mutating func array<Element>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
    let block = UnsafeMutablePointer<Element>.allocate(capacity: max(elements.count, 1))
    unsafe block.initialize(from: elements, count: elements.count)
    unsafe blocks.append(UnsafeMutableRawPointer(block))
    return unsafe block
  }
}
