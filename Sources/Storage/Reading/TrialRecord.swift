import Activations
import JSON
import Orders
import Studies

/// What people and scripts are told of a trial, alike whether it was read from a ledger or came
/// from a coordinator.
public struct TrialRecord: Hashable, Sendable {
  public enum State: String, CaseIterable, Sendable {
    case waiting
    case running
    case completed
    case infeasible
    case quarantined
    /// The machinery broke; no order ends so.
    case failed
    /// It was stopped; no order ends so.
    case cancelled
  }

  /// What a policy said when it proposed the order.
  public struct Proposed: Hashable, Sendable {
    /// From 1.
    public let number: Int
    /// The journal entry up to which results were known.
    public let basis: Int64
    public let prediction: Double?
    public let uncertainty: Double?
    public let reason: String
  }

  public let order: WorkOrder.ID
  public let purpose: OrderRecord.Purpose.Name
  /// The function's form; nil, as the next three, for work that is about no function.
  public let function: String?
  public let candidate: ClassKey?
  public let representative: String?
  /// Its place in the study's table.
  public let place: Int?
  public let seed: UInt64
  public let fidelity: Int
  public let state: State
  /// What was measured, once it is completed; not a number where it was not finite.
  public let metrics: Metrics?
  public let reason: String?
  public let worker: String?
  /// The attempt that settled it, or the latest; 0 when there was none.
  public let attempt: Int
  /// Milliseconds since 1970.
  public let startedAt: Int64?
  public let finishedAt: Int64?
  public let seconds: Double?
  public let proposal: Proposed?
  /// Which of a confirmation's fresh seeds, from 0.
  public let confirmationSeed: Int?
  public let failures: [OrderRecord.Failure]
  /// How often it was lost with its worker.
  public let losses: Int
}

extension TrialRecord {
  public init(_ trial: Trial) {
    let order = trial.order
    var proposal: Proposed?
    var confirmationSeed: Int?
    switch order.purpose {
    case .spectrum: break
    case .confirmation(let seed): confirmationSeed = seed
    case .search(let made):
      proposal = Proposed(
        number: made.number, basis: made.basis, prediction: made.prediction,
        uncertainty: made.uncertainty, reason: made.reason)
    }
    self.order = order.id
    purpose = order.purpose.name
    function = order.candidate?.form
    candidate = order.candidate?.key
    representative = order.candidate?.representative
    place = order.candidate?.place
    seed = order.evaluation.seed
    fidelity = order.evaluation.fidelity
    state = trial.state
    metrics = trial.metrics
    reason = trial.reason
    worker = trial.worker
    attempt = trial.attempt
    startedAt = trial.startedAt
    finishedAt = trial.finishedAt
    seconds = trial.provenance?.seconds
    self.proposal = proposal
    self.confirmationSeed = confirmationSeed
    failures = order.failures
    losses = order.losses
  }

  /// The record for scripts: every key is always there, null where it means nothing.
  public var json: JSON {
    var members: [JSON.Member] = [
      .init("order", .whole(order)), .init("purpose", .text(purpose.rawValue)),
      .init("function", .text(orNull: function)),
      .init("candidate", .text(orNull: candidate?.description)),
      .init("representative", .text(orNull: representative)),
      .init("class", .whole(orNull: place)),
      // Up to 64 bits: as text it survives readers whose numbers have 53.
      .init("seed", .text(String(seed))), .init("fidelity", .whole(fidelity)),
      .init("state", .text(state.rawValue)),
    ]
    members += Metrics.members(metrics)
    members += [
      .init("reason", .text(orNull: reason)), .init("worker", .text(orNull: worker)),
      .init("attempt", .whole(attempt)),
      .init("startedAt", startedAt.map { .whole($0) } ?? .null),
      .init("finishedAt", finishedAt.map { .whole($0) } ?? .null),
      .init("seconds", .number(orNull: seconds)),
      .init("proposal", .whole(orNull: proposal?.number)),
      .init("basis", proposal.map { .whole($0.basis) } ?? .null),
      .init("prediction", .number(orNull: proposal?.prediction)),
      .init("uncertainty", .number(orNull: proposal?.uncertainty)),
      .init("proposalReason", .text(orNull: proposal?.reason)),
      .init("confirmationSeed", .whole(orNull: confirmationSeed)),
      .init("failures", .list(failures.map(\.json))), .init("losses", .whole(losses)),
    ]
    return .object(members)
  }

  /// Reads what `json` gave, which is how a coordinator's answer becomes values again.
  ///
  /// - Throws: the key that is missing or holds something else.
  public init(_ fields: JSONFields) throws(JSONFields.Damage) {
    order = try fields.whole("order")
    purpose = try fields.word("purpose")
    function = try fields.optional("function", JSONFields.text)
    let key = try fields.optional("candidate", JSONFields.text)
    candidate = key.flatMap { ClassKey(hexadecimal: $0) }
    guard (key == nil) == (candidate == nil) else {
      throw fields.damage("candidate", expected: "32 hexadecimal digits")
    }
    representative = try fields.optional("representative", JSONFields.text)
    place = try fields.optional("class", JSONFields.whole).map { Int($0) }
    guard let seed = UInt64(try fields.text("seed")) else {
      throw fields.damage("seed", expected: "a whole number of 64 bits as text")
    }
    self.seed = seed
    fidelity = try fields.whole("fidelity", in: 0...Int.max)
    state = try fields.word("state")
    metrics =
      state == .completed && purpose != .spectrum
      ? try Metrics(fields, withTest: purpose == .confirmation) : nil
    reason = try fields.optional("reason", JSONFields.text)
    worker = try fields.optional("worker", JSONFields.text)
    attempt = try fields.whole("attempt", in: 0...Int.max)
    startedAt = try fields.optional("startedAt", JSONFields.whole)
    finishedAt = try fields.optional("finishedAt", JSONFields.whole)
    seconds = try fields.optional("seconds", JSONFields.number)
    proposal = try fields.optional("proposal") { fields in
      { key throws(JSONFields.Damage) in
        Proposed(
          number: try fields.whole(key, in: 1...Int.max), basis: try fields.whole("basis"),
          prediction: try fields.optional("prediction", JSONFields.number),
          uncertainty: try fields.optional("uncertainty", JSONFields.number),
          reason: try fields.text("proposalReason"))
      }
    }
    confirmationSeed = try fields.optional("confirmationSeed", JSONFields.whole).map { Int($0) }
    var failures: [OrderRecord.Failure] = []
    for failure in try fields.records("failures") {
      failures.append(try OrderRecord.Failure(failure))
    }
    self.failures = failures
    losses = try fields.whole("losses", in: 0...Int.max)
  }

  /// Reads a list of records, as a coordinator answers it.
  public static func list(_ json: JSON) throws(JSONFields.Damage) -> [TrialRecord] {
    var records: [TrialRecord] = []
    for fields in try JSONFields.list(json, of: "trials") { records.append(try Self(fields)) }
    return records
  }
}

extension OrderRecord.Failure {
  /// The failure as rows and records hold it.
  var json: JSON {
    ["worker": .text(worker), "attempt": .whole(attempt), "reason": .text(reason)]
  }

  /// Reads what `json` gave.
  init(_ fields: JSONFields) throws(JSONFields.Damage) {
    self.init(
      worker: try fields.text("worker"),
      attempt: try fields.whole("attempt", in: 1...Int(Int32.max)),
      reason: try fields.text("reason"))
  }
}
