/// C's spelling of the operators, on `float` and `math.h`.
enum CTemplates {
  static func template(_ operation: Operator) -> String {
    switch operation {
    case .zero: "0.0f"
    case .one: "1.0f"
    case .identity: "$0"
    case .negative: "-$0"
    case .abs: "fabsf($0)"
    case .reciprocal: "1.0f / $0"
    case .square: "$0 * $0"
    case .exp: "expf($0)"
    case .erf: "erff($0)"
    case .erfc: "erfcf($0)"
    case .sinh: "sinhf($0)"
    case .cosh: "coshf($0)"
    case .tanh: "tanhf($0)"
    case .expm1: "expm1f($0)"
    case .sigmoid: "1.0f / (1.0f + expf(-$0))"
    case .logSigmoid: "$0 < 0 ? $0 - log1pf(expf($0)) : -log1pf(expf(-$0))"
    case .arcsinh: "asinhf($0)"
    case .arctan: "atanf($0)"
    case .besselI0e: "bessel_scaled($0, 0)"
    case .besselI1e: "bessel_scaled($0, 1)"
    case .relu: "$0 <= 0 ? 0.0f : $0"
    case .elu: "$0 > 0 ? $0 : expm1f($0)"
    case .selu: "1.05070099f * ($0 > 0 ? $0 : 1.67326324f * expm1f($0))"
    case .swish: "$0 / (1.0f + expf(-$0))"
    case .softplus: "$0 > 0 ? $0 + log1pf(expf(-$0)) : log1pf(expf($0))"
    case .softsign: "$0 / (1.0f + fabsf($0))"
    case .hardSigmoid: "$0 <= -2.5f ? 0.0f : $0 >= 2.5f ? 1.0f : 0.2f * ($0 + 2.5f)"
    case .elish: "($0 > 0 ? $0 : expm1f($0)) / (1.0f + expf(-$0))"
    case .leakyRelu: "$0 > 0 ? $0 : 0.01f * $0"
    case .mish: "$0 * tanhf($0 > 0 ? $0 + log1pf(expf(-$0)) : log1pf(expf($0)))"
    case .gelu: "0.5f * $0 * erfcf(-0.70710678f * $0)"
    case .sin: "sinf($0)"
    case .cos: "cosf($0)"
    case .sinc: "$0 == 0 ? 1.0f : isinf($0) ? 0.0f : sinf($0) / $0"
    case .add, .sumN: "$0 + $1"
    case .sub: "$0 - $1"
    case .mul, .prodN: "$0 * $1"
    case .div: "$0 / $1"
    case .pow: "powf($0, $1)"
    case .max, .maxN: "$0 != $0 || $0 > $1 ? $0 : $1"
    case .min, .minN: "$0 != $0 || $0 < $1 ? $0 : $1"
    }
  }

  static func file(_ expression: Expression, _ body: CodeBody) -> String {
    var lines = ["#include <math.h>", ""]
    if body.usesBessel { lines += [bessel, ""] }
    lines.append("// \(expression)")
    lines += body.parameters.map { "// \($0.name) is learnable and starts at \($0.start)" }
    let arguments = ["float x"] + body.parameters.map { "float \($0.name)" }
    lines.append("float activation(\(arguments.joined(separator: ", "))) {")
    lines += body.assignments.map { "  const float \($0.name) = \($0.value);" }
    lines += ["  return \(body.result);", "}"]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The power series (NIST DLMF 10.25.2) for small arguments, Hankel's expansion (10.40.1) beyond.
  private static let bessel = """
    // exp(-|x|) I_n(x) for n = 0 or 1
    static float bessel_scaled(float x, int n) {
      const double a = fabs((double)x), m = 4.0 * n;
      double sum, term;
      if (a <= 20) {
        sum = term = n ? a / 2 : 1;
        for (int k = 1; k < 60; k++) sum += term *= a * a / (4.0 * k * (k + n));
        sum *= exp(-a);
      } else {
        sum = term = 1;
        for (int k = 1; k < 12; k++)
          sum += term *= ((2 * k - 1) * (2 * k - 1) - m) / (8.0 * k * a);
        sum /= sqrt(6.283185307179586 * a);
      }
      return (float)(n && x < 0 ? -sum : sum);
    }
    """
}
