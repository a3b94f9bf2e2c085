/// A live connection, as the transport names it: bytes that mean nothing else.
public struct Connection: Hashable, Sendable {
  public let bytes: [UInt8]

  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }
}
