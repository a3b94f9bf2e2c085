/// What a policy thinks of one class, and what of the results so far it takes that from.
public struct Explanation: Hashable, Sendable {
  /// How many neighbours are named.
  public static let neighbourLimit = 8

  /// An evaluated class near the explained one.
  public struct Neighbour: Hashable, Sendable {
    /// The class's index in the space.
    public let candidate: Int
    /// How far away it is, in the surrogate's own unit.
    public let distance: Double
    /// What it counts: its mean validation accuracy, chance level where it cannot be trained.
    public let accuracy: Double

    public init(candidate: Int, distance: Double, accuracy: Double) {
      self.candidate = candidate
      self.distance = distance
      self.accuracy = accuracy
    }
  }

  /// A point of the map.
  public struct Place: Hashable, Sendable {
    public let x: Double
    public let y: Double

    public init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// The accuracy expected of it from all results but its own; nil while there are too few.
  public var prediction: Double?
  /// The standard deviation of what the prediction is taken from.
  public var uncertainty: Double?
  /// Its place from 1 among the classes that may still be proposed, itself included.
  public var rank: Int?
  /// How many these are.
  public var ranked: Int?
  /// The nearest evaluated classes, nearest first.
  public var neighbours: [Neighbour]
  /// Where it lies on the map, where there is one.
  public var place: Place?

  public init(neighbours: [Neighbour], place: Place?) {
    self.neighbours = neighbours
    self.place = place
  }
}
