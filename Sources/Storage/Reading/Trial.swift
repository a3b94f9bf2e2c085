import Activations
import Orders
import Studies

/// One evaluation of a study as people look at it: an order with what came of it.
public struct Trial: Hashable, Sendable {
  /// The order with its candidate, purpose, state and failures.
  public let order: OrderRecord
  /// Who settled it, or who holds it now.
  public let worker: String?
  /// Milliseconds since 1970; nil when it has not begun, or when a restart lost it.
  public let startedAt: Int64?
  /// When its result was reported; milliseconds since 1970.
  public let finishedAt: Int64?
  /// Where its result comes from.
  public let provenance: Provenance?

  /// What became of it, once it is settled.
  public var outcome: Outcome? {
    if case .settled(let result) = order.state { result.outcome } else { nil }
  }

  /// What it measured, once it is completed.
  public var metrics: Metrics? {
    outcome?.metrics
  }

  /// One word: waiting, running, completed, infeasible or quarantined.
  public var state: String {
    switch order.state {
    case .waiting: "waiting"
    case .leased: "running"
    case .quarantined: "quarantined"
    case .settled(let result): result.outcome.state
    }
  }

  /// The attempt that settled it, or the latest; 0 when there was none.
  public var attempt: Int {
    if case .settled(let result) = order.state { result.attempt } else { order.attempts }
  }

  /// Why it is not completed, where there is a reason; a number that is not finite counts as one.
  public var reason: String? {
    switch order.state {
    case .waiting, .leased: nil
    case .quarantined: order.failures.last?.reason ?? "lost with its workers"
    case .settled(let result): result.outcome.reason
    }
  }

  /// A record for scripts: every key is always there, null where it means nothing; but `learned` only
  /// where the function has parameters.
  public var json: JSON {
    var proposal: Proposal?
    var confirmationSeed: Int?
    switch order.purpose {
    case .spectrum: break
    case .search(let made): proposal = made
    case .confirmation(let seed): confirmationSeed = seed
    }
    let metrics = metrics
    let json: JSON = [
      "order": .whole(order.id),
      "purpose": .text(order.purpose.name.rawValue),
      "function": .text(orNull: order.candidate?.form),
      "candidate": .text(orNull: order.candidate?.key.description),
      "representative": .text(orNull: order.candidate?.representative),
      "class": order.candidate.map { .whole($0.index) } ?? .null,
      // Up to 64 bits: as text it survives readers whose numbers have 53.
      "seed": .text(String(order.evaluation.seed)),
      "fidelity": .whole(order.evaluation.fidelity),
      "state": .text(state),
      "trainLoss": .number(orNull: metrics?.trainLoss),
      "trainAccuracy": .number(orNull: metrics?.trainAccuracy),
      "validationLoss": .number(orNull: metrics?.validationLoss),
      "validationAccuracy": .number(orNull: metrics?.validationAccuracy),
      "testLoss": .number(orNull: metrics?.test?.loss),
      "testAccuracy": .number(orNull: metrics?.test?.accuracy),
      "reason": .text(orNull: reason),
      "worker": .text(orNull: worker),
      "attempt": .whole(attempt),
      "startedAt": startedAt.map { .whole($0) } ?? .null,
      "finishedAt": finishedAt.map { .whole($0) } ?? .null,
      "seconds": .number(orNull: provenance?.seconds),
      "proposal": proposal.map { .whole($0.number) } ?? .null,
      "basis": proposal.map { .whole($0.basis) } ?? .null,
      "prediction": .number(orNull: proposal?.prediction),
      "uncertainty": .number(orNull: proposal?.uncertainty),
      "proposalReason": .text(orNull: proposal?.reason),
      "confirmationSeed": confirmationSeed.map { .whole($0) } ?? .null,
      "failures": .list(
        order.failures.map {
          [
            "worker": .text($0.worker), "attempt": .whole($0.attempt), "reason": .text($0.reason),
          ]
        }),
      "losses": .whole(order.losses),
    ]
    guard let learned = metrics?.learned, !learned.isEmpty, case .object(let members) = json else {
      return json
    }
    return .object(members + [.init("learned", .list(learned.map(\.json)))])
  }
}
