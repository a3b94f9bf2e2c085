import Activations
import ArgumentParser
import Datasets
import Networks

/// What `train` and `spectrum` look at: a function in a network, and the images for it.
struct SubjectOptions: ParsableArguments {
  @Argument(help: "The function, such as 'mul(x,sigmoid(x))'; - reads it from standard input.")
  var expression: String

  @Option(help: "A network (\(NetworkPlan.names.joined(separator: ", "))) or a network file.")
  var network = "cnn-small"

  @Option(help: "A data set: \(DatasetCatalogue.names.joined(separator: ", ")).")
  var dataset = "fashion-mnist"

  /// Finds all three, and warns of images that are not kept.
  func resolved(
    _ folders: FolderOptions
  ) throws -> (function: ActivationFunction, plan: NetworkPlan, images: Dataset) {
    let function = try ExpressionArgument.read(expression)
    let images = try DatasetCatalogue.open(dataset, folder: folders.data, cache: folders.cache)
    folders.warn(of: images)
    return (
      ActivationFunction(function), try NetworkName(text: network).plan(for: images), images
    )
  }
}

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
