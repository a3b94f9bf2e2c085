import Foundation
import Processors

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
  public let classes: EquivalenceClasses
  public let schemas: [SchemaCount]
  /// Different expressions in all, extras included.
  public let expressionCount: Int
  private let outputs: any OutputStore

  init(
    rule: Rule, classes: EquivalenceClasses, schemas: [SchemaCount], expressionCount: Int,
    outputs: any OutputStore
  ) {
    self.rule = rule
    self.classes = classes
    self.schemas = schemas
    self.expressionCount = expressionCount
    self.outputs = outputs
  }

  /// Enumerates and classes the union of some schemas and some further expressions.
  ///
  /// The table is the same whatever the number of threads.
  ///
  /// - Throws: `spaceTooLarge` for more than `expressionLimit` expressions.
  public init(
    schemas: [Schema], operators: OperatorSet = .aquasurf27, including extras: [Expression] = [],
    rule: Rule = .identity, threads: Int = ProcessInfo.processInfo.activeProcessorCount
  ) throws(ExpressionError) {
    precondition(threads > 0, "\(threads) threads")
    try ClassTable.checkSize(schemas: schemas, operators: operators, including: extras)
    let space = NumberedSpace(schemas, over: operators, extras: extras, rule: rule)
    let found = ClassFinder.find(space.evaluations, rows: space.graph.rows, threads: threads)
    let members = ClassMembers.sorted(
      space, classes: found.classes, count: found.keys.count, threads: threads
    ) {
      ClassTable.isNew($0, $1, in: space, schemas, operators, extras)
    }
    let (representatives, forms) = ClassTable.names(members, found, space, threads: threads)
    self.rule = rule
    self.schemas = schemas.indices.map { index in
      let present = Set(space.numbers(of: index).map { found.classes[Int(space.sources[$0])] })
      return SchemaCount(
        schema: schemas[index], expressionCount: space.numbers(of: index).count,
        classCount: present.count, finiteClassCount: present.count { found.isFinite[Int($0)] })
    }
    expressionCount = members.expressionCount
    outputs = OutputRows.Written(rows: found.outputs, count: found.keys.count)
    classes = EquivalenceClasses(
      keys: found.keys, isFinite: found.isFinite, memberCounts: members.memberCounts,
      representatives: representatives, forms: forms)
  }

  /// How many expressions a table would enumerate.
  ///
  /// - Throws: `spaceTooLarge` for more than `expressionLimit` expressions.
  @discardableResult
  public static func checkSize(
    schemas: [Schema], operators: OperatorSet, including extras: [Expression]
  ) throws(ExpressionError) -> Int {
    let total = schemas.reduce(extras.count) { sum, schema in
      let (total, overflow) = sum.addingReportingOverflow(
        schema.expressions(over: operators).count)
      return overflow ? .max : total
    }
    guard total <= expressionLimit else {
      throw .spaceTooLarge(expressions: total, limit: expressionLimit)
    }
    return total
  }

  /// How many classes have only finite outputs.
  public var finiteClassCount: Int { classes.finiteCount }

  /// The canonical outputs of a class: one for each of the 1,000 samples of the probe, zeros
  /// positive, NaN and infinities included.
  public func outputs(of index: Int) -> [Float] {
    precondition(classes.indices.contains(index), "class \(index) of \(classes.count)")
    return outputs.withOutputs { outputs in
      (index * Probe.count..<(index + 1) * Probe.count).map { outputs[$0] }
    }
  }

  /// Lends the outputs of all classes, one after the other, as they lie in memory.
  public func withOutputs<R, Failure: Error>(
    _ body: (Span<Float>) throws(Failure) -> R
  ) throws(Failure) -> R {
    try outputs.withOutputs(body)
  }

  /// The index of the class that an expression belongs to, whether or not it was enumerated; nil
  /// where the table has no such class.
  public func `class`(of expression: Expression) -> Int? {
    classes.index(of: ExpressionGraph.outputs(of: expression, rule: rule).key)
  }

  /// Whether an expression was not met under an earlier schema, or as an earlier extra.
  private static func isNew(
    _ number: Int, _ call: ExpressionGraph.Call, in space: NumberedSpace, _ schemas: [Schema],
    _ operators: OperatorSet, _ extras: [Expression]
  ) -> Bool {
    let extra = number - space.extraNumbers.lowerBound
    if extra >= 0 {
      return !extras[..<extra].contains(extras[extra])
        && !schemas.contains { $0.contains(extras[extra], over: operators) }
    }
    guard let index = schemas.indices.first(where: { space.numbers(of: $0).contains(number) })
    else { return true }
    let rivals = schemas[..<index].filter { $0.overlaps(schemas[index], over: operators) }
    guard !rivals.isEmpty else { return true }
    let expression = space.graph.expression(call)
    return !rivals.contains { $0.contains(expression, over: operators) }
  }

  /// The names of all classes.
  private static func names(
    _ members: ClassMembers, _ found: ClassFinder.Found, _ space: NumberedSpace, threads: Int
  ) -> (representatives: PackedExpressions, forms: PackedExpressions) {
    let chooser = FormChooser(space.graph)
    let count = found.keys.count
    let partSize = 1024
    let parts = inParts((count + partSize - 1) / partSize, threads: threads) { part in
      var scratch = ProbeRows.Scratch()
      var representatives = PackedExpressions()
      var forms = PackedExpressions()
      for index in part * partSize..<min((part + 1) * partSize, count) {
        representatives.append(
          space.graph.expression(space.call(members.representatives[index])))
        forms.append(
          chooser.form(among: members.forms(of: index), key: found.keys[index], &scratch))
      }
      return (representatives, forms)
    }
    var representatives = PackedExpressions()
    var forms = PackedExpressions()
    for part in parts {
      representatives.append(part.0)
      forms.append(part.1)
    }
    return (representatives, forms)
  }
}

/// Where the outputs of a table's classes lie: in memory or in a mapped file.
public protocol OutputStore: Sendable {
  /// Lends the outputs of all classes, one row of `Probe.count` after the other.
  func withOutputs<R, Failure: Error>(
    _ body: (Span<Float>) throws(Failure) -> R
  ) throws(Failure) -> R
}
