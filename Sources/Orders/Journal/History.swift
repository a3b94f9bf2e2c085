/// The starts of a ledger's coordinators, as its journal tells them.
///
/// An incarnation is unlike that of every other start, starts on copies of the file included. So a
/// worker that names an incarnation shows whether the event that it knows is in this file, or in
/// another copy's future.
public struct History: Hashable, Sendable {
  /// A coordinator's start.
  public struct Start: Hashable, Sendable {
    public let incarnation: Int64
    /// The sequence of its own entry, the first that it wrote.
    public let sequence: Int64

    public init(incarnation: Int64, sequence: Int64) {
      self.incarnation = incarnation
      self.sequence = sequence
    }
  }

  /// In the order of their sequences.
  public private(set) var starts: [Start]

  public init(_ starts: [Start] = []) {
    self.starts = starts
  }

  mutating func append(_ start: Start) { starts.append(start) }

  /// The last sequence that an incarnation wrote here, or nil when it is none of this history.
  ///
  /// - Parameters:
  ///   - incarnation: whose.
  ///   - end: the journal's last sequence.
  /// - Returns: the sequence before the next incarnation's first, or the end.
  func last(of incarnation: Int64, end: Int64) -> Int64? {
    guard let place = starts.lastIndex(where: { $0.incarnation == incarnation }) else { return nil }
    return place + 1 < starts.count ? starts[place + 1].sequence - 1 : end
  }

  /// The last sequence of the starts before an incarnation, which may be none of this history; at
  /// most so much of what it tells of is here.
  func last(before incarnation: Int64) -> Int64 {
    let next = starts.first { $0.incarnation >= incarnation }
    return next.map { $0.sequence - 1 } ?? .max
  }
}
