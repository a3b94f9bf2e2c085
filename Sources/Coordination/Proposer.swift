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
  private let make: @Sendable ([ClassSpectrum]) throws -> any Policy
  private let reader: LedgerReader
  /// The candidates by class index.
  private let candidates: [Candidate]
  private let policy = Mutex<(any Policy)?>(nil)

  init(
    making make: @escaping @Sendable ([ClassSpectrum]) throws -> any Policy, reader: LedgerReader,
    candidates: [Candidate]
  ) {
    self.make = make
    self.reader = reader
    self.candidates = candidates
  }

  /// The policy's answer to a request, as the ledger wants it; requests come one at a time.
  ///
  /// - Throws: what keeps the spectra from being read, or the policy from being made.
  func answer(_ request: ProposalRequest) async throws -> Proposal? {
    let inquiry = Inquiry(
      number: request.number, basis: request.basis,
      observations: request.observations.map {
        Inquiry.Observation(candidate: $0.candidate, accuracy: $0.accuracy)
      },
      taken: request.taken, running: request.running)
    let choice = try await onComputeThread(name: "policy") { try self.made().choose(inquiry) }
    return choice.map {
      Proposal(
        number: request.number, candidate: candidates[$0.candidate], basis: request.basis,
        prediction: $0.prediction, uncertainty: $0.uncertainty, reason: $0.reason)
    }
  }

  private func made() throws -> any Policy {
    if let policy = policy.withLock({ $0 }) { return policy }
    let made = try make(try reader.spectra())
    policy.withLock { $0 = made }
    return made
  }
}
