import CMessages
import Orders

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
