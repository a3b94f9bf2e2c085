import Foundation
import Glibc

/// A fault that a test plants in an evaluator, for the order of one expression.
///
/// A test hook: the environment variable `HILLOCK_FAULT` holds faults such as `abort:relu(x)`,
/// separated by semicolons. Without it nothing of this ever happens.
struct PlantedFault: Hashable, Sendable {
  enum Kind: String, Sendable {
    /// The process aborts.
    case abort
    /// The evaluation stands still and gives no sign of life.
    case hang
    /// The evaluation takes memory, a little more than its order allows, and keeps it.
    case grow
  }

  static let variable = "HILLOCK_FAULT"

  let kind: Kind
  /// The text of the order's expression.
  let expression: String

  /// The faults that a text names; parts that name none are ignored.
  static func faults(in text: String) -> [PlantedFault] {
    text.split(separator: ";").compactMap { part in
      let words = part.split(separator: ":", maxSplits: 1).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      guard words.count == 2, let kind = Kind(rawValue: words[0]) else { return nil }
      return PlantedFault(kind: kind, expression: words[1])
    }
  }

  /// Lets the fault happen; does not return.
  ///
  /// - Parameters:
  ///   - memory: the order's limit in MiB.
  ///   - live: gives a sign of life.
  func happen(memory: Int, live: () -> Void) {
    switch kind {
    case .abort: abort()
    case .hang: while true { Thread.sleep(forTimeInterval: 60) }
    case .grow:
      var taken: [[UInt8]] = []
      while true {
        if taken.count < memory / 16 + 4 {
          taken.append(
            [UInt8](repeating: UInt8(truncatingIfNeeded: taken.count + 1), count: 16 << 20))
        }
        live()
        Thread.sleep(forTimeInterval: 0.05)
      }
    }
  }
}
