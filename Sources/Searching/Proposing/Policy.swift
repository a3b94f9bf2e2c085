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
  func explain(_ candidate: Int, _ inquiry: Inquiry) -> Explanation?
}

extension Policy {
  public var choosesAtOnce: Bool { false }

  public func explain(_ candidate: Int, _ inquiry: Inquiry) -> Explanation? { nil }
}
