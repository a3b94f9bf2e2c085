import Randomness
import TestSupport
import Testing

@testable import Activations

@Suite struct ProgramCompilerTests {
  @Test func `constants are computed once and identities cost nothing`() throws {
    let compiler = ProgramCompiler(try Expression("div(swish(identity(x)),selu(one(x)))"))
    #expect(compiler.steps.map(\.action).contains(.constant(1.050701)))
    #expect(compiler.steps.count == 3)
    #expect(ProgramCompiler(.x).steps.map(\.action) == [.apply(.identity)])
    let constant = ProgramCompiler(try Expression("identity(zero(x))"))
    #expect(constant.steps.map(\.action) == [.constant(0)])
  }

  @Test func `a chain needs one block whichever side it leans to`() throws {
    var left = "relu(x)"
    var right = "relu(x)"
    for _ in 0..<60 {
      left = "add(\(left),relu(x))"
      right = "add(relu(x),\(right))"
    }
    #expect(ProgramCompiler(try Expression(left)).slotCount == 2)
    #expect(ProgramCompiler(try Expression(right)).slotCount == 2)
  }

  @Test func `the widest text keeps to the blocks there are`() throws {
    let inner = "sum_n(" + Array(repeating: "abs(x)", count: 16).joined(separator: ",") + ")"
    let outer = "sum_n(" + Array(repeating: inner, count: 16).joined(separator: ",") + ")"
    let widest = "add(abs(x),\(outer))"
    let expression = try Expression(widest)
    #expect(ProgramCompiler(expression).slotCount <= 34)
    let (values, slopes) = evaluated(ActivationFunction(expression), at: [-2, 3])
    #expect(values == [2 * 257, 3 * 257])
    #expect(slopes == [-257, 257])
  }

  @Test func `compiled functions agree with the double reference`() throws {
    // Smooth operators keep their arguments tame, so that rounding does not grow.
    let tame: [Operator] = [
      .negative, .erf, .erfc, .tanh, .sigmoid, .logSigmoid, .arcsinh, .arctan, .besselI0e,
      .besselI1e,
      .relu, .elu, .selu, .swish, .softplus, .softsign, .hardSigmoid, .leakyRelu, .mish, .gelu,
      .elish,
      .add, .sub, .mul, .max, .min, .sumN, .maxN, .minN,
    ]
    let x = (0..<64).map { Float($0 - 32) / 16 + 0.011 }
    try forAll(count: 300) { generator in
      let expression = generator.expression(depth: 4, among: tame)
      let (values, slopes) = evaluated(ActivationFunction(expression), at: x)
      for index in x.indices {
        let exact = expression.point(Double(x[index]))
        let near = expression.point(Double(x[index]) + 1e-5)
        // Where the slope jumps, float and double may be on different sides.
        guard abs(near.derivative - exact.derivative) < 0.01 else { continue }
        #expect(abs(Double(values[index]) - exact.value) <= 2e-5 * (1 + abs(exact.value)))
        #expect(
          abs(Double(slopes[index]) - exact.derivative) <= 1e-3 * (1 + abs(exact.derivative)),
          "\(expression) at \(x[index])")
      }
    }
  }
}
