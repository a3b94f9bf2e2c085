import CZeroMQ
import Foundation

/// Why an endpoint could not start or go on.
public enum TransportError: Error, Equatable, CustomStringConvertible {
  /// A text that is no address.
  case badAddress(String, reason: String)
  /// An address that other machines can reach, without leave to go unencrypted.
  case insecure(Address)
  /// Another program, or another endpoint of this one, already listens there.
  case addressInUse(Address)
  case cannotBind(Address, reason: String)
  case cannotConnect(Address, reason: String)
  /// A call of the message library or the system that should not have failed.
  case failedCall(String, code: Int32)

  public var description: String {
    switch self {
    case .badAddress(let text, let reason):
      "bad address '\(text.prefix(200))': \(reason)"
    case .insecure(let address):
      "refused \(address): other machines can reach it and nothing is encrypted yet "
        + "(expected a loopback or ipc address, or --insecure)"
    case .addressInUse(let address):
      "cannot bind \(address): address already in use"
    case .cannotBind(let address, let reason):
      "cannot bind \(address): \(reason)"
    case .cannotConnect(let address, let reason):
      "cannot connect to \(address): \(reason)"
    case .failedCall(let call, let code):
      "\(call) failed: \(Self.text(of: code)) (errno \(code))"
    }
  }

  /// The failure of the call that has just returned on this thread.
  static func last(_ call: StaticString) -> Self { .failedCall("\(call)", code: zmq_errno()) }

  /// What an error code means, in the lower case that error texts start with.
  static func text(of code: Int32) -> String {
    let text = unsafe String(cString: zmq_strerror(code))
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
