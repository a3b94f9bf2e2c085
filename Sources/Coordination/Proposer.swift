import Orders
import Searching
import Storage
import Studies
import Synchronization
import Tensors
import Transport

/// Asks the policy, on a compute thread, so that a fit never delays a message.
///
/// The policy is made for the first request: by then every spectrum that there will be is in the
/// ledger's file.
final class Proposer: Sendable {
  /// Makes a policy from spectra; gives up when its second argument says so.
  typealias Making =
    @Sendable ([ClassSpectrum], @escaping @Sendable () -> Bool) throws -> any Policy

  /// How long a policy goes on when more than one proposal is wanted.
  private static let patience = Duration.milliseconds(2)

  private let make: Making
  private let reader: LedgerReader
  /// The candidates by class index.
  private let candidates: [Candidate]
  private let policy = Mutex<(any Policy)?>(nil)
  private let isOver = Atomic(false)

  init(
    making make: @escaping Making, reader: LedgerReader, candidates: [Candidate]
  ) {
    self.make = make
    self.reader = reader
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
      let policy = try self.made()
      let end = ContinuousClock.now + Self.patience
      var inquiry = Inquiry(request)
      var proposals: [Proposal] = []
      repeat {
        guard let choice = policy.choose(inquiry) else { break }
        proposals.append(
          Proposal(
            number: inquiry.number, candidate: self.candidates[choice.candidate],
            basis: inquiry.basis, prediction: choice.prediction, uncertainty: choice.uncertainty,
            reason: choice.reason))
        inquiry.take(choice.candidate)
      } while proposals.count < count && ContinuousClock.now < end
      return proposals
    }
  }

  /// Gives up what is being made, as nobody waits for it any more.
  func stop() { isOver.store(true, ordering: .relaxed) }

  private func made() throws -> any Policy {
    if let policy = policy.withLock({ $0 }) { return policy }
    let made = try make(try reader.spectra()) { self.isOver.load(ordering: .relaxed) }
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
