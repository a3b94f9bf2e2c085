import CMessages
import Orders

extension Hello {
  var packed: [UInt8] {
    unsafe Messages.packed(hillock__v1__hello__get_packed_size, hillock__v1__hello__pack) { arena in
      var wire = unsafe Hillock__V1__Hello()
      unsafe hillock__v1__hello__init(&wire)
      unsafe wire.worker = arena.text(worker)
      unsafe wire.incarnation = incarnation
      unsafe wire.program = arena.text(program, cutTo: Field.shortText)
      unsafe wire.host = arena.text(host, cutTo: Field.shortText)
      unsafe wire.process = UInt32(clamping: process)
      unsafe wire.slots = UInt32(clamping: slots)
      let tags = unsafe self.tags.map { unsafe $0.wire(in: &arena) }
      unsafe wire.n_tags = tags.count
      unsafe wire.tags = arena.many(tags)
      unsafe wire.n_capabilities = capabilities.count
      unsafe wire.capabilities = arena.texts(capabilities)
      unsafe wire.study = arena.text(study)
      unsafe wire.known_sequence = knownSequence
      if knownIncarnation != 0 {
        unsafe wire.has_known_incarnation = 1
        unsafe wire.known_incarnation = knownIncarnation
      }
      unsafe wire.n_held = held.count
      unsafe wire.held = arena.many(held.map { unsafe $0.wire })
      return unsafe wire
    }
  }

  init(unpacking bytes: [UInt8]) throws(MessageError) {
    self = try unsafe unpacked(
      bytes, hillock__v1__hello__unpack, hillock__v1__hello__free_unpacked
    ) { wire throws(MessageError) in
      try unsafe Hello(
        worker: Field("worker").name(wire.worker), incarnation: wire.incarnation,
        program: Field("program").text(wire.program), host: Field("host").text(wire.host),
        process: Int(wire.process), slots: Field("slots").whole(wire.slots, in: 1...65_536),
        tags: Field("tags").list(wire.tags, wire.n_tags, atMost: 1_000, Tag.init),
        capabilities: Field("capabilities").texts(
          wire.capabilities, wire.n_capabilities, atMost: 1_000),
        study: Field("study").text(wire.study),
        knownSequence: Field("known sequence").sequence(wire.known_sequence),
        knownIncarnation: wire.has_known_incarnation != 0 ? wire.known_incarnation : 0,
        held: Field("held").list(wire.held, wire.n_held, atMost: 100_000, LeaseKey.init))
    }
  }
}

extension Tag {
  func wire(in arena: inout Arena) -> Hillock__V1__Tag {
    var wire = unsafe Hillock__V1__Tag()
    unsafe hillock__v1__tag__init(&wire)
    unsafe wire.key = arena.text(key)
    unsafe wire.value = arena.text(value)
    return unsafe wire
  }

  init(_ wire: Hillock__V1__Tag) throws(MessageError) {
    try unsafe self.init(
      key: Field("key").name(wire.key),
      value: Field("value").text(wire.value, atMost: Field.longText))
  }
}

extension LeaseKey {
  static let attempts = 1...1_000_000

  init(checking order: Int64, _ attempt: UInt32) throws(MessageError) {
    self.init(
      order: Int64(try Field("order").whole(order, in: 1...Int.max)),
      attempt: try Field("attempt").whole(attempt, in: Self.attempts))
  }

  var wire: Hillock__V1__Lease {
    var wire = unsafe Hillock__V1__Lease()
    unsafe hillock__v1__lease__init(&wire)
    unsafe wire.order = order
    unsafe wire.attempt = UInt32(clamping: attempt)
    return unsafe wire
  }

  init(_ wire: Hillock__V1__Lease) throws(MessageError) {
    try unsafe self.init(checking: wire.order, wire.attempt)
  }
}
