import Orders
import Searching
import Studies
import Synchronization
import Tensors

/// Asks the policy, on a compute thread, so that a fit never delays a message; a policy that needs
/// no fit answers at once.
///
/// The policy is made for the first request: by then every spectrum that there will be is in the
/// ledger's file.
final class Proposer: Sendable {
  /// Makes a policy from spectra; gives up when its second argument says so.
  typealias Making =
    @Sendable ([ClassSpectrum], @escaping @Sendable () -> Bool) throws -> any Policy

  private let make: Making
  private let readSpectra: @Sendable () throws -> [ClassSpectrum]
  /// How long a policy goes on when more than one proposal is wanted.
  private let patience: Duration
  private let policy = Mutex<(any Policy)?>(nil)
  private let isOver = Atomic(false)

  init(
    making make: @escaping Making,
    from readSpectra: @escaping @Sendable () throws -> [ClassSpectrum],
    patience: Duration = .milliseconds(2)
  ) {
    self.make = make
    self.readSpectra = readSpectra
    self.patience = patience
  }

  /// The policy's answers to an inquiry, as the ledger wants them; inquiries come one at a time.
  ///
  /// A policy that takes its time answers with one: workers wait for it, and newer results come.
  ///
  /// - Parameters:
  ///   - inquiry: for the first of them.
  ///   - count: how many are wanted.
  /// - Returns: at least one, unless nothing new is left.
  /// - Throws: what keeps the spectra from being read, or the policy from being made.
  func answer(_ inquiry: Inquiry, count: Int) async throws -> [Proposal] {
    try await onComputeThread(name: "policy") {
      self.proposals(of: try self.made(), for: inquiry, count: count)
    }
  }

  /// The answers of a policy that has them at once; nil of any other, and while it is not made.
  func answerAtOnce(_ inquiry: Inquiry, count: Int) -> [Proposal]? {
    guard let policy = policy.withLock({ $0 }), policy.choosesAtOnce else { return nil }
    return proposals(of: policy, for: inquiry, count: count)
  }

  private func proposals(
    of policy: any Policy, for first: Inquiry, count: Int
  ) -> [Proposal] {
    let end = ContinuousClock.now + patience
    var inquiry = first
    var proposals: [Proposal] = []
    repeat {
      guard let choice = policy.choose(inquiry) else { break }
      proposals.append(
        Proposal(
          number: inquiry.number, candidate: choice.candidate, basis: inquiry.basis,
          prediction: choice.prediction, uncertainty: choice.uncertainty, reason: choice.reason))
      inquiry.take(choice.candidate.key)
    } while proposals.count < count && ContinuousClock.now < end
    return proposals
  }

  /// Gives up what is being made, as nobody waits for it any more.
  func stop() { isOver.store(true, ordering: .relaxed) }

  private func made() throws -> any Policy {
    if let policy = policy.withLock({ $0 }) { return policy }
    let made = try make(try readSpectra()) { self.isOver.load(ordering: .relaxed) }
    policy.withLock { $0 = made }
    return made
  }
}
