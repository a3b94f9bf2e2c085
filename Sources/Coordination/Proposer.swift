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
  /// The candidates by class index.
  private let candidates: [Candidate]
  /// How long a policy goes on when more than one proposal is wanted.
  private let patience: Duration
  private let policy = Mutex<(any Policy)?>(nil)
  private let isOver = Atomic(false)

  init(
    making make: @escaping Making,
    from readSpectra: @escaping @Sendable () throws -> [ClassSpectrum], candidates: [Candidate],
    patience: Duration = .milliseconds(2)
  ) {
    self.make = make
    self.readSpectra = readSpectra
    self.patience = patience
    self.candidates = candidates
  }

  /// The policy's answers to a request, as the ledger wants them; requests come one at a time.
  ///
  /// A policy that takes its time answers with one: workers wait for it, and newer results come.
  ///
  /// - Parameters:
  ///   - request: for the first of them.
  ///   - count: how many are wanted.
  /// - Returns: at least one, unless nothing new is left.
  /// - Throws: what keeps the spectra from being read, or the policy from being made.
  func answer(_ request: ProposalRequest, count: Int) async throws -> [Proposal] {
    try await onComputeThread(name: "policy") {
      self.proposals(of: try self.made(), for: request, count: count)
    }
  }

  /// The answers of a policy that has them at once; nil of any other, and while it is not made.
  func answerAtOnce(_ request: ProposalRequest, count: Int) -> [Proposal]? {
    guard let policy = policy.withLock({ $0 }), policy.choosesAtOnce else { return nil }
    return proposals(of: policy, for: request, count: count)
  }

  private func proposals(
    of policy: any Policy, for request: ProposalRequest, count: Int
  ) -> [Proposal] {
    let end = ContinuousClock.now + patience
    var inquiry = Inquiry(request)
    var proposals: [Proposal] = []
    repeat {
      guard let choice = policy.choose(inquiry) else { break }
      proposals.append(
        Proposal(
          number: inquiry.number, candidate: candidates[choice.candidate], basis: inquiry.basis,
          prediction: choice.prediction, uncertainty: choice.uncertainty, reason: choice.reason))
      inquiry.take(choice.candidate)
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

extension Inquiry {
  /// What the ledger lets a policy know.
  public init(_ request: ProposalRequest) {
    self.init(
      number: request.number, basis: request.basis,
      observations: request.observations.map {
        Inquiry.Observation(candidate: $0.candidate, accuracy: $0.accuracy)
      },
      taken: request.taken, running: request.running)
  }
}
