import Activations
import Digests
import JSON
import Orders
import Randomness
import Storage
import Studies

/// Values that the tests of this target store.
enum Samples {
  static let yaml = """
    study: sample
    objective: {dataset: generated, network: mlp, epochs: 2, optimizer: {name: sgd, rate: 0.05}}
    space: {schemas: ["binary(unary(x),unary(x))"]}
    search: {policy: random, budget: 20, seed: 1}
    """

  static func study(
    _ change: (inout StudyRecord) -> Void = { _ in }
  ) throws -> StudyRecord {
    var record = StudyRecord(
      id: "6B1F0C0A-0000-4000-8000-000000000001", study: try Study(yaml: yaml), yaml: yaml,
      network: "input 8x8x1; dense 10",
      dataset: DatasetIdentity(name: "generated", digest: Digest.of("images")),
      classes: ClassTableIdentity(count: 2_791, digest: Digest.of("classes")), program: "0.1.0",
      time: 1_790_000_000_000)
    change(&record)
    return record
  }

  static func candidate(_ index: Int) -> Candidate {
    Candidate(
      key: ClassKey(high: .max - UInt64(index), low: UInt64(index)), form: "relu(x)",
      representative: "sub(relu(x),zero(x))", place: index)
  }

  static func metrics(_ accuracy: Double) -> Metrics {
    Metrics(
      trainLoss: 0.1 + 0.2, trainAccuracy: 1.0 / 3, validationLoss: .leastNonzeroMagnitude,
      validationAccuracy: accuracy)
  }

  static func provenance() -> Provenance {
    Provenance(
      program: "0.1.0", processor: "a processor", kernels: "Haswell",
      dataset: Digest.of("images"), seconds: 1.25,
      curve: [
        EpochRecord(
          epoch: 1, trainLoss: .infinity, trainAccuracy: 0.1, validationLoss: .nan,
          validationAccuracy: 0.1, seconds: 0.5)
      ])
  }

  static func search(
    _ id: WorkOrder.ID, class index: Int? = nil, state: OrderRecord.State = .waiting,
    attempts: Int = 0, prediction: Double? = nil
  ) -> OrderRecord {
    let candidate = candidate(index ?? Int(id))
    return OrderRecord(
      id: id,
      purpose: .search(
        Proposal(
          number: Int(id), candidate: candidate, basis: id - 1, prediction: prediction,
          reason: "drawn at random")),
      kind: .train, candidate: candidate,
      evaluation: EvaluationKey(candidate: candidate.key, seed: .max - 5, fidelity: 2),
      state: state, attempts: attempts)
  }

  static func entry(
    _ sequence: Int64, _ kind: JournalEntry.Kind = .reported, _ fields: JSON = [:]
  ) -> JournalEntry {
    JournalEntry(
      sequence: sequence, time: 1_790_000_000_000 + sequence, kind: kind, fields: fields)
  }

  /// What settles an order: its record, its evaluation and the journal's entry.
  static func settled(
    _ id: WorkOrder.ID, sequence: Int64, outcome: Outcome, worker: String = "box-1"
  ) -> [Change] {
    let result = OrderRecord.Result(outcome: outcome, attempt: 1, sequence: sequence)
    return [
      .order(search(id, state: .settled(result), attempts: 1, prediction: 0.5)),
      .evaluation(
        EvaluationRecord(
          order: id, attempt: 1, worker: worker, outcome: outcome, provenance: provenance(),
          startedAt: 1_790_000_000_000, finishedAt: 1_790_000_001_000, sequence: sequence)),
      .journal(entry(sequence, .reported, ["order": .whole(id), "worker": .text(worker)])),
    ]
  }
}
