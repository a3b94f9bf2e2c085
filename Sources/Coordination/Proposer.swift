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

  /// The policy's answer to a request, as the ledger wants it; requests come one at a time.
  ///
  /// - Throws: what keeps the spectra from being read, or the policy from being made.
  func answer(_ request: ProposalRequest) async throws -> Proposal? {
    let inquiry = Inquiry(request)
    let choice = try await onComputeThread(name: "policy") { try self.made().choose(inquiry) }
    return choice.map {
      Proposal(
        number: request.number, candidate: candidates[$0.candidate], basis: request.basis,
        prediction: $0.prediction, uncertainty: $0.uncertainty, reason: $0.reason)
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
