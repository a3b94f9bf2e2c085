import Yams

/// Where the keys of a study file stand, for messages about values that only others can judge.
public struct StudyPlaces {
  private let root: Node?

  /// Reads a study file's structure; of one that is no YAML nothing is known.
  public init(yaml: String) {
    root = yaml.utf8.count <= Study.maximumSize ? try? compose(yaml: yaml) : nil
  }

  /// Where a value stands.
  ///
  /// - Parameters:
  ///   - key: its dotted keys, such as `space.schemas`.
  ///   - element: its place in a list, from 0; nil for the whole value.
  /// - Returns: line and column, both from 1; nil when the key is not in the file.
  public func place(of key: String, element: Int? = nil) -> (line: Int, column: Int)? {
    var node = root
    for word in key.split(separator: ".") {
      node = node?.mapping?.first { $0.key.string == String(word) }?.value
    }
    if let element, let sequence = node?.sequence, sequence.indices.contains(element) {
      node = sequence[element]
    }
    return node?.mark.map { ($0.line, $0.column) }
  }
}
