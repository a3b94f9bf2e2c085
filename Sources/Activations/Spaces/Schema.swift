/// An expression with placeholders `unary`, `binary` and `n-ary`, which stands for every way to
/// fill them.
///
/// Operators, numbers and parameters may stand beside placeholders: `mul(p(1),unary(x))`.
public struct Schema: Hashable, Sendable {
  enum Token: Hashable, Sendable {
    /// A leaf or a call that stands for itself.
    case fixed(Expression.Token)
    case placeholder(Operator.Kind, argumentCount: UInt8)

    /// How many arguments follow; nil for a leaf.
    var argumentCount: Int? {
      switch self {
      case .fixed(.call(_, let count)), .placeholder(_, let count): Int(count)
      case .fixed: nil
      }
    }
  }

  let tokens: [Token]

  init(tokens: [Token]) {
    self.tokens = tokens
  }

  /// Reads the text form: white space between words is ignored.
  ///
  /// - Throws: what is wrong first, with its place, and the nearest name for a typo.
  public init(_ text: String) throws(ExpressionError) {
    tokens = try Schema.parser.parse(text).map { node in
      switch node {
      case .variable: .fixed(.variable)
      case .constant(let number): .fixed(.constant(number))
      case .parameter(let start): .fixed(.parameter(start))
      case .call(.operation(let operation), let count):
        .fixed(.call(operation, argumentCount: UInt8(count)))
      case .call(.placeholder(let kind), let count):
        .placeholder(kind, argumentCount: UInt8(count))
      }
    }
  }

  /// All expressions of the schema, made as they are asked for.
  public func expressions(over operators: OperatorSet) -> SchemaExpressions {
    SchemaExpressions(self, operators)
  }

  /// Whether an expression is one of the schema's.
  public func contains(_ expression: Expression, over operators: OperatorSet) -> Bool {
    guard tokens.count == expression.tokens.count else { return false }
    return zip(tokens, expression.tokens).allSatisfy { pattern, token in
      switch (pattern, token) {
      case (.fixed(let wanted), _): wanted == token
      case (.placeholder(let kind, let count), .call(let operation, let given)):
        given == count && operators.operators(kind).contains(operation)
      default: false
      }
    }
  }

  /// Whether an expression may be both of this schema and of another.
  func overlaps(_ other: Schema, over operators: OperatorSet) -> Bool {
    guard tokens.count == other.tokens.count else { return false }
    return zip(tokens, other.tokens).allSatisfy { one, other in
      guard let (some, count) = Schema.choices(one, operators),
        let (others, otherCount) = Schema.choices(other, operators)
      else { return one == other }
      return count == otherCount && some.contains(where: others.contains)
    }
  }

  /// The tokens of each argument of the outermost call.
  var arguments: [Range<Int>] {
    guard let count = tokens[0].argumentCount else { return [] }
    var start = 1
    return (0..<count).map { _ in
      var end = start
      var missing = 1
      while missing > 0 {
        missing += (tokens[end].argumentCount ?? 0) - 1
        end += 1
      }
      defer { start = end }
      return start..<end
    }
  }

  private static func choices(_ token: Token, _ operators: OperatorSet)
    -> (operators: [Operator], argumentCount: UInt8)?
  {
    switch token {
    case .fixed(.call(let operation, let count)): ([operation], count)
    case .fixed: nil
    case .placeholder(let kind, let count): (operators.operators(kind), count)
    }
  }

  private enum Name {
    case operation(Operator)
    case placeholder(Operator.Kind)

    init?(_ word: String) {
      if let kind = Operator.Kind(rawValue: word) {
        self = .placeholder(kind)
      } else if let operation = Operator.named(word) {
        self = .operation(operation)
      } else {
        return nil
      }
    }

    var argumentCounts: ClosedRange<Int> {
      switch self {
      case .operation(let operation): operation.kind.argumentCounts
      case .placeholder(let kind): kind.argumentCounts
      }
    }
  }

  private static var parser: PrefixParser<Name> {
    PrefixParser(
      argumentCounts: \.argumentCounts, lookUp: Name.init,
      knownNames: Operator.Kind.allCases.map(\.rawValue) + Operator.allCases.map(\.name),
      leaf: "a placeholder, an operator or 'x'")
  }
}

extension Schema: CustomStringConvertible {
  public var description: String {
    PrefixText.text(
      of: tokens.map { token in
        switch token {
        case .fixed(let token): token.text
        case .placeholder(let kind, let count): .call(kind.rawValue, argumentCount: Int(count))
        }
      })
  }
}
