import Datasets
import Foundation
import Networks
import Spelling

/// A network as a study file or a flag writes it: a name of the catalogue, or a file's path.
struct NetworkName {
  let text: String
  /// The folder that a relative path starts from; nil for the current one.
  var folder: String?

  /// Plans are texts of a few lines.
  private static let sizeLimit = 1 << 20

  /// Reads or makes the plan for images of a data set.
  func plan(for dataset: Dataset) throws -> NetworkPlan {
    try plan(input: dataset.shape, classCount: dataset.classCount)
  }

  /// Reads the plan of a file, or makes a built-in one for images of a shape and some classes.
  func plan(input: ImageShape, classCount: Int) throws -> NetworkPlan {
    if NetworkPlan.names.contains(text) {
      return try NetworkPlan.named(text, input: input, classCount: classCount)
    }
    let path = text.hasPrefix("/") ? text : (folder.map { $0 + "/" } ?? "") + text
    guard text.contains("/") || text.contains(".") || FileManager.default.fileExists(atPath: path)
    else {
      throw Failure(
        "network refused: unknown name \(quoted(text))"
          + suggestion(for: text, among: NetworkPlan.names)
          + "; expected \(NetworkPlan.names.joined(separator: ", ")) or a file")
    }
    let plan = try TextFile.read(path, as: "network", limit: Self.sizeLimit)
    do {
      return try NetworkPlan(file: plan)
    } catch {
      throw Failure("\(path): \(error)")
    }
  }
}
