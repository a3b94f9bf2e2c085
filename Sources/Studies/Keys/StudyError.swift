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
