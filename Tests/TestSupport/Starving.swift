import Foundation

/// Calls a body in a process that has no memory left: whatever it allocates ends the process.
///
/// For exit tests only, whose process does nothing else. The body is called once before, so that
/// what Swift makes at the first use of a type is there.
///
/// - Parameter body: what should allocate nothing.
public func withoutMemory(_ body: () -> Void) {
  body()
  let wholeAddressSpace = limit(RLIMIT_AS, to: 0)
  let wholeData = limit(RLIMIT_DATA, to: 0)
  // The system gives no more; what the allocator has left is taken, the large pieces first.
  var hoard: UnsafeMutableRawPointer?
  var size = 1 << 24
  while size >= 24 {
    while let piece = unsafe malloc(size) {
      unsafe piece.storeBytes(of: hoard, as: UnsafeMutableRawPointer?.self)
      unsafe hoard = piece
    }
    // Above 1,032 bytes the allocator splits pieces; below, each size has a list of its own.
    size = size > 1040 ? size / 2 : size - 16
  }
  body()
  while let piece = unsafe hoard {
    unsafe hoard = piece.load(as: UnsafeMutableRawPointer?.self)
    unsafe free(piece)
  }
  _ = limit(RLIMIT_AS, to: wholeAddressSpace)
  _ = limit(RLIMIT_DATA, to: wholeData)
}

/// Sets a limit of this process, and returns the one before.
private func limit(_ resource: __rlimit_resource, to count: rlim_t) -> rlim_t {
  let resource = __rlimit_resource_t(resource.rawValue)
  var limit = rlimit()
  unsafe getrlimit(resource, &limit)
  let before = limit.rlim_cur
  limit.rlim_cur = count
  unsafe setrlimit(resource, &limit)
  return before
}
