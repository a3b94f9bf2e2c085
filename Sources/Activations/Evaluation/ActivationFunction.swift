/// An expression compiled for arrays: value and derivative in one pass.
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
  private let program: KernelProgram

  public init(_ expression: Expression) {
    self.init(expression, level: .best)
  }

  /// Fixes the build of the kernels, for tests.
  init(_ expression: Expression, level: KernelLevel) {
    self.expression = expression
    let compiler = ProgramCompiler(expression)
    program = KernelProgram(compiler.steps, slotCount: compiler.slotCount, level: level)
  }

  /// How many learnable parameters a call takes: none for an expression.
  public var parameterCount: Int { program.parameterCount }

  /// Writes f(x) to `values`.
  ///
  /// - Parameters:
  ///   - x: the inputs.
  ///   - parameters: `parameterCount` values.
  ///   - values: as many as inputs.
  public func evaluate(
    _ x: Span<Float>, parameters: Span<Float>, values: inout MutableSpan<Float>
  ) {
    program.values(of: x, parameters: parameters, into: &values)
  }

  /// Writes f(x) to `values` and replaces x by f'(x), for training.
  ///
  /// - Parameters:
  ///   - x: the inputs, then the derivatives.
  ///   - parameters: `parameterCount` values.
  ///   - values: as many as inputs.
  ///   - parameterDerivatives: `parameterCount` times as many as inputs, parameter-major.
  public func evaluate(
    replacingWithDerivative x: inout MutableSpan<Float>, parameters: Span<Float>,
    values: inout MutableSpan<Float>, parameterDerivatives: inout MutableSpan<Float>
  ) {
    program.derivatives(
      replacing: &x, parameters: parameters, values: &values,
      parameterDerivatives: &parameterDerivatives)
  }

  /// The value and derivative at one point, in double precision.
  public func point(_ x: Double) -> (value: Double, derivative: Double) { expression.point(x) }
}
