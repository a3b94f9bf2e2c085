/// The operators for Keras on TensorFlow, which has all of them.
enum KerasTemplates {
  static func template(_ operation: Operator) -> String {
    switch operation {
    case .zero: "tf.zeros_like($0)"
    case .one: "tf.ones_like($0)"
    case .identity: "$0"
    case .negative: "-$0"
    case .abs: "tf.abs($0)"
    case .reciprocal: "tf.math.reciprocal($0)"
    case .square: "tf.square($0)"
    case .exp: "tf.exp($0)"
    case .erf: "tf.math.erf($0)"
    case .erfc: "tf.math.erfc($0)"
    case .sinh: "tf.sinh($0)"
    case .cosh: "tf.cosh($0)"
    case .tanh: "tf.tanh($0)"
    case .expm1: "tf.math.expm1($0)"
    case .sigmoid: "tf.sigmoid($0)"
    case .logSigmoid: "tf.math.log_sigmoid($0)"
    case .arcsinh: "tf.asinh($0)"
    case .arctan: "tf.atan($0)"
    case .besselI0e: "tf.math.bessel_i0e($0)"
    case .besselI1e: "tf.math.bessel_i1e($0)"
    case .relu: "tf.nn.relu($0)"
    case .elu: "tf.nn.elu($0)"
    case .selu: "tf.nn.selu($0)"
    case .swish: "tf.nn.silu($0)"
    case .softplus: "tf.math.softplus($0)"
    case .softsign: "tf.nn.softsign($0)"
    case .hardSigmoid: "tf.clip_by_value(0.2 * $0 + 0.5, 0.0, 1.0)"
    case .elish: "tf.where($0 > 0, $0, tf.math.expm1(tf.minimum($0, 0.0))) * tf.sigmoid($0)"
    case .leakyRelu: "tf.nn.leaky_relu($0, 0.01)"
    case .mish: "$0 * tf.tanh(tf.math.softplus($0))"
    case .gelu: "tf.nn.gelu($0, approximate=False)"
    case .sin: "tf.sin($0)"
    case .cos: "tf.cos($0)"
    case .sinc:
      "tf.where($0 == 0, 1.0, tf.where(tf.math.is_inf($0), 0.0, "
        + "tf.math.divide_no_nan(tf.sin($0), $0)))"
    case .add, .sumN: "$0 + $1"
    case .sub: "$0 - $1"
    case .mul, .prodN: "$0 * $1"
    case .div: "$0 / $1"
    case .pow: "tf.pow($0, $1)"
    case .max, .maxN: "tf.maximum($0, $1)"
    case .min, .minN: "tf.minimum($0, $1)"
    }
  }

  static func file(_ expression: Expression, _ body: CodeBody) -> String {
    var lines = [
      "import keras", "import tensorflow as tf", "", "",
      "@keras.saving.register_keras_serializable(package=\"hillock\")",
    ]
    guard !body.parameters.isEmpty else {
      lines += ["def activation(x):", "    \"\"\"\(expression)\"\"\""] + body.python(indent: 4)
      return lines.joined(separator: "\n") + "\n"
    }
    lines += [
      "class Activation(keras.layers.Layer):",
      "    \"\"\"\(expression)",
      "",
      "    Each parameter has one value, or one for each channel, which are the last axis.",
      "    \"\"\"",
      "",
      "    def __init__(self, per_channel=False, **kwargs):",
      "        super().__init__(**kwargs)",
      "        self.per_channel = per_channel",
      "",
      "    def build(self, input_shape):",
      "        shape = (input_shape[-1],) if self.per_channel else ()",
    ]
    for (name, start) in body.parameters {
      lines.append("        start = keras.initializers.Constant(\(start))")
      lines.append(
        "        self.\(name) = self.add_weight(name=\"\(name)\", shape=shape, initializer=start)")
    }
    lines += ["", "    def call(self, x):"]
    lines += body.parameters.map { "        \($0.name) = self.\($0.name)" }
    lines += body.python(indent: 8)
    lines += [
      "", "    def get_config(self):",
      "        return {**super().get_config(), \"per_channel\": self.per_channel}",
    ]
    return lines.joined(separator: "\n") + "\n"
  }
}
