import JSON

/// What a setting may be, in the words of an error message: the same for study files and for flags.
public enum Expectation {
  /// What is expected of a whole number; an upper bound of `Int.max` stands for none.
  public static func whole(in range: ClosedRange<Int>) -> String {
    range.upperBound == .max
      ? "a whole number of at least \(range.lowerBound)"
      : "a whole number in \(range.lowerBound)...\(range.upperBound)"
  }

  /// What is expected of a number.
  public static func number(in range: ClosedRange<Double>) -> String {
    "a number in \(JSON.number(range.lowerBound))...\(JSON.number(range.upperBound))"
  }

  /// What is expected of a seed, which may need 64 bits.
  public static let seed = "a whole number in 0...\(UInt64.max)"
}
