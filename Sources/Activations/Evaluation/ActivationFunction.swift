import Processors

/// An expression compiled for arrays: value and derivative in one pass.
///
/// Without parameters, the way back is a product with the derivative that `forward` left in x. With
/// them `forward` keeps x, and `backward` computes the derivatives by x and by all parameters in one
/// run over blocks that stay in the cache, sums the latter in double precision, and keeps none of
/// them. Alone, a function with parameters has them at their starts.
///
/// Calls are thread-safe, allocate nothing and may use any number of elements. A value of one
/// operator is within 4 ulp of its float64 value wherever that is a normal float32, a derivative
/// within 4 ulp or 4 * 2^-24, whichever is larger; subnormal values may be flushed to zero or kept.
/// NaN and infinity are values like any other, as IEEE arithmetic on the written formula gives.
///
/// Derivatives follow these rules, in every precision:
/// - Where two slopes meet: relu'(0) = 0, abs'(0) = 0, leakyrelu'(0) = 0.01, hard_sigmoid'(±2.5)
///   = 0, bessel_i0e'(0) = 0; elu and selu take their left slope at 0. At a tie, max and min take
///   the mean of the two derivatives; an n-ary one is a left fold of these. NaN wins in max and min.
/// - In every product of the chain rule an exact zero wins over infinity and NaN: a flat part of a
///   function passes nothing on, however steep what it flattens.
/// - The derivative of pow by its exponent is 0 where the base is not positive.
public struct ActivationFunction: Sendable {
  public let expression: Expression
  public let parameters: [SiteParameter]
  /// With the parameters at their starts.
  private let program: KernelProgram
  /// With the parameters from outside; missing where there are none.
  private let learning: KernelProgram?

  public init(_ expression: Expression) {
    self.init(expression, level: .current)
  }

  /// Fixes the build of the kernels, for tests.
  init(_ expression: Expression, level: VectorLevel) {
    self.expression = expression
    parameters = expression.parameterStarts.map { SiteParameter(start: Float($0)) }
    program = KernelProgram(ProgramCompiler(expression), level: level)
    learning =
      parameters.isEmpty
      ? nil
      : KernelProgram(
        ProgramCompiler(expression, isLearning: true), parameterCount: parameters.count,
        level: level)
  }

  /// Writes f(x) to `values`, which are as many as the inputs.
  public func evaluate(_ x: Span<Float>, values: inout MutableSpan<Float>) {
    program.values(of: x, into: &values)
  }

  /// Writes f(x) to `values` and replaces x by f'(x).
  public func evaluate(
    replacingWithDerivative x: inout MutableSpan<Float>, values: inout MutableSpan<Float>
  ) {
    program.derivatives(replacing: &x, values: &values)
  }

  /// The value and derivative at one point, in double precision.
  public func point(_ x: Double) -> (value: Double, derivative: Double) { expression.point(x) }
}

extension ActivationFunction: SiteFunction {
  public func forward(
    replacing x: inout MutableSpan<Float>, channels: Int, parameters: Span<Float>,
    into y: inout MutableSpan<Float>
  ) {
    if let learning {
      learning.values(of: x.span, channels: channels, parameters: parameters, into: &y)
    } else {
      program.derivatives(replacing: &x, values: &y)
    }
  }

  public func values(
    _ x: Span<Float>, channels: Int, parameters: Span<Float>, into y: inout MutableSpan<Float>
  ) {
    if let learning {
      learning.values(of: x, channels: channels, parameters: parameters, into: &y)
    } else {
      program.values(of: x, into: &y)
    }
  }

  public func backward(
    _ kept: Span<Float>, channels: Int, parameters: Span<Float>,
    gradients: inout MutableSpan<Float>, adding sums: inout MutableSpan<Double>
  ) {
    if let learning {
      learning.gradients(
        kept, channels: channels, parameters: parameters, gradients: &gradients, adding: &sums)
    } else {
      KernelProgram.multiply(&gradients, by: kept)
    }
  }
}
