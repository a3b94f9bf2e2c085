import Studies

extension EpochRecord {
  var json: JSON {
    [
      "epoch": .whole(epoch), "trainLoss": .number(trainLoss),
      "trainAccuracy": .number(trainAccuracy), "validationLoss": .number(validationLoss),
      "validationAccuracy": .number(validationAccuracy), "seconds": .number(seconds),
    ]
  }
}

extension EpochRecord {
  /// Reads what `json` gave; null becomes not a number.
  init?(_ json: JSON) {
    guard case .object(let members) = json, members.count == 6,
      case .whole(let epoch) = members[0].value
    else { return nil }
    let numbers = members.dropFirst().map(\.value.double)
    self.init(
      epoch: Int(epoch), trainLoss: numbers[0], trainAccuracy: numbers[1],
      validationLoss: numbers[2], validationAccuracy: numbers[3], seconds: numbers[4])
  }
}

extension JSON {
  fileprivate var double: Double {
    switch self {
    case .whole(let whole): Double(whole)
    case .number(let number): number
    default: .nan
    }
  }
}
