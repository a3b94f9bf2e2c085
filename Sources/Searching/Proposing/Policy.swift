import Activations
import Studies

/// Decides from the results so far what to evaluate next.
///
/// A choice is a function of the inquiry alone: the same inquiry has the same choice, bit for bit,
/// whatever was asked before. A policy may keep what it computed, but nobody must be able to tell.
public protocol Policy: Sendable {
  /// Whether a choice takes microseconds, however large space and history are, so that it may be
  /// made between two messages.
  var choosesAtOnce: Bool { get }

  /// The next candidate, one that was not taken before; nil when nothing new is left.
  func choose(_ inquiry: Inquiry) -> Choice?

  /// What it thinks of a class as things stand; nil where it has no opinion.
  func explain(_ candidate: ClassKey, _ inquiry: Inquiry) -> Explanation?
}

extension Policy {
  public var choosesAtOnce: Bool { false }

  public func explain(_ candidate: ClassKey, _ inquiry: Inquiry) -> Explanation? { nil }
}

/// The candidate that a policy wants to see evaluated next.
public struct Choice: Hashable, Sendable {
  public let candidate: Candidate
  /// What is expected of it, in the metric's unit, where the policy has a model.
  public let prediction: Double?
  /// How far the results behind the prediction spread (their standard deviation around it).
  public let uncertainty: Double?
  /// Why this one, in words for people.
  public let reason: String

  public init(
    candidate: Candidate, prediction: Double? = nil, uncertainty: Double? = nil, reason: String
  ) {
    self.candidate = candidate
    self.prediction = prediction
    self.uncertainty = uncertainty
    self.reason = reason
  }
}

/// What a policy thinks of one class, and what of the results so far it takes that from.
public struct Explanation: Hashable, Sendable {
  /// How many neighbours are named.
  public static let neighbourLimit = 8

  /// An evaluated class near the explained one.
  public struct Neighbour: Hashable, Sendable {
    public let candidate: Candidate
    /// How far away it is, in the surrogate's own unit.
    public let distance: Double
    /// What it counts: the mean of its results, guessing where it cannot be trained.
    public let value: Double

    public init(candidate: Candidate, distance: Double, value: Double) {
      self.candidate = candidate
      self.distance = distance
      self.value = value
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

  /// What is expected of it from all results but its own; nil while there are too few.
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
