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
}
