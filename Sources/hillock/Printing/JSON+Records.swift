import Studies

extension EpochRecord {
  /// The record as an element of a curve; what is not finite is null, with a reason beside it.
  var json: JSON {
    .object(
      [.init("epoch", .whole(epoch))] + JSON.members("trainLoss", trainLoss)
        + JSON.members("trainAccuracy", trainAccuracy)
        + JSON.members("validationLoss", validationLoss)
        + JSON.members("validationAccuracy", validationAccuracy)
        + [.init("seconds", .number(seconds))])
  }
}

extension JSON {
  /// A seed, which may be too large for a signed whole number and is then written as text.
  static func seed(_ value: UInt64) -> JSON {
    Int64(exactly: value).map { .whole($0) } ?? .text("\(value)")
  }
}
