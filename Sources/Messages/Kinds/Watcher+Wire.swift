import CMessages

extension EventNotice {
  var packed: [UInt8] {
    unsafe Messages.packed(hillock__v1__event__get_packed_size, hillock__v1__event__pack) { arena in
      var wire = unsafe Hillock__V1__Event()
      unsafe hillock__v1__event__init(&wire)
      unsafe wire.sequence = sequence
      unsafe wire.time = time
      unsafe wire.kind = arena.text(kind)
      unsafe wire.fields = arena.text(fields)
      return unsafe wire
    }
  }

  init(unpacking bytes: [UInt8]) throws(MessageError) {
    self = try unsafe unpacked(
      bytes, hillock__v1__event__unpack, hillock__v1__event__free_unpacked
    ) { wire throws(MessageError) in
      try unsafe EventNotice(
        sequence: Field("sequence").sequence(wire.sequence), time: wire.time,
        kind: Field("kind").name(wire.kind),
        fields: Field("fields").text(wire.fields, atMost: Kind.event.payloadLimit))
    }
  }
}

/// What goes between a watcher and a coordinator beside events.
extension Message {
  static func packed(since: Int64, credit: Int) -> [UInt8] {
    unsafe Messages.packed(
      hillock__v1__subscribe__get_packed_size, hillock__v1__subscribe__pack
    ) { _ in
      var wire = unsafe Hillock__V1__Subscribe()
      unsafe hillock__v1__subscribe__init(&wire)
      unsafe wire.since = since
      unsafe wire.credit = UInt32(clamping: credit)
      return unsafe wire
    }
  }

  static func subscription(
    unpacking bytes: [UInt8]
  ) throws(MessageError) -> (since: Int64, credit: Int) {
    try unsafe unpacked(
      bytes, hillock__v1__subscribe__unpack, hillock__v1__subscribe__free_unpacked
    ) { wire throws(MessageError) in
      try unsafe (Field("since").sequence(wire.since), credit(wire.credit))
    }
  }

  static func packed(credit: Int) -> [UInt8] {
    unsafe Messages.packed(hillock__v1__credit__get_packed_size, hillock__v1__credit__pack) { _ in
      var wire = unsafe Hillock__V1__Credit()
      unsafe hillock__v1__credit__init(&wire)
      unsafe wire.count = UInt32(clamping: credit)
      return unsafe wire
    }
  }

  static func credit(unpacking bytes: [UInt8]) throws(MessageError) -> Int {
    try unsafe unpacked(bytes, hillock__v1__credit__unpack, hillock__v1__credit__free_unpacked) {
      wire throws(MessageError) in
      try unsafe credit(wire.count)
    }
  }

  private static func credit(_ count: UInt32) throws(MessageError) -> Int {
    try Field("credit").whole(count, in: 0...1_000_000)
  }

  static func packed(notice json: String) -> [UInt8] {
    unsafe Messages.packed(
      hillock__v1__notice__get_packed_size, hillock__v1__notice__pack
    ) { arena in
      var wire = unsafe Hillock__V1__Notice()
      unsafe hillock__v1__notice__init(&wire)
      unsafe wire.json = arena.text(json)
      return unsafe wire
    }
  }

  static func notice(unpacking bytes: [UInt8]) throws(MessageError) -> String {
    try unsafe unpacked(bytes, hillock__v1__notice__unpack, hillock__v1__notice__free_unpacked) {
      wire throws(MessageError) in
      try unsafe Field("json").text(wire.json, atMost: Kind.notice.payloadLimit)
    }
  }

  static func packed(lagged sequence: Int64) -> [UInt8] {
    unsafe Messages.packed(hillock__v1__lagged__get_packed_size, hillock__v1__lagged__pack) { _ in
      var wire = unsafe Hillock__V1__Lagged()
      unsafe hillock__v1__lagged__init(&wire)
      unsafe wire.after = sequence
      return unsafe wire
    }
  }

  static func lagged(unpacking bytes: [UInt8]) throws(MessageError) -> Int64 {
    try unsafe unpacked(bytes, hillock__v1__lagged__unpack, hillock__v1__lagged__free_unpacked) {
      wire throws(MessageError) in
      try unsafe Field("after").sequence(wire.after)
    }
  }
}
