import CMessages

extension Welcome {
  var packed: [UInt8] {
    unsafe Messages.packed(
      hillock__v1__welcome__get_packed_size, hillock__v1__welcome__pack
    ) { arena in
      var wire = unsafe Hillock__V1__Welcome()
      unsafe hillock__v1__welcome__init(&wire)
      unsafe wire.study = arena.text(study)
      unsafe wire.heartbeat_milliseconds = UInt32(clamping: Int64(heartbeat / .milliseconds(1)))
      return unsafe wire
    }
  }

  init(unpacking bytes: [UInt8]) throws(MessageError) {
    self = try unsafe unpacked(
      bytes, hillock__v1__welcome__unpack, hillock__v1__welcome__free_unpacked
    ) { wire throws(MessageError) in
      let milliseconds = try unsafe Field("heartbeat").whole(
        wire.heartbeat_milliseconds, in: 1...3_600_000)
      return try unsafe Welcome(
        study: Field("study").text(wire.study), heartbeat: .milliseconds(milliseconds))
    }
  }
}

extension Rejection {
  var packed: [UInt8] {
    unsafe Messages.packed(
      hillock__v1__refused__get_packed_size, hillock__v1__refused__pack
    ) { arena in
      var wire = unsafe Hillock__V1__Refused()
      unsafe hillock__v1__refused__init(&wire)
      unsafe wire.code = Hillock__V1__Refused__Code(code.rawValue)
      unsafe wire.reason = arena.text(reason, cutTo: Field.longText)
      return unsafe wire
    }
  }

  init(unpacking bytes: [UInt8]) throws(MessageError) {
    self = try unsafe unpacked(
      bytes, hillock__v1__refused__unpack, hillock__v1__refused__free_unpacked
    ) { wire throws(MessageError) in
      let number = unsafe wire.code.rawValue
      guard let code = Code(rawValue: number) else {
        throw .malformed("code is \(number); expected 1 to \(Code.allCases.count)")
      }
      return try unsafe Rejection(
        code: code, reason: Field("reason").text(wire.reason, atMost: Field.longText))
    }
  }
}

extension Message {
  static func packed(acknowledged sequence: Int64) -> [UInt8] {
    unsafe Messages.packed(
      hillock__v1__acknowledged__get_packed_size, hillock__v1__acknowledged__pack
    ) { _ in
      var wire = unsafe Hillock__V1__Acknowledged()
      unsafe hillock__v1__acknowledged__init(&wire)
      unsafe wire.sequence = sequence
      return unsafe wire
    }
  }

  static func acknowledged(unpacking bytes: [UInt8]) throws(MessageError) -> Int64 {
    try unsafe unpacked(
      bytes, hillock__v1__acknowledged__unpack, hillock__v1__acknowledged__free_unpacked
    ) { wire throws(MessageError) in try unsafe Field("sequence").sequence(wire.sequence) }
  }
}
