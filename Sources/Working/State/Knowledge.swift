/// A place in a journal that a worker was told of.
///
/// It is on the disk of whoever told it; a coordinator that does not have it serves an old copy.
struct Knowledge: Hashable, Sendable {
  var incarnation: Int64
  var sequence: Int64

  static func < (one: Self, other: Self) -> Bool {
    (one.incarnation, one.sequence) < (other.incarnation, other.sequence)
  }
}
