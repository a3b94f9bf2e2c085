/// One connection to a router, for as long as it lasts.
///
/// A dealer that reconnects is a new peer. The number is the one that the router gave to the
/// connection; it says nothing about who is at the other end. A dealer knows a single peer,
/// `.farEnd`.
public struct Peer: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let number: UInt32

  /// What a dealer is connected to.
  public static let farEnd = Peer(number: 0)

  public init(number: UInt32) {
    self.number = number
  }

  /// The peer with this routing id, or nil when the dealer has chosen its own.
  ///
  /// A router names connections by a zero byte and a 32-bit number. Ids that dealers choose are
  /// not taken: they could be used to pass for somebody else.
  init?(routingID bytes: UnsafeRawBufferPointer) {
    guard bytes.count == 5, unsafe bytes[0] == 0 else { return nil }
    number = unsafe bytes.loadUnaligned(fromByteOffset: 1, as: UInt32.self)
  }

  /// The five bytes that address this peer.
  var routingID: [UInt8] {
    unsafe [0] + withUnsafeBytes(of: number) { unsafe [UInt8]($0) }
  }

  public static func < (left: Self, right: Self) -> Bool { left.number < right.number }

  public var description: String {
    let digits = String(UInt32(bigEndian: number), radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
