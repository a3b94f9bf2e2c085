/// Why a text is not an expression or a schema, or why a space cannot be classed.
public enum ExpressionError: Error, Equatable {
  case empty
  case tooLong(bytes: Int, limit: Int)
  case tooDeep(limit: Int, at: TextPosition)
  case unknownOperator(String, nearest: String?, at: TextPosition)
  case wrongArgumentCount(String, given: Int, expected: ClosedRange<Int>, at: TextPosition)
  case unexpected(String, expected: String, at: TextPosition)
  case invalidNumber(String, at: TextPosition)
  case tooManyParameters(limit: Int, at: TextPosition)
  case unknownOperatorSet(String, nearest: String?)
  case spaceTooLarge(expressions: Int, limit: Int)

  /// Where in the text; nil where the text as a whole is refused.
  public var position: TextPosition? {
    switch self {
    case .empty, .tooLong, .unknownOperatorSet, .spaceTooLarge: nil
    case .tooDeep(_, let position), .unknownOperator(_, _, let position),
      .wrongArgumentCount(_, _, _, let position), .unexpected(_, _, let position),
      .invalidNumber(_, let position), .tooManyParameters(_, let position):
      position
    }
  }
}

/// A place in a text.
public struct TextPosition: Equatable, Sendable, CustomStringConvertible {
  /// UTF-8 bytes before the place.
  public let offset: Int
  /// Both count from 1; columns are characters.
  public let line: Int
  public let column: Int

  public init(offset: Int, line: Int, column: Int) {
    self.offset = offset
    self.line = line
    self.column = column
  }

  public var description: String {
    line == 1 ? "column \(column)" : "line \(line), column \(column)"
  }
}

extension ExpressionError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .empty:
      "empty expression (expected an operator or 'x')"
    case .tooLong(let bytes, let limit):
      "expression too long: \(bytes) bytes (at most \(limit))"
    case .tooDeep(let limit, let position):
      "expression too deep at \(position) (at most \(limit) nested calls)"
    case .unknownOperator(let name, let nearest, let position):
      "unknown operator '\(name)' at \(position)"
        + (nearest.map { " (did you mean '\($0)'?)" } ?? "")
    case .wrongArgumentCount(let name, let given, let expected, let position):
      "wrong number of arguments at \(position): '\(name)' of \(given)"
        + " (expected \(ExpressionError.text(expected)))"
    case .unexpected(let found, let expected, let position):
      "unexpected \(found) at \(position) (expected \(expected))"
    case .invalidNumber(let text, let position):
      "invalid number '\(text)' at \(position) (expected a decimal such as -0.25 or 1e-3, finite as"
        + " a float)"
    case .tooManyParameters(let limit, let position):
      "too many parameters at \(position) (at most \(limit))"
    case .unknownOperatorSet(let name, let nearest):
      "unknown operator set '\(name)'" + (nearest.map { " (did you mean '\($0)'?)" } ?? "")
    case .spaceTooLarge(let expressions, let limit):
      "space too large: \(expressions) expressions (at most \(limit))"
    }
  }

  private static func text(_ range: ClosedRange<Int>) -> String {
    range.lowerBound == range.upperBound
      ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
  }
}
