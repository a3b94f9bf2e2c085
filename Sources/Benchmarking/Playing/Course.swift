/// What one search evaluated.
public struct Course: Hashable, Sendable {
  /// The classes, in the order of their evaluations.
  public let taken: [Int]
  /// The mean accuracy of each.
  public let accuracies: [Double]

  /// How many evaluations it took until one was as good as a threshold; nil where none was.
  func evaluations(until threshold: Double) -> Int? {
    accuracies.firstIndex { $0 >= threshold }.map { $0 + 1 }
  }

  /// The best accuracy after so many evaluations, from 1; the last best one after the end.
  func best(after evaluations: Int) -> Double {
    accuracies.prefix(evaluations).max() ?? 0
  }
}
