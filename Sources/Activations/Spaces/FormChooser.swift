import Processors

/// Finds the form of a class: the shortest known expression with its outputs that stays finite.
///
/// Small expressions are known by their keys, so that `sub(relu(x),zero(x))` is recognised as
/// `relu(x)` and `mul(x,sigmoid(x))` as `swish(x)` without a list of identities. Every candidate has
/// the class's own key.
struct FormChooser: Sendable {
  private var graph: ExpressionGraph
  private let known: [ClassKey: RankedExpression]
  /// The shortest known spelling of each folded expression of the graph.
  private var shortest: [ExpressionGraph.Number: ExpressionGraph.Number] = [0: 0]

  /// A chooser for calls over the expressions that a graph has by now.
  init(_ graph: ExpressionGraph) {
    self.graph = graph
    known =
      graph.rows.rule == .identity
      ? FormChooser.knownByIdentity : FormChooser.smallForms(graph.rows.rule)
    for number in 0..<Int32(graph.count) where graph.folded(number) == number {
      _ = shortened(number)
    }
  }

  /// The best of some expressions and of what is known for a key.
  ///
  /// - Parameters:
  ///   - candidates: folded calls whose outputs have the key; at least one, the shortest first.
  ///   - key: the key of the class.
  ///   - scratch: what evaluating needs.
  /// - Returns: the candidate with the fewest non-finite values and derivatives on a wide grid, and
  ///   among these the shortest.
  func form(
    among candidates: [ExpressionGraph.Call], key: ClassKey, _ scratch: inout ProbeRows.Scratch
  ) -> Expression {
    let expressions = candidates.map(graph.expression)
    return best(
      among: expressions.map { RankedExpression($0) },
      shorter: shorter(candidates[0], key: key, &scratch), key: key)
  }

  /// The best of an expression as it is written and what is known for its key.
  static func form(of expression: Expression, rule: ClassTable.Rule) -> Expression {
    var graph = ExpressionGraph(rule: rule)
    let number = graph.number(expression)
    let folded = graph.folded(number)
    var scratch = ProbeRows.Scratch()
    let chooser = FormChooser(graph)
    let key = graph.key(number)
    return chooser.best(
      among: [RankedExpression(graph.expression(folded)), RankedExpression(expression)],
      shorter: chooser.shorter(graph.call(folded), key: key, &scratch), key: key)
  }

  private func best(
    among candidates: [RankedExpression], shorter: Expression?, key: ClassKey
  ) -> Expression {
    var forms = candidates
    if let small = known[key] { forms.append(small) }
    if let shorter { forms.append(RankedExpression(shorter)) }
    forms.sort()
    guard forms[0] != forms[forms.count - 1] else { return forms[0].expression }
    var best = forms[0].expression
    var fewest = Int.max
    for form in forms {
      let hazards = FormChooser.hazards(form.expression)
      if hazards == 0 { return form.expression }
      if hazards < fewest { (fewest, best) = (hazards, form.expression) }
    }
    return best
  }

  /// A call with every part replaced by the shortest known expression with the same outputs; nil
  /// where that changes nothing, or changes the outputs.
  private func shorter(
    _ call: ExpressionGraph.Call, key: ClassKey, _ scratch: inout ProbeRows.Scratch
  ) -> Expression? {
    guard graph.measure(call).depth > 2, let operation = call.operation else { return nil }
    let rewritten = graph.folded(
      ExpressionGraph.Call(
        operation: operation, arguments: call.arguments.map { shortest[$0] ?? $0 }))
    guard rewritten != call else { return nil }
    if let small = known[key], small.expression.nodeCount < graph.measure(rewritten).nodes {
      return nil
    }
    guard graph.key(rewritten, &scratch) == key else { return nil }
    return graph.expression(rewritten)
  }

