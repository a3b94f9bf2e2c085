import Activations

/// A function with its three names, as far as the default space knows them.
struct DescribedFunction {
  /// As it was written.
  let expression: Expression
  /// The shortest known expression of its class that stays finite.
  let form: Expression
  /// The published name of its class; nil where the default space has no such class.
  let representative: Expression?
  let key: ClassKey
  let summary: FunctionSummary

  /// The schema of the default space.
  static let defaultSchema = "binary(unary(x),unary(x))"

  init(_ expression: Expression) {
    self.expression = expression
    key = expression.classKey
    summary = FunctionSummary(expression)
    let table = Self.defaultTable
    if let index = table?.class(of: expression), let entry = table?.classes[index] {
      representative = entry.representative
      form = entry.form
    } else {
      representative = nil
      form = expression.simplified()
    }
  }

  private static let defaultTable = (try? Schema(defaultSchema)).flatMap {
    try? ClassTable(schemas: [$0], including: Baselines.all)
  }
}
