import Activations

/// An expression on the command line, where `-` stands for standard input.
enum ExpressionArgument {
  /// Reads the expression.
  ///
  /// - Throws: what is wrong with the text, without quoting much of it.
  static func read(_ argument: String) throws -> Expression {
    guard argument == "-" else { return try Expression(argument) }
    // Longer texts are refused by their length, which is told up to here.
    let text = try TextFile.standardInput(as: "expression", limit: 16 << 20)
    return try Expression(text)
  }
}
