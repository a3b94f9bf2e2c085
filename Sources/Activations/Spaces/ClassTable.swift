/// The equivalence classes of a space, with the outputs of each on the probe.
///
/// Classes are computed once, by whoever owns a study, and recorded: another maths library may round
/// an output differently and split or join a few classes.
public struct ClassTable: Sendable {
  /// When two expressions are the same function.
  public enum Rule: String, CaseIterable, Hashable, Sendable {
    /// Evaluated in Double on the Double probe, each output rounded once to Float.
    case identity
    /// Evaluated in Float, operator by operator, on the probe rounded to Float: the published rule,
    /// whose counts depend on the kernels.
    case float32
  }

  /// What a schema alone contains.
  public struct SchemaCount: Hashable, Sendable {
    public let schema: Schema
    public let expressionCount: Int
    public let classCount: Int
    public let finiteClassCount: Int
  }

  /// The most expressions that a table holds.
  public static let expressionLimit = 4_000_000

  public let rule: Rule
  /// By first appearance: schema after schema in the order of enumeration, then the extras.
  public let classes: [EquivalenceClass]
  public let schemas: [SchemaCount]
  /// Different expressions in all, extras included.
  public let expressionCount: Int
  private let outputs: [Float]  // 1,000 a class
  private let indices: [ClassKey: Int]

  /// Enumerates and classes the union of some schemas and some further expressions.
  ///
  /// - Throws: `spaceTooLarge` for more than `expressionLimit` expressions.
  public init(
    schemas: [Schema], operators: OperatorSet = .aquasurf27, including extras: [Expression] = [],
    rule: Rule = .identity
  ) throws(ExpressionError) {
    let spaces = schemas.map { $0.expressions(over: operators) }
    let total = spaces.reduce(extras.count) { sum, space in
      let (total, overflow) = sum.addingReportingOverflow(space.count)
      return overflow ? .max : total
    }
    guard total <= ClassTable.expressionLimit else {
      throw .spaceTooLarge(expressions: total, limit: ClassTable.expressionLimit)
    }
    var builder = ClassTableBuilder(rule: rule)
    var counts: [SchemaCount] = []
    for (index, schema) in schemas.enumerated() {
      var found: Set<Int> = []
      let earlier = schemas[..<index]
      for expression in spaces[index] {
        let isNew = !earlier.contains { $0.contains(expression, over: operators) }
        found.insert(builder.add(expression, isNew: isNew))
      }
      counts.append(
        SchemaCount(
          schema: schema, expressionCount: spaces[index].count, classCount: found.count,
          finiteClassCount: found.count { builder.isFinite($0) }))
    }
    for (index, extra) in extras.enumerated() {
      let isNew =
        !extras[..<index].contains(extra)
        && !schemas.contains { $0.contains(extra, over: operators) }
      _ = builder.add(extra, isNew: isNew)
    }
    self.rule = rule
    self.schemas = counts
    expressionCount = builder.expressionCount
    indices = builder.indices
    outputs = builder.outputs
    classes = builder.classes()
  }

  /// How many classes have only finite outputs.
  public var finiteClassCount: Int { classes.count { $0.isFinite } }

  /// The canonical outputs of a class: one for each of the 1,000 samples of the probe, zeros
  /// positive, NaN and infinities included.
  public func outputs(of index: Int) -> [Float] {
    precondition(classes.indices.contains(index), "class \(index) of \(classes.count)")
    return Array(outputs[index * Probe.count..<(index + 1) * Probe.count])
  }

  /// The index of the class that an expression belongs to, whether or not it was enumerated; nil
  /// where the table has no such class.
  public func `class`(of expression: Expression) -> Int? {
    var probe = ProbeOutputs(rule: rule)
    return indices[probe.outputs(of: expression).key]
  }
}
