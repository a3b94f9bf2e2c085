/// PyTorch's spelling of the operators.
enum PyTorchTemplates {
  static func template(_ operation: Operator) -> String {
    switch operation {
    case .zero: "torch.zeros_like($0)"
    case .one: "torch.ones_like($0)"
    case .identity: "$0"
    case .negative: "-$0"
    case .abs: "torch.abs($0)"
    case .reciprocal: "torch.reciprocal($0)"
    case .square: "torch.square($0)"
    case .exp: "torch.exp($0)"
    case .erf: "torch.erf($0)"
    case .erfc: "torch.erfc($0)"
    case .sinh: "torch.sinh($0)"
    case .cosh: "torch.cosh($0)"
    case .tanh: "torch.tanh($0)"
    case .expm1: "torch.expm1($0)"
    case .sigmoid: "torch.sigmoid($0)"
    case .logSigmoid: "F.logsigmoid($0)"
    case .arcsinh: "torch.asinh($0)"
    case .arctan: "torch.atan($0)"
    case .besselI0e: "torch.special.i0e($0)"
    case .besselI1e: "torch.special.i1e($0)"
    case .relu: "F.relu($0)"
    case .elu: "F.elu($0)"
    case .selu: "F.selu($0)"
    case .swish: "F.silu($0)"
    case .softplus: "-F.logsigmoid(-$0)"
    case .softsign: "F.softsign($0)"
    case .hardSigmoid: "torch.clamp(0.2 * $0 + 0.5, 0.0, 1.0)"
    case .elish:
      "torch.where($0 > 0, $0, torch.expm1(torch.clamp($0, max=0.0))) * torch.sigmoid($0)"
    case .leakyRelu: "F.leaky_relu($0, 0.01)"
    case .mish: "F.mish($0)"
    case .gelu: "F.gelu($0)"
    case .sin: "torch.sin($0)"
    case .cos: "torch.cos($0)"
    case .sinc: "torch.where(torch.isinf($0), 0.0, torch.sinc($0 / torch.pi))"
    case .add, .sumN: "$0 + $1"
    case .sub: "$0 - $1"
    case .mul, .prodN: "$0 * $1"
    case .div: "$0 / $1"
    case .pow: "torch.pow($0, $1)"
    case .max, .maxN: "torch.maximum($0, $1)"
    case .min, .minN: "torch.minimum($0, $1)"
    }
  }

  static func file(_ expression: Expression, _ body: CodeBody) -> String {
    var lines = ["import torch", "import torch.nn.functional as F", "", ""]
    guard !body.parameters.isEmpty else {
      lines += ["def activation(x):", "    \"\"\"\(expression)\"\"\""] + body.python(indent: 4)
      return lines.joined(separator: "\n") + "\n"
    }
    lines += [
      "class Activation(torch.nn.Module):",
      "    \"\"\"\(expression)",
      "",
      "    Each parameter has one value, or one for each of `channels` channels, which are axis 1.",
      "    \"\"\"",
      "",
      "    def __init__(self, channels=1):",
      "        super().__init__()",
    ]
    lines += body.parameters.map {
      "        self.\($0.name) = torch.nn.Parameter(torch.full((channels,), \($0.start)))"
    }
    lines += ["", "    def forward(self, x):", "        shape = [-1] + [1] * (x.dim() - 2)"]
    lines += body.parameters.map { "        \($0.name) = self.\($0.name).view(shape)" }
    lines += body.python(indent: 8)
    return lines.joined(separator: "\n") + "\n"
  }
}
