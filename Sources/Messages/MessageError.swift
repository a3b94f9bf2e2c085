/// Why bytes are not a message that this program takes.
public enum MessageError: Error, Equatable, CustomStringConvertible {
  /// Another major version of the protocol.
  case version(theirs: UInt32, ours: UInt32)
  /// Bytes that are no message, or a field with a value that it cannot have.
  case malformed(String)
  /// More bytes than the message's kind may have.
  case tooLarge

  public var description: String {
    switch self {
    case .version(let theirs, let ours):
      "message refused: it speaks protocol version \(theirs); this program speaks \(ours)"
    case .malformed(let reason): "message refused: \(reason)"
    case .tooLarge: "message refused: larger than its kind may be"
    }
  }
}
