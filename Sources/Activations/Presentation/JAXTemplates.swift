/// JAX's spelling of the operators.
enum JAXTemplates {
  static func template(_ operation: Operator) -> String {
    switch operation {
    case .zero: "jnp.zeros_like($0)"
    case .one: "jnp.ones_like($0)"
    case .identity: "$0"
    case .negative: "-$0"
    case .abs: "jnp.abs($0)"
    case .reciprocal: "1.0 / $0"
    case .square: "jnp.square($0)"
    case .exp: "jnp.exp($0)"
    case .erf: "special.erf($0)"
    case .erfc: "special.erfc($0)"
    case .sinh: "jnp.sinh($0)"
    case .cosh: "jnp.cosh($0)"
    case .tanh: "jnp.tanh($0)"
    case .expm1: "jnp.expm1($0)"
    case .sigmoid: "jax.nn.sigmoid($0)"
    case .logSigmoid: "jax.nn.log_sigmoid($0)"
    case .arcsinh: "jnp.arcsinh($0)"
    case .arctan: "jnp.arctan($0)"
    case .besselI0e: "special.i0e($0)"
    case .besselI1e: "special.i1e($0)"
    case .relu: "jax.nn.relu($0)"
    case .elu: "jax.nn.elu($0)"
    case .selu: "jax.nn.selu($0)"
    case .swish: "jax.nn.silu($0)"
    case .softplus: "jax.nn.softplus($0)"
    case .softsign: "jax.nn.soft_sign($0)"
    case .hardSigmoid: "jnp.clip(0.2 * $0 + 0.5, 0.0, 1.0)"
    case .elish: "jnp.where($0 > 0, $0, jnp.expm1(jnp.minimum($0, 0.0))) * jax.nn.sigmoid($0)"
    case .leakyRelu: "jax.nn.leaky_relu($0, 0.01)"
    case .mish: "$0 * jnp.tanh(jax.nn.softplus($0))"
    case .gelu: "jax.nn.gelu($0, approximate=False)"
    case .sin: "jnp.sin($0)"
    case .cos: "jnp.cos($0)"
    case .sinc: "jnp.where(jnp.isinf($0), 0.0, jnp.sinc($0 / jnp.pi))"
    case .add, .sumN: "$0 + $1"
    case .sub: "$0 - $1"
    case .mul, .prodN: "$0 * $1"
    case .div: "$0 / $1"
    case .pow: "jnp.power($0, $1)"
    case .max, .maxN: "jnp.maximum($0, $1)"
    case .min, .minN: "jnp.minimum($0, $1)"
    }
  }

  static func file(_ expression: Expression, _ body: CodeBody) -> String {
    var lines = [
      "import jax", "import jax.numpy as jnp", "from jax.scipy import special", "", "",
    ]
    guard !body.parameters.isEmpty else {
      lines += ["def activation(x):", "    \"\"\"\(expression)\"\"\""] + body.python(indent: 4)
      return lines.joined(separator: "\n") + "\n"
    }
    let starts = body.parameters.map { "\"\($0.name)\": jnp.full(shape, \($0.start))" }
    lines += [
      "def initial_parameters(channels=None):",
      "    \"\"\"One value for each parameter, or one for each channel, which are the last axis.\"\"\"",
      "    shape = () if channels is None else (channels,)",
      "    return {\(starts.joined(separator: ", "))}",
      "", "",
      "def activation(x, parameters):",
      "    \"\"\"\(expression)\"\"\"",
    ]
    lines += body.parameters.map { "    \($0.name) = parameters[\"\($0.name)\"]" }
    return (lines + body.python(indent: 4)).joined(separator: "\n") + "\n"
  }
}
