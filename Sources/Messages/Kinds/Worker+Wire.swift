import CMessages
import Orders

/// What a worker says beside hello, progress and report.
extension Message {
  static func packed(capacity: Int) -> [UInt8] {
    unsafe Messages.packed(hillock__v1__ready__get_packed_size, hillock__v1__ready__pack) { _ in
      var wire = unsafe Hillock__V1__Ready()
      unsafe hillock__v1__ready__init(&wire)
      unsafe wire.capacity = UInt32(clamping: capacity)
      return unsafe wire
    }
  }

  static func capacity(unpacking bytes: [UInt8]) throws(MessageError) -> Int {
    try unsafe unpacked(bytes, hillock__v1__ready__unpack, hillock__v1__ready__free_unpacked) {
      wire throws(MessageError) in
      try unsafe Field("capacity").whole(wire.capacity, in: 0...1_000_000)
    }
  }

  static func packed(held: [LeaseKey]) -> [UInt8] {
    unsafe Messages.packed(
      hillock__v1__heartbeat__get_packed_size, hillock__v1__heartbeat__pack
    ) { arena in
      var wire = unsafe Hillock__V1__Heartbeat()
      unsafe hillock__v1__heartbeat__init(&wire)
      unsafe wire.n_held = held.count
      unsafe wire.held = arena.many(held.map { unsafe $0.wire })
      return unsafe wire
    }
  }

  static func held(unpacking bytes: [UInt8]) throws(MessageError) -> [LeaseKey] {
    try unsafe unpacked(
      bytes, hillock__v1__heartbeat__unpack, hillock__v1__heartbeat__free_unpacked
    ) { wire throws(MessageError) in
      try unsafe Field("held").list(wire.held, wire.n_held, atMost: 100_000, LeaseKey.init)
    }
  }

  static func packed(goodbye reason: String) -> [UInt8] {
    unsafe Messages.packed(
      hillock__v1__goodbye__get_packed_size, hillock__v1__goodbye__pack
    ) { arena in
      var wire = unsafe Hillock__V1__Goodbye()
      unsafe hillock__v1__goodbye__init(&wire)
      unsafe wire.reason = arena.text(reason, cutTo: Field.longText)
      return unsafe wire
    }
  }

  static func goodbye(unpacking bytes: [UInt8]) throws(MessageError) -> String {
    try unsafe unpacked(
      bytes, hillock__v1__goodbye__unpack, hillock__v1__goodbye__free_unpacked
    ) { wire throws(MessageError) in
      try unsafe Field("reason").text(wire.reason, atMost: Field.longText)
    }
  }
}
