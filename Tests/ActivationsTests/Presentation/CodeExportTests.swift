import Testing

@testable import Activations

@Suite struct CodeExportTests {
  @Test func `every operator has a spelling in every language`() {
    for language in CodeLanguage.allCases {
      for operation in Operator.allCases {
        let template = language.template(operation)
        #expect(!template.isEmpty)
        #expect(template.contains("$1") == (operation.kind != .unary), "\(operation.name)")
        let code = Expression(
          operation, Array(repeating: .x, count: operation.kind == .unary ? 1 : 2)
        ).code(in: language)
        #expect(!code.contains("$"))
      }
    }
  }

  @Test func `PyTorch code is a function of lines`() throws {
    #expect(
      try Expression("mul(x,erfc(elu(x)))").code(in: .pytorch) == """
        import torch
        import torch.nn.functional as F


        def activation(x):
            \"""mul(x,erfc(elu(x)))\"""
            t1 = F.elu(x)
            t2 = torch.erfc(t1)
            t3 = x * t2
            return t3

        """)
  }

  @Test func `C code computes a shared part once`() throws {
    #expect(
      try Expression("sum_n(tanh(x),exp(tanh(x)),tanh(x))").code(in: .c) == """
        #include <math.h>

        // sum_n(tanh(x),exp(tanh(x)),tanh(x))
        float activation(float x) {
          const float t1 = tanhf(x);
          const float t2 = expf(t1);
          const float t3 = t1 + t2;
          const float t4 = t3 + t1;
          return t4;
        }

        """)
  }

  @Test func `x alone is returned as it is`() {
    #expect(Expression.x.code(in: .swift).contains("  return x\n"))
  }

  @Test func `numbers stand in their places`() throws {
    let function = try Expression("max(mul(-0.5,x),max(0.25,sin(x)))")
    let lines: [CodeLanguage: [String]] = [
      .pytorch: ["t1 = (-0.5) * x", "torch.maximum(torch.full_like(x, 0.25), t2)"],
      .jax: ["t1 = (-0.5) * x", "jnp.maximum(jnp.full_like(x, 0.25), t2)"],
      .keras: ["t1 = (-0.5) * x", "tf.maximum(0.25 * tf.ones_like(x), t2)"],
      .c: ["t1 = (-0.5f) * x;", "0.25f > t2 ? 0.25f : t2"],
      .swift: ["t1: Float = Float(-0.5) * x", "Float(0.25) > t2 ? Float(0.25) : t2"],
    ]
    for (language, parts) in lines {
      let code = function.code(in: language)
      for part in parts { #expect(code.contains(part), "\(code)") }
    }
    #expect(try Expression("mul(1e20,x)").code(in: .c).contains("1e+20f * x"))
    #expect(try Expression("2").code(in: .pytorch).contains("return torch.full_like(x, 2.0)"))
  }

  @Test func `PyTorch code of a function with parameters is a module`() throws {
    #expect(
      try Expression("max(x,mul(p(0.25),x))").code(in: .pytorch) == """
        import torch
        import torch.nn.functional as F


        class Activation(torch.nn.Module):
            \"""max(x,mul(p(0.25),x))

            Each parameter has one value, or one for each of `channels` channels, which are axis 1.
            \"""

            def __init__(self, channels=1):
                super().__init__()
                self.p1 = torch.nn.Parameter(torch.full((channels,), 0.25))

            def forward(self, x):
                shape = [-1] + [1] * (x.dim() - 2)
                p1 = self.p1.view(shape)
                t1 = p1 * x
                t2 = torch.maximum(x, t1)
                return t2

        """)
  }

  @Test func `two parameters that start alike are two in every language`() throws {
    let function = try Expression("add(mul(p(1),x),exp(mul(p(1),x)))")
    for language in CodeLanguage.allCases {
      let code = function.code(in: language)
      #expect(code.contains("p1 * x") && code.contains("p2 * x"), "\(code)")
    }
    #expect(function.code(in: .c).contains("float activation(float x, float p1, float p2) {"))
    #expect(
      function.code(in: .swift).contains(
        "func activation(_ x: Float, p1: Float = 1.0, p2: Float = 1.0) -> Float {"))
    #expect(function.code(in: .jax).contains("def activation(x, parameters):"))
    #expect(function.code(in: .keras).contains("class Activation(keras.layers.Layer):"))
  }
}
