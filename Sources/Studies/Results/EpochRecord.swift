import JSON

/// What one epoch showed; losses in nats, accuracies in 0...1.
public struct EpochRecord: Hashable, Sendable {
  /// From 1.
  public var epoch: Int
  public var trainLoss: Double
  public var trainAccuracy: Double
  public var validationLoss: Double
  public var validationAccuracy: Double
  /// Seconds of training since the evaluation began.
  public var seconds: Double

  public init(
    epoch: Int, trainLoss: Double, trainAccuracy: Double, validationLoss: Double,
    validationAccuracy: Double, seconds: Double
  ) {
    self.epoch = epoch
    self.trainLoss = trainLoss
    self.trainAccuracy = trainAccuracy
    self.validationLoss = validationLoss
    self.validationAccuracy = validationAccuracy
    self.seconds = seconds
  }
}

extension EpochRecord {
  /// The record as a member of a curve: what is not finite is null.
  public var json: JSON { .object(members(withWords: false)) }

  /// The record's keys and numbers; `withWords`, a number that is not finite has a word beside it
  /// that says what it is, as printed curves have and those that are stored or sent have not.
  public func members(withWords: Bool) -> [JSON.Member] {
    let numbers = [
      ("trainLoss", trainLoss), ("trainAccuracy", trainAccuracy),
      ("validationLoss", validationLoss), ("validationAccuracy", validationAccuracy),
    ]
    return [.init("epoch", .whole(epoch))]
      + numbers.flatMap { key, number in
        withWords ? JSON.members(key, number) : [.init(key, .number(number))]
      } + [.init("seconds", .number(seconds))]
  }

  /// Reads a record by its keys; a null without a word beside it is not a number.
  public init(_ fields: JSONFields) throws(JSONFields.Damage) {
    self.init(
      epoch: try fields.whole("epoch", in: 0...Int(Int32.max)),
      trainLoss: try fields.measurement("trainLoss"),
      trainAccuracy: try fields.measurement("trainAccuracy"),
      validationLoss: try fields.measurement("validationLoss"),
      validationAccuracy: try fields.measurement("validationAccuracy"),
      seconds: try fields.measurement("seconds"))
  }
}
