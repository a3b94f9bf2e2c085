/// A message with where it belongs.
public struct Envelope: Hashable, Sendable {
  /// The major version of the protocol; another one is refused.
  public static let version: UInt32 = 1

  /// The study's id, or empty before a worker has been told.
  public var study: String
  /// The coordinator's incarnation, or 0 before it is known.
  public var incarnation: Int64
  /// The journal's last sequence when a coordinator sent it, or 0.
  public var sequence: Int64
  public var message: Message

  public init(
    study: String = "", incarnation: Int64 = 0, sequence: Int64 = 0, message: Message
  ) {
    self.study = study
    self.incarnation = incarnation
    self.sequence = sequence
    self.message = message
  }
}

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
