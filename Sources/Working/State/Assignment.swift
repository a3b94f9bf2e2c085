import Orders

/// An order that a worker has taken, with where it comes from.
struct Assignment: Hashable, Sendable {
  /// The study whose coordinator gave it; its report goes to no other.
  let study: String
  let order: WorkOrder
  let attempt: Int

  var lease: LeaseKey { LeaseKey(order: order.id, attempt: attempt) }
}
