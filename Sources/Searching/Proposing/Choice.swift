/// The candidate that a policy wants to see evaluated next.
public struct Choice: Hashable, Sendable {
  /// The class's index in the space.
  public let candidate: Int
  /// The validation accuracy expected of it, where the policy has a model.
  public let prediction: Double?
  /// How far the results behind the prediction spread (their standard deviation around it).
  public let uncertainty: Double?
  /// Why this one, in words for people.
  public let reason: String

  public init(
    candidate: Int, prediction: Double? = nil, uncertainty: Double? = nil, reason: String
  ) {
    self.candidate = candidate
    self.prediction = prediction
    self.uncertainty = uncertainty
    self.reason = reason
  }
}
