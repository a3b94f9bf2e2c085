/// An operator of the expression language.
///
/// The order is the published order of enumeration (Bingham and Miikkulainen, "Efficient Activation
/// Function Optimization through Surrogate Modeling", 2023), with their four later unary operators
/// after the first 27, and those that no published set has after these. Raw values are those of
/// `enum hillock_operator`.
public enum Operator: UInt8, CaseIterable, Hashable, Sendable {
  // Unary
  case zero, one, identity, negative, abs
  case reciprocal, square, exp, erf, erfc
  case sinh, cosh, tanh, expm1, sigmoid
  case logSigmoid, arcsinh, arctan, besselI0e, besselI1e
  case relu, elu, selu, swish, softplus
  case softsign, hardSigmoid, elish, leakyRelu, mish
  case gelu
  /// sinc is sin(x) / x, 1 at 0: the cardinal sine without pi.
  case sin, cos, sinc
  // Binary
  case add, sub, mul, div, pow, max, min
  // N-ary: a left fold over the arguments
  case sumN, prodN, maxN, minN
}

extension Operator {
  /// How many arguments an operator takes.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case unary = "unary"
    case binary = "binary"
    case nary = "n-ary"

    /// The argument counts that are allowed; an n-ary operator takes up to 16.
    public var argumentCounts: ClosedRange<Int> {
      switch self {
      case .unary: 1...1
      case .binary: 2...2
      case .nary: 1...16
      }
    }
  }

  /// The unary, binary and n-ary operators, each in the published order.
  public static let unary = allCases.filter { $0.kind == .unary }
  public static let binary = allCases.filter { $0.kind == .binary }
  public static let nary = allCases.filter { $0.kind == .nary }

  public var kind: Kind {
    if rawValue < Operator.add.rawValue { return .unary }
    return rawValue < Operator.sumN.rawValue ? .binary : .nary
  }

  /// Whether the result is the same for every argument.
  public var isConstant: Bool { self == .zero || self == .one }

  /// The name in the text form, such as `log_sigmoid`.
  public var name: String { Operator.names[Int(rawValue)] }

  /// How many bytes the name has.
  var nameLength: Int { Operator.nameLengths[Int(rawValue)] }

  /// The operator with a name, if there is one.
  public static func named(_ name: String) -> Operator? { byName[name] }

  private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })

  private static let nameLengths = names.map(\.utf8.count)

  private static let names = [
    "zero", "one", "identity", "negative", "abs",
    "reciprocal", "square", "exp", "erf", "erfc",
    "sinh", "cosh", "tanh", "expm1", "sigmoid",
    "log_sigmoid", "arcsinh", "arctan", "bessel_i0e", "bessel_i1e",
    "relu", "elu", "selu", "swish", "softplus",
    "softsign", "hard_sigmoid", "elish", "leakyrelu", "mish",
    "gelu",
    "sin", "cos", "sinc",
    "add", "sub", "mul", "div", "pow", "max", "min",
    "sum_n", "prod_n", "max_n", "min_n",
  ]
}
