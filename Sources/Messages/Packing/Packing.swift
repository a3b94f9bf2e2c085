import CMessages

/// The bytes of a C message.
///
/// - Parameters:
///   - size: the message's generated `get_packed_size`.
///   - pack: its generated `pack`.
///   - build: fills the message; what it points to must come from the arena.
/// - Returns: the packed message.
func packed<Wire>(
  _ size: (UnsafePointer<Wire>?) -> Int,
  _ pack: (UnsafePointer<Wire>?, UnsafeMutablePointer<UInt8>?) -> Int,
  _ build: (inout Arena) -> Wire
) -> [UInt8] {
  var arena = Arena()
  var wire = build(&arena)
  let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size(&wire)) { buffer, count in
    // An empty message has no bytes and a buffer no address.
    count = unsafe buffer.count == 0 ? 0 : pack(&wire, buffer.baseAddress)
  }
  // Not sooner: the message points into it.
  _ = consume arena
  return bytes
}

/// What a C message in some bytes says, by a function that copies what it needs.
///
/// - Parameters:
///   - bytes: the packed message.
///   - unpack: the message's generated `unpack`.
///   - free: its generated `free_unpacked`.
///   - read: checks every field and makes a Swift value.
/// - Returns: what `read` made.
/// - Throws: `.malformed` when the bytes are no such message, and what `read` throws.
func unpacked<Wire, Value>(
  _ bytes: [UInt8],
  _ unpack: (UnsafeMutablePointer<ProtobufCAllocator>?, Int, UnsafePointer<UInt8>?) ->
    UnsafeMutablePointer<Wire>?,
  _ free: (UnsafeMutablePointer<Wire>?, UnsafeMutablePointer<ProtobufCAllocator>?) -> Void,
  _ read: (Wire) throws(MessageError) -> Value
) throws(MessageError) -> Value {
  guard let wire = unsafe unpack(nil, bytes.count, bytes) else {
    throw .malformed("\(bytes.count) bytes that are no message of their kind")
  }
  defer { unsafe free(wire, nil) }
  return try unsafe read(wire.pointee)
}
