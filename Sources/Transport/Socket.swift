import CZeroMQ
import Foundation

/// A ZeroMQ socket, which one thread makes, uses and closes.
@safe struct Socket: ~Copyable {
  enum Kind {
    case router, dealer, pair

    var code: Int32 {
      switch self {
      case .router: ZMQ_ROUTER
      case .dealer: ZMQ_DEALER
      case .pair: ZMQ_PAIR
      }
    }
  }

  let kind: Kind
  let handle: UnsafeMutableRawPointer

  private init(kind: Kind, handle: UnsafeMutableRawPointer) {
    self.kind = kind
    unsafe self.handle = handle
  }

  static func open(_ kind: Kind, in context: borrowing Context) throws(TransportError) -> Socket {
    guard let handle = unsafe zmq_socket(context.handle, kind.code) else {
      throw .last("zmq_socket")
    }
    return unsafe Socket(kind: kind, handle: handle)
  }

  deinit { unsafe _ = zmq_close(handle) }

  func set(_ option: Int32, _ value: Int32) throws(TransportError) {
    var value = value
    guard unsafe zmq_setsockopt(handle, option, &value, MemoryLayout<Int32>.size) == 0 else {
      throw .last("zmq_setsockopt")
    }
  }

  func set(_ option: Int32, wide value: Int64) throws(TransportError) {
    var value = value
    guard unsafe zmq_setsockopt(handle, option, &value, MemoryLayout<Int64>.size) == 0 else {
      throw .last("zmq_setsockopt")
    }
  }

  func bind(_ address: Address) throws(TransportError) {
    guard unsafe zmq_bind(handle, address.description) == 0 else {
      let code = zmq_errno()
      if code == EADDRINUSE { throw .addressInUse(address) }
      throw .cannotBind(address, reason: TransportError.text(of: code))
    }
    // The file is made with the process's default rights; only this user is to connect.
    if case .ipc(let path) = address.place { unsafe _ = chmod(path, 0o600) }
  }

  func connect(_ address: Address) throws(TransportError) {
    guard unsafe zmq_connect(handle, address.description) == 0 else {
      throw .cannotConnect(address, reason: TransportError.text(of: zmq_errno()))
    }
  }

  /// Where the last bind ended up, with the port that the system chose.
  func lastEndpoint() throws(TransportError) -> Address {
    var bytes = [UInt8](repeating: 0, count: 512)
    var count = bytes.count
    let code = unsafe bytes.withUnsafeMutableBytes {
      unsafe zmq_getsockopt(handle, ZMQ_LAST_ENDPOINT, $0.baseAddress, &count)
    }
    guard code == 0 else { throw .last("zmq_getsockopt") }
    return try Address(String(decoding: bytes.prefix(max(0, count - 1)), as: UTF8.self))
  }
}
