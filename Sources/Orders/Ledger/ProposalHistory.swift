import Activations
import Studies

/// What every proposal of a study could know when it was made, from what became of its orders.
///
/// The ledger's own account of the moment (`Ledger.askPolicy`) comes out again, so that a policy
/// can be asked once more and its answer compared.
public struct ProposalHistory: Sendable {
  private struct Entry {
    let proposal: Proposal
    let observation: Inquiry.Observation?
    /// The sequence from which on its order was no longer open; none while it is.
    let closed: Int64?
  }

  private let entries: [Entry]
  private let inOrder: Int?

  /// - Parameters:
  ///   - orders: all orders of the study; those of searches count.
  ///   - quarantined: the journal sequence of each order's quarantine.
  ///   - inOrder: the study's lag, where it has one.
  ///   - metric: what the study goes by.
  public init(
    orders: [OrderRecord], quarantined: [WorkOrder.ID: Int64], inOrder: Int?,
    metric: Metric = .validationAccuracy
  ) {
    self.inOrder = inOrder
    entries = orders.compactMap { order -> Entry? in
      guard case .search(let proposal) = order.purpose else { return nil }
      switch order.state {
      case .settled(let result):
        return Entry(
          proposal: proposal,
          observation: Inquiry.Observation(
            candidate: proposal.candidate, value: metric.value(of: result.outcome)),
          closed: result.sequence)
      case .quarantined:
        return Entry(proposal: proposal, observation: nil, closed: quarantined[order.id])
      case .waiting, .leased:
        return Entry(proposal: proposal, observation: nil, closed: nil)
      }
    }.sorted { $0.proposal.number < $1.proposal.number }
  }

  /// The proposals in the order of their numbers.
  public var proposals: [Proposal] { entries.map(\.proposal) }

  /// What a proposal could know.
  ///
  /// - Parameter index: its place among `proposals`.
  /// - Returns: the inquiry that it answered.
  public func inquiry(at index: Int) -> Inquiry {
    let proposal = entries[index].proposal
    return inquiry(
      number: proposal.number, basis: proposal.basis, earlier: entries[..<index])
  }

  /// What the next proposal could know, were it made now.
  ///
  /// - Parameter sequence: the journal's last one.
  /// - Returns: the inquiry that it would answer.
  public func next(at sequence: Int64) -> Inquiry {
    inquiry(number: entries.count + 1, basis: sequence, earlier: entries[...])
  }

  private func inquiry(
    number: Int, basis: Int64, earlier: ArraySlice<Entry>
  ) -> Inquiry {
    let taken = earlier.map(\.proposal.candidate.key)
    let isClosed: (Entry) -> Bool
    if let inOrder {
      isClosed = { $0.proposal.number <= number - inOrder }
    } else {
      isClosed = { $0.closed.map { $0 <= basis } ?? false }
    }
    return Inquiry(
      number: number, basis: basis,
      observations: earlier.filter(isClosed).compactMap(\.observation), taken: taken,
      running: earlier.filter { !isClosed($0) }.map(\.proposal.candidate.key))
  }
}
