import Spelling
import Studies

/// Reads what follows an option; what is wrong is refused as `--seed is 'x'; expected ...`.
enum OptionValue {
  /// Why a value is refused; the parser puts the option's name before it.
  struct Refusal: Error, CustomStringConvertible {
    let description: String
  }

  /// A whole number within bounds.
  static func whole(in range: ClosedRange<Int>) -> @Sendable (String) throws -> Int {
    { text in
      guard let value = Int(text), range.contains(value) else {
        throw Refusal(
          description: "is \(told(text, isNumber: Int(text) != nil)); expected "
            + Expectation.whole(in: range))
      }
      return value
    }
  }

  /// A number within bounds.
  static func number(in range: ClosedRange<Double>) -> @Sendable (String) throws -> Double {
    { text in
      guard let value = Double(text), range.contains(value) else {
        throw Refusal(
          description: "is \(told(text, isNumber: Double(text) != nil)); expected "
            + Expectation.number(in: range))
      }
      return value
    }
  }

  /// A seed of 64 bits.
  @Sendable static func seed(_ text: String) throws -> UInt64 {
    guard let value = UInt64(text) else {
      throw Refusal(description: "is \(quoted(text)); expected \(Expectation.seed)")
    }
    return value
  }

  private static func told(_ text: String, isNumber: Bool) -> String {
    isNumber ? text : quoted(text)
  }
}
