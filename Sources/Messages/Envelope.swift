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
