import Activations
import ArgumentParser
import Storage

/// `hillock space`: how many functions some schemas make up.
struct Space: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Counts the expressions, classes and finite classes of a space.",
    discussion: """
      A schema is an expression with placeholders, such as 'binary(unary(x),unary(x))'. The total \
      counts the union of all schemas, baselines included.
      """)

  @Argument(help: "Schemas.")
  var schemas: [String]

  @Option(help: "The operators: \(OperatorSet.all.map(\.name).joined(separator: ", ")).")
  var operators = OperatorSet.aquasurf27.name

  @Option(help: "When two expressions are the same function: identity or float32.")
  var rule = ClassTable.Rule.identity

  @Flag(help: "Print every class.")
  var list = false

  @Flag(inversion: .prefixedNo, help: "Count the functions that a search starts with.")
  var baselines = true

  @OptionGroup var output: FormatOption

  func run() throws {
    let format = try output.resolved()
    let file = try ClassTableFile(
      ClassTableFile.Source(
        schemas: try schemas.map { try Schema($0) }, operators: try OperatorSet.named(operators),
        extras: baselines ? Baselines.all : [], rule: rule),
      folder: Environment.current.cacheFolder(nil), checksOutputs: false)
    for note in file.notes { Console.note(note) }
    let table = file.table
    try Console.print(SpaceReport(table: table, listsClasses: list).text(format))
  }
}

extension ClassTable.Rule: ExpressibleByArgument {}
