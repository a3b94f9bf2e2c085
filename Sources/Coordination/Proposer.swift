import Orders
import Searching
import Studies
import Tensors
import Transport

/// Asks the policy, on a compute thread, so that a fit never delays a message.
struct Proposer: Sendable {
  let policy: any Policy
  /// The candidates by class index.
  let candidates: [Candidate]

  /// The policy's answer to a request, as the ledger wants it.
  func answer(_ request: ProposalRequest) async -> Proposal? {
    let inquiry = Inquiry(
      number: request.number, basis: request.basis,
      observations: request.observations.map {
        Inquiry.Observation(candidate: $0.candidate, accuracy: $0.accuracy)
      },
      taken: request.taken)
    let policy = policy
    let choice = await onComputeThread(name: "policy") { policy.choose(inquiry) }
    return choice.map {
      Proposal(
        number: request.number, candidate: candidates[$0.candidate], basis: request.basis,
        prediction: $0.prediction, reason: $0.reason)
    }
  }
}
