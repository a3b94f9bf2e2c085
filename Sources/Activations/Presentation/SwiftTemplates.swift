/// Swift's spelling of the operators, on `Float` and Foundation.
enum SwiftTemplates {
  static func template(_ operation: Operator) -> String {
    switch operation {
    case .zero: "Float(0)"
    case .one: "Float(1)"
    case .identity: "$0"
    case .negative: "-$0"
    case .abs: "abs($0)"
    case .reciprocal: "1 / $0"
    case .square: "$0 * $0"
    case .exp: "exp($0)"
    case .erf: "erf($0)"
    case .erfc: "erfc($0)"
    case .sinh: "sinh($0)"
    case .cosh: "cosh($0)"
    case .tanh: "tanh($0)"
    case .expm1: "expm1($0)"
    case .sigmoid: "1 / (1 + exp(-$0))"
    case .logSigmoid: "$0 < 0 ? $0 - log1p(exp($0)) : -log1p(exp(-$0))"
    case .arcsinh: "asinh($0)"
    case .arctan: "atan($0)"
    case .besselI0e: "besselScaled($0, order: 0)"
    case .besselI1e: "besselScaled($0, order: 1)"
    case .relu: "$0 <= 0 ? 0 : $0"
    case .elu: "$0 > 0 ? $0 : expm1($0)"
    case .selu: "1.050701 * ($0 > 0 ? $0 : 1.6732632 * expm1($0))"
    case .swish: "$0 / (1 + exp(-$0))"
    case .softplus: "$0 > 0 ? $0 + log1p(exp(-$0)) : log1p(exp($0))"
    case .softsign: "$0 / (1 + abs($0))"
    case .hardSigmoid: "$0 <= -2.5 ? 0 : $0 >= 2.5 ? 1 : 0.2 * ($0 + 2.5)"
    case .elish: "($0 > 0 ? $0 : expm1($0)) / (1 + exp(-$0))"
    case .leakyRelu: "$0 > 0 ? $0 : 0.01 * $0"
    case .mish: "$0 * tanh($0 > 0 ? $0 + log1p(exp(-$0)) : log1p(exp($0)))"
    case .gelu: "0.5 * $0 * erfc(-0.70710677 * $0)"
    case .sin: "sin($0)"
    case .cos: "cos($0)"
    case .sinc: "$0 == 0 ? 1 : $0.isInfinite ? 0 : sin($0) / $0"
    case .add, .sumN: "$0 + $1"
    case .sub: "$0 - $1"
    case .mul, .prodN: "$0 * $1"
    case .div: "$0 / $1"
    case .pow: "pow($0, $1)"
    case .max, .maxN: "$0.isNaN || $0 > $1 ? $0 : $1"
    case .min, .minN: "$0.isNaN || $0 < $1 ? $0 : $1"
    }
  }

  static func file(_ expression: Expression, _ body: CodeBody) -> String {
    var lines = ["import Foundation", ""]
    if body.usesBessel { lines += [bessel, ""] }
    let arguments = ["_ x: Float"] + body.parameters.map { "\($0.name): Float = \($0.start)" }
    lines.append("/// \(expression)")
    lines.append("func activation(\(arguments.joined(separator: ", "))) -> Float {")
    lines += body.assignments.map { "  let \($0.name): Float = \($0.value)" }
    lines += ["  return \(body.result)", "}"]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The power series (NIST DLMF 10.25.2) for small arguments, Hankel's expansion (10.40.1) beyond.
  private static let bessel = """
    /// exp(-|x|) I_n(x) for n = 0 or 1.
    func besselScaled(_ x: Float, order: Int) -> Float {
      let a = Double(abs(x))
      let n = Double(order)
      var term = a <= 20 && order == 1 ? a / 2 : 1
      var sum = term
      if a <= 20 {
        for k in 1..<60 {
          term *= a * a / (4 * Double(k) * (Double(k) + n))
          sum += term
        }
        sum *= exp(-a)
      } else {
        for k in 1..<12 {
          let odd = Double(2 * k - 1)
          term *= (odd * odd - 4 * n) / (8 * Double(k) * a)
          sum += term
        }
        sum /= (2 * Double.pi * a).squareRoot()
      }
      return Float(order == 1 && x < 0 ? -sum : sum)
    }
    """
}
