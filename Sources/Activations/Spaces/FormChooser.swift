/// Finds the form of a class: the shortest known expression with its outputs that stays finite.
///
/// Small expressions are known by their keys, so that `sub(relu(x),zero(x))` is recognised as
/// `relu(x)` and `mul(x,sigmoid(x))` as `swish(x)` without a list of identities. Every candidate has
/// the class's own key.
struct FormChooser {
  private let rule: ClassTable.Rule
  private let known: [ClassKey: RankedExpression]
  private var probe: ProbeOutputs

  init(rule: ClassTable.Rule) {
    self.rule = rule
    known = rule == .identity ? FormChooser.knownByIdentity : FormChooser.smallForms(rule)
    probe = ProbeOutputs(rule: rule)
  }

  /// The best of some expressions and of what is known for a key.
  ///
  /// - Parameters:
  ///   - candidates: expressions whose outputs have the key; at least one, the shortest first.
  ///   - key: the key of the class.
  /// - Returns: the candidate with the fewest non-finite values and derivatives on a wide grid, and
  ///   among these the shortest.
  mutating func form(among candidates: [RankedExpression], key: ClassKey) -> Expression {
    var forms = candidates
    if let small = known[key] { forms.append(small) }
    if let first = candidates.first?.expression, first.depth > 2 {
      let shorter = rewritten(first)
      if shorter != first, probe.outputs(of: shorter).key == key {
        forms.append(RankedExpression(shorter))
      }
    }
    guard forms.count > 1 else { return forms[0].expression }
    let judged = forms.map { (hazards: FormChooser.hazards($0.expression), rank: $0) }
    let best = judged.min { ($0.hazards, $0.rank) < ($1.hazards, $1.rank) }
    return best?.rank.expression ?? forms[0].expression
  }

  /// Replaces every subtree by the shortest known expression with the same outputs, innermost first.
  mutating func rewritten(_ expression: Expression) -> Expression {
    var stack: [Expression] = []
    for token in expression.tokens.reversed() {
      guard case .call(let operation, let count) = token else {
        stack.append(.x)
        continue
      }
      var arguments: [Expression] = []
      for _ in 0..<count { arguments.append(stack.removeLast()) }
      let call = Expression(operation, arguments).folded()
      let small = known[probe.outputs(of: call).key]
      stack.append(
        small.map { $0.expression.nodeCount < call.nodeCount ? $0.expression : call } ?? call)
    }
    return stack[0]
  }

  /// How many values and derivatives are not finite on a wide grid.
  static func hazards(_ expression: Expression) -> Int {
    var slopes = grid
    var values = grid
    let none: [Float] = []
    var empty: [Float] = []
    var slopeSpan = slopes.mutableSpan
    var valueSpan = values.mutableSpan
    var emptySpan = empty.mutableSpan
    ActivationFunction(expression).evaluate(
      replacingWithDerivative: &slopeSpan, parameters: none.span, values: &valueSpan,
      parameterDerivatives: &emptySpan)
    return slopes.count { !$0.isFinite } + values.count { !$0.isFinite }
  }

  private static let grid: [Float] =
    [-1000, -100] + (-120...120).map { Float($0) / 4 } + [100, 1000]

  private static let knownByIdentity = smallForms(.identity)

  /// The best of all expressions with up to two nested unary calls, or one binary call of at most
  /// one unary call, for each key.
  private static func smallForms(_ rule: ClassTable.Rule) -> [ClassKey: RankedExpression] {
    var probe = ProbeOutputs(rule: rule)
    var best: [ClassKey: (rank: RankedExpression, hazards: Int)] = [:]
    for ranked in smallExpressions().map({ RankedExpression($0) }).sorted() {
      let key = probe.outputs(of: ranked.expression).key
      if let known = best[key], known.hazards == 0 { continue }
      let hazards = hazards(ranked.expression)
      if hazards < best[key]?.hazards ?? .max { best[key] = (ranked, hazards) }
    }
    return best.mapValues(\.rank)
  }

  private static func smallExpressions() -> [Expression] {
    let calls = Operator.unary.filter { $0 != .identity }.map { Expression($0, [.x]) }
    let nested = calls.filter { !$0.isConstant }.flatMap { inner in
      Operator.unary.filter { $0 != .identity && !$0.isConstant }.map { Expression($0, [inner]) }
    }
    let pairs = Operator.binary.flatMap { operation in
      [Expression(operation, [.x, .x])]
        + calls.flatMap { [Expression(operation, [$0, .x]), Expression(operation, [.x, $0])] }
    }
    let constants = [Expression(.negative, [Expression(.one, [.x])])]
    return [.x] + calls + nested + pairs + constants
  }
}
