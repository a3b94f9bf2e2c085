import Studies

extension EpochRecord {
  /// The record as an element of a curve.
  var json: JSON {
    [
      "epoch": .whole(epoch), "trainLoss": .number(trainLoss),
      "trainAccuracy": .number(trainAccuracy), "validationLoss": .number(validationLoss),
      "validationAccuracy": .number(validationAccuracy), "seconds": .number(seconds),
    ]
  }
}

extension JSON {
  /// A seed, which may be too large for a signed whole number and is then written as text.
  static func seed(_ value: UInt64) -> JSON {
    Int64(exactly: value).map { .whole($0) } ?? .text("\(value)")
  }
}
