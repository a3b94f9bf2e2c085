/// Where an endpoint listens or dials: `tcp://HOST:PORT` or `ipc://PATH`.
///
/// Its text is canonical: `localhost` has become `127.0.0.1`, and a port of 0 has become `*`.
public struct Address: Hashable, Sendable, CustomStringConvertible {
  /// The two kinds of place.
  public enum Place: Hashable, Sendable {
    /// A host name, an IPv4 address, a bracketed IPv6 address or `*`; a port, or nil for any.
    case tcp(host: String, port: Int?)
    /// A Unix domain socket in the file system.
    case ipc(path: String)
  }

  /// The longest path that fits a Unix domain socket's address (108 bytes with its final zero).
  static let longestPath = 107

  public let place: Place

  /// The address that a text spells.
  ///
  /// Throws `.badAddress` for another scheme, a host with characters that no host name has, a
  /// port outside 0...65535, and an ipc path that is empty, abstract (`@`), a wildcard, or longer
  /// than 107 bytes.
  public init(_ text: String) throws(TransportError) {
    guard let separator = text.utf8Range(of: "://") else {
      throw .badAddress(text, reason: "expected tcp://HOST:PORT or ipc://PATH")
    }
    let rest = String(text[separator.upperBound...])
    switch text[..<separator.lowerBound] {
    case "tcp": place = try Self.tcp(rest, in: text)
    case "ipc": place = try Self.ipc(rest, in: text)
    default:
      throw .badAddress(
        text, reason: "unknown scheme '\(text[..<separator.lowerBound])'; expected tcp or ipc")
    }
  }

  private static func tcp(_ rest: String, in text: String) throws(TransportError) -> Place {
    guard let colon = rest.lastIndex(of: ":"), !rest.hasSuffix("]") else {
      throw .badAddress(text, reason: "no port; expected tcp://HOST:PORT")
    }
    let host = String(rest[..<colon])
    let port = String(rest[rest.index(after: colon)...])
    guard isHost(host) else {
      throw .badAddress(text, reason: "host '\(host)'; expected a name, an address or *")
    }
    let canonical = host == "localhost" ? "127.0.0.1" : host
    if port == "*" { return .tcp(host: canonical, port: nil) }
    let isDigits = !port.isEmpty && port.utf8.allSatisfy { (0x30...0x39).contains($0) }
    guard isDigits, let number = Int(port), number <= 65_535 else {
      throw .badAddress(text, reason: "port '\(port)'; expected 1 to 65535 or *")
    }
    return .tcp(host: canonical, port: number == 0 ? nil : number)
  }

  private static func ipc(_ path: String, in text: String) throws(TransportError) -> Place {
    guard !path.isEmpty, path != "*", !path.hasPrefix("@"), !path.utf8.contains(0) else {
      throw .badAddress(text, reason: "expected a path in the file system after ipc://")
    }
    guard path.utf8.count <= longestPath else {
      throw .badAddress(
        text, reason: "path of \(path.utf8.count) bytes; a socket's may have \(longestPath)")
    }
    return .ipc(path: path)
  }

  private static func isHost(_ host: String) -> Bool {
    if host == "*" { return true }
    if host.hasPrefix("["), host.hasSuffix("]") {
      let inner = host.dropFirst().dropLast()
      return inner.contains(":") && inner.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
    }
    return !host.isEmpty && host.utf8.count <= 253
      && host.unicodeScalars.allSatisfy {
        $0.isASCII
          && ($0.properties.isAlphabetic || ("0"..."9").contains($0)
            || [".", "_", "-"].contains($0))
      }
  }

  /// Whether no byte sent here leaves this machine: a loopback tcp address, or ipc.
  public var isLoopback: Bool {
    guard case .tcp(let host, _) = place else { return true }
    if host == "[::1]" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  public var description: String {
    switch place {
    case .tcp(let host, let port): "tcp://\(host):\(port.map(String.init) ?? "*")"
    case .ipc(let path): "ipc://\(path)"
    }
  }
}

extension String {
  /// The first place of an ASCII pattern in this text, compared byte by byte.
  fileprivate func utf8Range(of pattern: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if utf8[start...].starts(with: pattern.utf8) {
        return start..<utf8.index(start, offsetBy: pattern.utf8.count)
      }
      start = utf8.index(after: start)
    }
    return nil
  }
}
