import CMessages
import Orders

extension Request {
  var packed: [UInt8] {
    unsafe Messages.packed(
      hillock__v1__request__get_packed_size, hillock__v1__request__pack
    ) { arena in
      var wire = unsafe Hillock__V1__Request()
      unsafe hillock__v1__request__init(&wire)
      unsafe wire.id = id
      unsafe wire.command = arena.text(command)
      let tags = unsafe arguments.map { unsafe $0.wire(in: &arena) }
      unsafe wire.n_arguments = tags.count
      unsafe wire.arguments = arena.many(tags)
      return unsafe wire
    }
  }

  init(unpacking bytes: [UInt8]) throws(MessageError) {
    self = try unsafe unpacked(
      bytes, hillock__v1__request__unpack, hillock__v1__request__free_unpacked
    ) { wire throws(MessageError) in
      try unsafe Request(
        id: wire.id, command: Field("command").name(wire.command),
        arguments: Field("arguments").list(
          wire.arguments, wire.n_arguments, atMost: 1_000, Tag.init))
    }
  }
}

extension Response {
  var packed: [UInt8] {
    unsafe Messages.packed(
      hillock__v1__response__get_packed_size, hillock__v1__response__pack
    ) { arena in
      var wire = unsafe Hillock__V1__Response()
      unsafe hillock__v1__response__init(&wire)
      unsafe wire.id = id
      switch result {
      case .success(let json):
        unsafe wire.result_case = HILLOCK__V1__RESPONSE__RESULT_JSON
        unsafe wire.json = arena.text(json)
      case .failure(let reason, let exitCode):
        var failure = unsafe Hillock__V1__Response__Failure()
        unsafe hillock__v1__response__failure__init(&failure)
        unsafe failure.reason = arena.text(reason, cutTo: Field.longText)
        unsafe failure.exit_code = UInt32(clamping: exitCode)
        unsafe wire.result_case = HILLOCK__V1__RESPONSE__RESULT_FAILURE
        unsafe wire.failure = arena.one(failure)
      }
      return unsafe wire
    }
  }

  init(unpacking bytes: [UInt8]) throws(MessageError) {
    self = try unsafe unpacked(
      bytes, hillock__v1__response__unpack, hillock__v1__response__free_unpacked
    ) { wire throws(MessageError) in
      let result: Result
      switch unsafe wire.result_case {
      case HILLOCK__V1__RESPONSE__RESULT_JSON:
        result = try unsafe .success(
          json: Field("json").text(wire.json, atMost: Kind.response.payloadLimit))
      case HILLOCK__V1__RESPONSE__RESULT_FAILURE:
        let failure = try unsafe Field("failure").part(wire.failure)
        result = try unsafe .failure(
          reason: Field("reason").text(failure.reason, atMost: Field.longText),
          exitCode: Field("exit code").whole(failure.exit_code, in: 1...255))
      default: throw .malformed("the result is absent")
      }
      return unsafe Response(id: wire.id, result: result)
    }
  }
}