  /// Replaces every part by the shortest known expression with the same outputs, innermost first.
  private mutating func shortened(_ number: ExpressionGraph.Number) -> ExpressionGraph.Number {
    if let known = shortest[number] { return known }
    var call = graph.call(number)
    for (place, argument) in call.arguments.enumerated() {
      call.arguments[place] = shortened(argument)
    }
    let folded = graph.folded(call)
    let rewritten = graph.number(folded)
    var result = rewritten
    if let small = known[graph.key(rewritten)],
      small.expression.nodeCount < graph.measure(rewritten).nodes
    {
      result = graph.number(small.expression)
    }
    shortest[number] = result
    return result
  }

  /// How many values and derivatives are not finite on a wide grid.
  static func hazards(_ expression: Expression) -> Int {
    var slopes = grid
    var values = grid
    var slopeSpan = slopes.mutableSpan
    var valueSpan = values.mutableSpan
    // By the kernels that every processor has: the form must not depend on where it is chosen.
    ActivationFunction(expression, level: .plain).evaluate(
      replacingWithDerivative: &slopeSpan, values: &valueSpan)
    return slopes.count { !$0.isFinite } + values.count { !$0.isFinite }
  }

  private static let grid: [Float] =
    [-1000, -100] + (-120...120).map { Float($0) / 4 } + [100, 1000]

  private static let knownByIdentity = smallForms(.identity)

  /// The best of all expressions with up to two nested unary calls, or one binary call of at most
  /// one unary call, for each key.
  private static func smallForms(_ rule: ClassTable.Rule) -> [ClassKey: RankedExpression] {
    var graph = ExpressionGraph(rule: rule)
    var best: [ClassKey: (rank: RankedExpression, hazards: Int)] = [:]
    for ranked in smallExpressions().map({ RankedExpression($0) }).sorted() {
      let number = graph.number(ranked.expression)
      let key = graph.key(number)
      if let known = best[key], known.hazards == 0 { continue }
      let hazards = hazards(ranked.expression)
      if hazards < best[key]?.hazards ?? .max { best[key] = (ranked, hazards) }
    }
    return best.mapValues(\.rank)
  }

  /// Of the published operators alone, so that operators that come later change no form.
  private static func smallExpressions() -> [Expression] {
    let unary = OperatorSet.aquasurf31.unary
    let calls = unary.filter { $0 != .identity }.map { Expression($0, [.x]) }
    let nested = calls.filter { !$0.isConstant }.flatMap { inner in
      unary.filter { $0 != .identity && !$0.isConstant }.map { Expression($0, [inner]) }
    }
    let pairs = Operator.binary.flatMap { operation in
      [Expression(operation, [.x, .x])]
        + calls.flatMap { [Expression(operation, [$0, .x]), Expression(operation, [.x, $0])] }
    }
    let constants = [Expression(.negative, [Expression(.one, [.x])])]
    return [.x] + calls + nested + pairs + constants
  }
}

extension Expression {
  /// The 128-bit key of the outputs on the probe, by the identity rule.
  public var classKey: ClassKey { probed.key }

  /// The key, and whether all outputs on the probe are finite.
  public var probed: (key: ClassKey, isFinite: Bool) {
    let outputs = ExpressionGraph.outputs(of: self, rule: .identity)
    return (outputs.key, outputs.isFinite)
  }

  /// The shortest known expression of the same class that stays finite.
  public func simplified() -> Expression { FormChooser.form(of: self, rule: .identity) }
}

/// An expression ordered by how short it is: nodes, then length of text, then text.
struct RankedExpression: Comparable, Sendable {
  let expression: Expression
  let text: String

  init(_ expression: Expression, text: String? = nil) {
    self.expression = expression
    self.text = text ?? expression.description
  }

  static func < (a: RankedExpression, b: RankedExpression) -> Bool {
    (a.expression.nodeCount, a.text.utf8.count, a.text)
      < (b.expression.nodeCount, b.text.utf8.count, b.text)
  }

  static func == (a: RankedExpression, b: RankedExpression) -> Bool { a.text == b.text }
}
