import Foundation

/// What an endpoint is, and where.
enum Role: Sendable {
  case router(binding: [Address])
  case dealer(connecting: Address)

  var kind: Socket.Kind {
    switch self {
    case .router: .router
    case .dealer: .dealer
    }
  }

  var addresses: [Address] {
    switch self {
    case .router(let addresses): addresses
    case .dealer(let address): [address]
    }
  }

  /// Refuses what can be told before anything is opened.
  func check(allowsInsecure: Bool) throws(TransportError) {
    for address in addresses {
      guard address.isLoopback || allowsInsecure else { throw .insecure(address) }
      if case .dealer = self, case .tcp(let host, let port) = address.place {
        if host == "*" {
          throw .cannotConnect(address, reason: "* is every interface; expected a host")
        }
        if port == nil { throw .cannotConnect(address, reason: "expected a port, not *") }
      }
    }
  }

  /// Takes the ipc paths that are to be bound.
  func claims() throws(TransportError) -> [PathClaim] {
    guard case .router(let addresses) = self else { return [] }
    var claims: [PathClaim] = []
    for address in addresses {
      guard case .ipc(let path) = address.place else { continue }
      claims.append(try PathClaim(path, for: address))
    }
    return claims
  }
}
