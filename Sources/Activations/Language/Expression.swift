/// An activation function as written: prefix calls of operators over the leaf `x`, numbers such as
/// `0.1`, and learnable parameters such as `p(0.25)`, which start at 0.25.
///
/// Each `p(...)` is a parameter of its own, in the order of the text. Two expressions are equal when
/// they are written alike; expressions with equal outputs share a `ClassKey`. The description is the
/// text without spaces, and parses back to the same expression.
public struct Expression: Hashable, Sendable {
  /// A node in prefix order.
  enum Token: Hashable, Sendable {
    case variable
    case constant(Literal)
    /// A learnable parameter and its start.
    case parameter(Literal)
    case call(Operator, argumentCount: UInt8)
  }

  /// The longest text that is read, in UTF-8 bytes, and the most nodes that an expression has.
  public static let lengthLimit = 4096
  /// The deepest nesting of calls: `relu(x)` has depth 1.
  public static let depthLimit = 64
  /// The most learnable parameters of an expression.
  public static let parameterLimit = 16

  /// The leaf `x`, which is the identity function.
  public static let x = Expression(tokens: [.variable])

  /// A number as a leaf.
  public static func constant(_ number: Literal) -> Expression {
    Expression(tokens: [.constant(number)])
  }

  /// A learnable parameter with its start.
  public static func parameter(startingAt start: Literal) -> Expression {
    Expression(tokens: [.parameter(start)])
  }

  let tokens: [Token]

  init(tokens: [Token]) {
    self.tokens = tokens
  }

  /// A call of an operator.
  ///
  /// The argument count must suit the operator, and the result must keep to the limits.
  public init(_ operation: Operator, _ arguments: [Expression]) {
    precondition(
      operation.kind.argumentCounts.contains(arguments.count),
      "\(operation.name) of \(arguments.count) arguments")
    let root = Token.call(operation, argumentCount: UInt8(arguments.count))
    tokens = arguments.reduce(into: [root]) { $0 += $1.tokens }
    precondition(tokens.count <= Expression.lengthLimit, "\(tokens.count) nodes")
  }

  /// Reads the text form: white space between words is ignored.
  ///
  /// - Throws: what is wrong first, with its place, and the nearest operator name for a typo.
  public init(_ text: String) throws(ExpressionError) {
    tokens = try Expression.parser.parse(text).map { node in
      switch node {
      case .variable: .variable
      case .constant(let number): .constant(number)
      case .parameter(let start): .parameter(start)
      case .call(let operation, let count): .call(operation, argumentCount: UInt8(count))
      }
    }
  }
}

extension Expression {
  private static var parser: PrefixParser<Operator> {
    PrefixParser(
      argumentCounts: \.kind.argumentCounts, lookUp: Operator.named,
      knownNames: Operator.allCases.map(\.name), leaf: "an operator or 'x'")
  }

  /// The number of calls and leaves.
  public var nodeCount: Int { tokens.count }

  /// The operator of the outermost call; nil for a leaf.
  public var operation: Operator? {
    if case .call(let operation, _) = tokens[0] { operation } else { nil }
  }

  /// The arguments of the outermost call; none for a leaf.
  public var arguments: [Expression] {
    guard case .call(_, let count) = tokens[0] else { return [] }
    var result: [Expression] = []
    var start = 1
    for _ in 0..<count {
      let end = endOfSubtree(at: start)
      result.append(Expression(tokens: Array(tokens[start..<end])))
      start = end
    }
    return result
  }

  /// The deepest nesting of calls.
  public var depth: Int {
    var open: [UInt8] = []
    var deepest = 0
    for token in tokens {
      if case .call(_, let count) = token {
        open.append(count)
        deepest = Swift.max(deepest, open.count)
      } else {
        Expression.closeLeaf(&open)
      }
    }
    return deepest
  }

  /// The starts of the learnable parameters, in the order of the text.
  public var parameterStarts: [Double] {
    tokens.compactMap { if case .parameter(let start) = $0 { start.value } else { nil } }
  }

  /// The same function with every parameter fixed at a number.
  ///
  /// - Parameter numbers: as many as there are parameters, in their order.
  /// - Returns: the expression with numbers in their place.
  public func fixing(_ numbers: [Literal]) -> Expression {
    precondition(
      numbers.count == parameterStarts.count,
      "\(numbers.count) numbers for \(parameterStarts.count) parameters")
    var rest = numbers[...]
    return Expression(
      tokens: tokens.map { token in
        guard case .parameter = token, let number = rest.popFirst() else { return token }
        return .constant(number)
      })
  }

  /// Whether the value is the same at every x, because x occurs only below `zero` and `one`, and
  /// there is no parameter to learn.
  public var isConstant: Bool {
    var index = 0
    while index < tokens.count {
      switch tokens[index] {
      case .variable, .parameter: return false
      case .call(let operation, _) where operation.isConstant: index = endOfSubtree(at: index)
      case .call, .constant: index += 1
      }
    }
    return true
  }

  /// One past the last token of the subtree that begins at a token.
  func endOfSubtree(at start: Int) -> Int {
    var missing = 1
    var index = start
    while missing > 0 {
      if case .call(_, let count) = tokens[index] { missing += Int(count) }
      missing -= 1
      index += 1
    }
    return index
  }

  /// Takes a finished leaf off the open calls, and every call that it completes.
  private static func closeLeaf(_ open: inout [UInt8]) {
    while let remaining = open.popLast() {
      if remaining > 1 {
        open.append(remaining - 1)
        return
      }
    }
  }
}

extension Expression: CustomStringConvertible {
  public var description: String {
    PrefixText.text(of: tokens.lazy.map(\.text))
  }
}

extension Expression.Token {
  var text: PrefixText.Node {
    switch self {
    case .variable: .leaf("x")
    case .constant(let number): .leaf(number.description)
    case .parameter(let start): .leaf("p(\(start))")
    case .call(let operation, let count): .call(operation.name, argumentCount: Int(count))
    }
  }
}
