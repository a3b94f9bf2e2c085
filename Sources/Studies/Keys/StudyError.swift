import JSON
import Yams

/// What is wrong with a study file, and where.
public struct StudyError: Error, Equatable, CustomStringConvertible {
  /// From 1; 0 when the place is the whole file.
  public let line: Int
  public let column: Int
  public let reason: String

  public init(line: Int = 0, column: Int = 0, reason: String) {
    self.line = line
    self.column = column
    self.reason = reason
  }

  public var description: String {
    line > 0 ? "line \(line), column \(column): \(reason)" : reason
  }
}

/// What a setting may be, in the words of an error message: the same for study files and for flags.
public enum Expectation {
  /// What is expected of a whole number; an upper bound of `Int.max` stands for none.
  public static func whole(in range: ClosedRange<Int>) -> String {
    range.upperBound == .max
      ? "a whole number of at least \(range.lowerBound)"
      : "a whole number in \(range.lowerBound)...\(range.upperBound)"
  }

  /// What is expected of a number.
  public static func number(in range: ClosedRange<Double>) -> String {
    "a number in \(JSON.number(range.lowerBound))...\(JSON.number(range.upperBound))"
  }

  /// What is expected of a seed, which may need 64 bits.
  public static let seed = "a whole number in 0...\(UInt64.max)"
}

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
