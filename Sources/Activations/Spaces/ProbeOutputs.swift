/// Outputs of expressions on the probe, with those of shared sub-expressions kept.
struct ProbeOutputs {
  /// Kept sub-expressions: 40,000 take 320 MB.
  private static let cacheLimit = 40_000

  let rule: ClassTable.Rule
  private var cache: [Expression: [Double]] = [:]
  private var rounded = [Float](repeating: 0, count: Probe.count)

  init(rule: ClassTable.Rule) {
    self.rule = rule
  }

  /// The canonical outputs, their key, and whether all are finite.
  mutating func outputs(of expression: Expression)
    -> (outputs: [Float], key: ClassKey, isFinite: Bool)
  {
    switch rule {
    case .identity:
      let exact = exactOutputs(of: expression)
      var span = rounded.mutableSpan
      let (key, isFinite) = OutputsKey.rounding(exact.span, into: &span)
      return (rounded, key, isFinite)
    case .float32:
      let none: [Float] = []
      var outputs = ProbeOutputs.floatSamples
      var span = outputs.mutableSpan
      ActivationFunction(expression).evaluate(
        ProbeOutputs.floatSamples.span, parameters: none.span, values: &span)
      let (key, isFinite) = OutputsKey.canonicalizing(&span)
      return (outputs, key, isFinite)
    }
  }

  private static let floatSamples = Probe.samples.map { Float($0) }

  /// Applies the outermost operator to the kept outputs of its arguments.
  private mutating func exactOutputs(of expression: Expression) -> [Double] {
    guard let operation = expression.operation else { return Probe.samples }
    let arguments = expression.arguments.map { keptOutputs(of: $0) }
    var result = arguments[0]
    if operation.kind == .unary { apply(operation, result, result, &result) }
    for argument in arguments.dropFirst() { apply(operation, result, argument, &result) }
    return result
  }

  private func apply(
    _ operation: Operator, _ a: [Double], _ b: [Double], _ result: inout [Double]
  ) {
    var span = result.mutableSpan
    ReferenceKernel.outputs(operation, a.span, b.span, into: &span)
  }

  private mutating func keptOutputs(of expression: Expression) -> [Double] {
    if let kept = cache[expression] { return kept }
    let outputs = exactOutputs(of: expression)
    if cache.count < ProbeOutputs.cacheLimit { cache[expression] = outputs }
    return outputs
  }
}
