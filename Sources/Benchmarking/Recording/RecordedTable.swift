/// The results of every class of a space, evaluated once and for all.
public struct RecordedTable: Hashable, Sendable {
  /// The version that is written, and the latest that is read.
  public static let version = 1

  /// How the table came about, as lines of a name and a text: program, command, data set.
  public struct Fact: Hashable, Sendable {
    public let name: String
    public let text: String

    public init(_ name: String, _ text: String) {
      self.name = name
      self.text = text
    }
  }

  public var facts: [Fact]
  /// The accuracy of guessing.
  public var chance: Double
  /// The evaluations' seeds, that of most classes first.
  public var seeds: [UInt64]
  /// By their index.
  public var classes: [RecordedClass]

  public init(facts: [Fact], chance: Double, seeds: [UInt64], classes: [RecordedClass]) {
    for one in classes {
      precondition(
        one.results.count == seeds.count,
        "class \(one.index) has \(one.results.count) results for \(seeds.count) seeds")
    }
    self.facts = facts
    self.chance = chance
    self.seeds = seeds
    self.classes = classes.sorted { $0.index < $1.index }
  }

  /// A fact by its name.
  public func fact(_ name: String) -> String? { facts.first { $0.name == name }?.text }
}
