/// How an expression becomes another one by a small random change.
///
/// The kinds are those of Bingham and Miikkulainen ("Discovering Parametric Activation Functions",
/// 2022). Their insertion of a binary operator leaves the function as it was, which here would be
/// thrown away as known; so its other argument is `x`, or an operator of `x`.
public enum Mutation: CaseIterable, Sendable {
  /// An operator is put between a random part and what it belongs to.
  case insertion
  /// A random call gives way to one of its arguments.
  case removal
  /// A random call gets another operator with as many arguments.
  case change
  /// A random part gives way to a new one.
  case regeneration
}

extension Expression {
  /// The expression after one random change; constants and parameters stay as they are.
  ///
  /// - Parameters:
  ///   - mutation: what is done.
  ///   - operators: what may be put in.
  ///   - limit: the most nodes that the result may have.
  ///   - draw: a random whole number from 0 up to a limit, which it excludes.
  /// - Returns: nil where the change cannot be made here, or makes the expression too long.
  public func mutated(
    by mutation: Mutation, over operators: OperatorSet, limit: Int, draw: (Int) -> Int
  ) -> Expression? {
    let changed: [Token]?
    switch mutation {
    case .insertion: changed = inserted(operators, draw)
    case .removal: changed = removed(draw)
    case .change: changed = exchanged(operators, draw)
    case .regeneration: changed = regenerated(operators, draw)
    }
    guard let changed, changed.count <= limit, changed != tokens else { return nil }
    let expression = Expression(tokens: changed)
    return expression.depth <= Expression.depthLimit ? expression : nil
  }

  private func inserted(_ operators: OperatorSet, _ draw: (Int) -> Int) -> [Token]? {
    let start = draw(tokens.count)
    let part = tokens[start..<endOfSubtree(at: start)]
    let choices = operators.unary + operators.binary
    let operation = choices[draw(choices.count)]
    var call: [Token] = [.call(operation, argumentCount: operation.kind == .unary ? 1 : 2)]
    if operation.kind == .unary {
      call += part
    } else {
      let other = Expression.small(operators, draw)
      call += draw(2) == 0 ? part + other : other + part
    }
    return replacing(part.indices, with: call)
  }

  private func removed(_ draw: (Int) -> Int) -> [Token]? {
    guard let start = randomCall(draw), case .call(_, let count) = tokens[start] else { return nil }
    var kept = start + 1
    for _ in 0..<draw(Int(count)) { kept = endOfSubtree(at: kept) }
    return replacing(
      start..<endOfSubtree(at: start), with: Array(tokens[kept..<endOfSubtree(at: kept)]))
  }

  private func exchanged(_ operators: OperatorSet, _ draw: (Int) -> Int) -> [Token]? {
    guard let start = randomCall(draw), case .call(let operation, let count) = tokens[start] else {
      return nil
    }
    let choices = operators.operators(operation.kind).filter { $0 != operation }
    guard !choices.isEmpty else { return nil }
    return replacing(
      start..<start + 1,
      with: [.call(choices[draw(choices.count)], argumentCount: count)])
  }

  private func regenerated(_ operators: OperatorSet, _ draw: (Int) -> Int) -> [Token]? {
    let start = draw(tokens.count)
    return replacing(
      start..<endOfSubtree(at: start), with: Expression.grown(operators, depth: 3, draw))
  }

  private func replacing(_ range: Range<Int>, with part: [Token]) -> [Token] {
    Array(tokens[..<range.lowerBound]) + part + tokens[range.upperBound...]
  }

  private func randomCall(_ draw: (Int) -> Int) -> Int? {
    let calls = tokens.indices.filter { if case .call = tokens[$0] { true } else { false } }
    return calls.isEmpty ? nil : calls[draw(calls.count)]
  }

  /// `x`, or an operator of it.
  private static func small(_ operators: OperatorSet, _ draw: (Int) -> Int) -> [Token] {
    let choice = draw(operators.unary.count + 1)
    guard choice < operators.unary.count else { return [.variable] }
    return [.call(operators.unary[choice], argumentCount: 1), .variable]
  }

  /// A random expression: `x`, a unary and a binary operator are alike likely, and deeper down too.
  private static func grown(
    _ operators: OperatorSet, depth: Int, _ draw: (Int) -> Int
  ) -> [Token] {
    switch depth == 0 ? 0 : draw(3) {
    case 1 where !operators.unary.isEmpty:
      return [.call(operators.unary[draw(operators.unary.count)], argumentCount: 1)]
        + grown(operators, depth: depth - 1, draw)
    case 2 where !operators.binary.isEmpty:
      return [.call(operators.binary[draw(operators.binary.count)], argumentCount: 2)]
        + grown(operators, depth: depth - 1, draw) + grown(operators, depth: depth - 1, draw)
    default: return [.variable]
    }
  }
}
