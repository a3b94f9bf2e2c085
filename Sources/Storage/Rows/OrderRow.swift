import Activations
import GRDB
import JSON
import Orders
import Studies

/// An order's record as a row of `orders`; a settled order's outcome is its evaluation's.
enum OrderRow {
  /// The highest number of a study's orders, 0 when there are none.
  static func last(study: Int64, of database: Database) throws -> WorkOrder.ID {
    try WorkOrder.ID.fetchOne(
      database.cachedStatement(sql: "SELECT max(id) FROM orders WHERE study = ?"),
      arguments: [study]) ?? 0
  }

  /// Changes an order's row, of which only the state and what belongs to it ever changes.
  static func update(_ record: OrderRecord, study: Int64, to database: Database) throws {
    let state = StateColumns(record.state)
    try database.cachedStatement(
      sql: """
        UPDATE orders SET state = ?, worker = ?, incarnation = ?, settled = ?, attempts = ?,
          losses = ?, failures = ? WHERE study = ? AND id = ?
        """
    ).execute(arguments: [
      state.name, state.worker, state.incarnation, state.settled, record.attempts, record.losses,
      failures(record.failures), study, record.id,
    ])
  }

  /// Writes a new order's row.
  static func insert(_ record: OrderRecord, study: Int64, to database: Database) throws {
    let state = StateColumns(record.state)
    let purpose = PurposeColumns(record)
    try database.cachedStatement(
      sql: """
        INSERT INTO orders (study, id, purpose, kind, place, basis, prediction, uncertainty, special,
          reason, class, key, representative, form, seed, fidelity, state, worker, incarnation,
          settled, attempts, losses, failures)
          VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
        """
    ).execute(arguments: [
      study, record.id, purpose.name, record.kind.rawValue, purpose.place, purpose.basis,
      purpose.prediction,
      purpose.uncertainty, purpose.special, purpose.reason, record.candidate?.place,
      record.candidate?.key.description, record.candidate?.representative, record.candidate?.form,
      Int64(bitPattern: record.evaluation.seed), record.evaluation.fidelity, state.name,
      state.worker, state.incarnation, state.settled, record.attempts, record.losses,
      failures(record.failures),
    ])
  }

  /// The columns that `record(_:)` reads, in its order, of a file of some version.
  static func columns(_ version: Int) -> String {
    """
    orders.id, orders.class, orders.key, orders.representative, orders.form, orders.seed,
    orders.fidelity, orders.purpose, orders.place, orders.basis, orders.prediction,
    \(version >= Schema.versionWithSpectra ? "orders.uncertainty" : "NULL"), orders.special,
    orders.reason, \(kind(version)), orders.attempts, orders.losses, orders.failures,
    orders.state, orders.worker, orders.incarnation, orders.settled
    """
  }

  /// The kind of an order's work, which earlier versions told by its purpose.
  private static func kind(_ version: Int) -> String {
    version >= Schema.versionWithKinds
      ? "orders.kind" : "CASE orders.purpose WHEN 'spectrum' THEN 'spectrum' ELSE 'train' END"
  }

  /// Joins an order with the evaluation that settled it, if one did.
  static let join = """
    orders LEFT JOIN evaluations ON evaluations.study = orders.study
      AND evaluations."order" = orders.id AND evaluations.sequence = orders.settled
    """

  /// Reads `columns`, followed by `OutcomeColumns.columns` and the evaluation's attempt.
  static func record(_ row: inout ColumnReader) throws(StorageError) -> OrderRecord {
    let id: Int64 = try row.value()
    let candidate = try candidate(&row)
    let evaluation = EvaluationKey(
      candidate: candidate?.key, seed: try row.bits(), fidelity: try row.value())
    let purpose = try purpose(&row, of: candidate)
    let kind = try row.word(Work.Kind.self)
    let attempts: Int = try row.value()
    let losses: Int = try row.value()
    let failures = try failures(&row)
    return OrderRecord(
      id: id, purpose: purpose, kind: kind, candidate: candidate, evaluation: evaluation,
      state: try state(&row, of: kind), attempts: attempts, failures: failures,
      losses: losses)
  }

