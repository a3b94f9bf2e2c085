import Activations
import Randomness
import Studies

/// All expressions of some operators up to a number of nodes: a space that is too large for any
/// table, so that its functions are found as they come.
///
/// Schemas say where random functions come from; children go on from there. Expressions with equal
/// outputs on the probe have one key and are one function.
public struct OpenSpace: EvolvingSpace {
  /// How many random functions are drawn before there are none.
  private static let attempts = 1000

  public let baselines: [Candidate]
  private let schemas: [SchemaExpressions]
  private let operators: OperatorSet
  private let limit: Int

  /// - Parameters:
  ///   - schemas: at least one; what random functions are drawn from.
  ///   - operators: what fills their placeholders, and what children are made with.
  ///   - baselines: functions that are evaluated first; they may be longer.
  ///   - limit: the most nodes of a child.
  public init(
    schemas: [Schema], operators: OperatorSet, baselines: [Expression], limit: Int
  ) {
    precondition(!schemas.isEmpty && limit > 0, "\(schemas.count) schemas, \(limit) nodes")
    self.schemas = schemas.map { $0.expressions(over: operators) }
    self.operators = operators
    self.baselines = baselines.map { Candidate($0) }
    self.limit = limit
  }

  public func hasChildren(_ candidate: Candidate) -> Bool { true }

  public func random(_ seed: Seed, besides taken: Set<ClassKey>) -> Candidate? {
    var generator = Generator(seed: seed)
    for _ in 0..<Self.attempts {
      if let found = candidate(random(&generator), besides: taken) { return found }
    }
    return nil
  }

  public func child(
    of parent: Candidate, changes: Int, besides taken: Set<ClassKey>, _ generator: inout Generator
  ) -> Candidate? {
    guard var expression = try? Expression(parent.form) else { return nil }
    for _ in 0..<changes {
      let mutation = Mutation.allCases[generator.uniform(below: Mutation.allCases.count)]
      let mutant = expression.mutated(by: mutation, over: operators, limit: limit) {
        generator.uniform(below: $0)
      }
      guard let mutant else { return nil }
      expression = mutant
    }
    return candidate(expression, besides: taken)
  }

  /// Every expression of the schemas alike, where they can be counted; of more, every schema alike.
  private func random(_ generator: inout Generator) -> Expression {
    let total = schemas.reduce(0) { sum, schema in
      let (total, overflow) = sum.addingReportingOverflow(schema.count)
      return overflow ? .max : total
    }
    guard total < .max else {
      let schema = schemas[generator.uniform(below: schemas.count)]
      return schema[generator.uniform(below: schema.count)]
    }
    var position = generator.uniform(below: total)
    for schema in schemas {
      if position < schema.count { return schema[position] }
      position -= schema.count
    }
    preconditionFailure("\(total) expressions are not the schemas'")
  }

  private func candidate(_ expression: Expression, besides taken: Set<ClassKey>) -> Candidate? {
    let outputs = expression.probed
    guard outputs.isFinite, !taken.contains(outputs.key) else { return nil }
    return Candidate(
      key: outputs.key, form: expression.simplified().description,
      representative: expression.description)
  }
}
