/// The results of every class of a space, evaluated once and for all.
public struct RecordedTable: Hashable, Sendable {
  /// The latest version of the files that is read.
  public static let version = 1

  /// The accuracy of guessing.
  public let chance: Double
  /// By their index, each once.
  public let classes: [RecordedClass]

  public init(chance: Double, classes: [RecordedClass]) {
    self.chance = chance
    self.classes = classes.sorted { $0.index < $1.index }
  }
}