  /// Reads what an order is about; nil for work that is about no class.
  private static func candidate(_ row: inout ColumnReader) throws(StorageError) -> Candidate? {
    let place: Int? = try row.optional()
    let key = try row.optionalKey()
    let representative: String? = try row.optional()
    let form: String? = try row.optional()
    guard let key else { return nil }
    guard let representative, let form else { throw row.damage("NULL") }
    return Candidate(key: key, form: form, representative: representative, place: place)
  }

  private static func purpose(
    _ row: inout ColumnReader, of candidate: Candidate?
  ) throws(StorageError) -> OrderRecord.Purpose {
    let name = try row.word(OrderRecord.Purpose.Name.self)
    let place: Int = try row.value()
    let basis: Int64? = try row.optional()
    let prediction: Double? = try row.optional()
    let uncertainty: Double? = try row.optional()
    let special = SpecialNumbers(try row.optional())
    let reason: String? = try row.optional()
    switch name {
    case .spectrum: return .spectrum(place: place)
    case .confirmation: return .confirmation(seed: place)
    case .search:
      guard let basis, let reason, let candidate else { throw row.damage("NULL") }
      return .search(
        Proposal(
          number: place, candidate: candidate, basis: basis,
          prediction: special.value(prediction, "prediction"),
          uncertainty: special.value(uncertainty, "uncertainty"), reason: reason))
    }
  }

  private static func state(
    _ row: inout ColumnReader, of kind: Work.Kind
  ) throws(StorageError) -> OrderRecord.State {
    let name = try row.word(StateColumns.Name.self)
    let worker: String? = try row.optional()
    let incarnation: Int64? = try row.optional()
    let settled: Int64? = try row.optional()
    switch name {
    case .waiting: return .waiting
    case .quarantined: return .quarantined
    case .leased:
      guard let worker, let incarnation else { throw row.damage("NULL") }
      return .leased(worker: worker, incarnation: UInt64(bitPattern: incarnation))
    case .settled:
      guard let settled else { throw row.damage("NULL") }
      return .settled(
        OrderRecord.Result(
          outcome: try OutcomeColumns.outcome(&row, of: kind), attempt: try row.value(),
          sequence: settled))
    }
  }

  private static func failures(_ failures: [OrderRecord.Failure]) -> String {
    if failures.isEmpty { return "[]" }
    return JSON.list(failures.map(\.json)).description
  }

  private static func failures(
    _ row: inout ColumnReader
  ) throws(StorageError) -> [OrderRecord.Failure] {
    let text: String = try row.value()
    if text == "[]" { return [] }
    return try row.records(text, of: "failures", OrderRecord.Failure.init)
  }
}

/// The columns that an order's purpose fills.
private struct PurposeColumns {
  let name: String
  /// A proposal's number, the place of a confirmation's seed, or of a spectrum among all.
  let place: Int
  var basis: Int64?
  var prediction: Double?
  var uncertainty: Double?
  var special: String?
  var reason: String?

  init(_ record: OrderRecord) {
    precondition(
      record.evaluation.candidate == record.candidate?.key,
      "order \(record.id) evaluates \(String(describing: record.evaluation.candidate)); "
        + "expected \(String(describing: record.candidate?.key))")
    name = record.purpose.name.rawValue
    switch record.purpose {
    case .spectrum(let number): place = number
    case .confirmation(let seed): place = seed
    case .search(let proposal):
      precondition(
        proposal.candidate == record.candidate,
        "order \(record.id) proposes class \(proposal.candidate.key); "
          + "expected \(record.candidate.map { "\($0.key)" } ?? "none")")
      place = proposal.number
      basis = proposal.basis
      reason = proposal.reason
      var numbers = SpecialNumbers()
      prediction = numbers.stored(proposal.prediction, "prediction")
      uncertainty = numbers.stored(proposal.uncertainty, "uncertainty")
      special = numbers.text
    }
  }
}

/// The columns that an order's state fills.
private struct StateColumns {
  enum Name: String {
    case waiting
    case leased
    case settled
    case quarantined
  }

  let name: String
  var worker: String?
  var incarnation: Int64?
  var settled: Int64?

  init(_ state: OrderRecord.State) {
    switch state {
    case .waiting: name = Name.waiting.rawValue
    case .quarantined: name = Name.quarantined.rawValue
    case .leased(let worker, let incarnation):
      name = Name.leased.rawValue
      self.worker = worker
      self.incarnation = Int64(bitPattern: incarnation)
    case .settled(let result):
      name = Name.settled.rawValue
      settled = result.sequence
    }
  }
}
