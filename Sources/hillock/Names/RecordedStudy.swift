import Activations
import Datasets
import Digests
import JSON
import Networks
import Orders
import Reporting
import Searching
import Storage
import Studies
import Working

/// A study as its ledger tells it, with the policy that proposed in it made once more.
///
/// Neither study file nor data set is needed.
struct RecordedStudy {
  let study: Study
  let table: ClassTable
  let policy: any Policy
  let space: SearchedSpace
  /// What a function counts as that cannot be trained, in the metric's unit.
  let chance: Double
  let history: ProposalHistory
  let trials: [Trial]
  /// Why a class got no spectrum.
  let spectrumFailures: [ClassKey: String]
  /// The journal's last sequence.
  let sequence: Int64
  /// Orders whose function or result is not the one that the journal tells of, in words.
  let contradictions: [String]
  /// Whether spectra are still to come.
  let isFeaturising: Bool

  /// Reads a ledger, computes the space's classes, and makes the policy.
  ///
  /// - Parameters:
  ///   - reader: the ledger.
  ///   - path: its file's, for messages.
  /// - Throws: what keeps it from being read; a refusal where this program would number the
  ///   classes otherwise.
  init(_ reader: LedgerReader, path: String) throws {
    let record = try reader.begun()
    let study = record.study
    self.study = study
    let baselines = try study.space.baselines.map { try Expression($0) }
    let file = try ClassTableFile(
      ClassTableFile.Source(
        study.search.policy, try study.space.schemas.map { try Schema($0) },
        try OperatorSet.named(study.space.operators), baselines),
      folder: Environment.current.cacheFolder(nil), checksOutputs: true)
    for note in file.notes { Console.note(note) }
    let table = file.table
    self.table = table
    let identity = ClassTableIdentity(table)
    guard identity == record.classes else {
      throw Failure(
        .refused,
        "\(path): its space has \(record.classes); this program finds \(identity) "
          + "in it, so another version wrote the ledger")
    }
    space = try SearchedSpace(study, table: table, spectra: try reader.spectra())
    let metric = study.objective.metric
    chance = metric.infeasibleValue(
      classes: study.objective.rehearsal == nil
        ? try NetworkPlan(text: record.network).output.count : Rehearsal.classes)
    policy = try PolicyCatalogue.make(
      study.search, space: space, metric: metric, chance: chance, threads: availableCores())
    trials = try reader.trials()
    let status = try reader.status()
    sequence = status.sequence
    isFeaturising = status.standing.phase == .featurisation
    var failures: [ClassKey: String] = [:]
    for trial in try reader.spectrumTrials() {
      if let candidate = trial.order.candidate { failures[candidate.key] = trial.reason }
    }
    spectrumFailures = failures
    var quarantined: [WorkOrder.ID: Int64] = [:]
    var contradictions: [String] = []
    let orders = Dictionary(uniqueKeysWithValues: trials.map { ($0.order.id, $0) })
    var last: Int64 = 0
    while true {
      let entries = try reader.journal(since: last, limit: 10_000)
      for entry in entries {
        guard let number = entry.fields.number("order") else { continue }
        let id = WorkOrder.ID(number)
        if entry.kind == .quarantined { quarantined[id] = entry.sequence }
        if let contradiction = orders[id]?.contradiction(to: entry, by: study.objective.metric) {
          contradictions.append(contradiction)
        }
      }
      guard let end = entries.last?.sequence else { break }
      last = end
    }
    self.contradictions = contradictions
    history = ProposalHistory(
      orders: trials.map(\.order), quarantined: quarantined, inOrder: study.search.inOrder,
      metric: metric)
  }
}

extension RecordedStudy {
  /// The class of an expression; nil where the study's space has no such class.
  func candidate(of expression: Expression) -> Candidate? {
    switch space {
    case .table: table.class(of: expression).map(table.candidate)
    case .open:
      trials.lazy.compactMap(\.order.candidate).first { $0.key == expression.classKey }
        ?? table.candidate(of: expression)
    }
  }
}

extension Trial {
  /// What an entry about this order says otherwise; nil when nothing does.
  fileprivate func contradiction(to entry: JournalEntry, by metric: Metric) -> String? {
    guard entry.kind == .proposed || entry.kind == .reported else { return nil }
    let told = "journal entry \(entry.sequence) tells of"
    let form = order.candidate?.form
    if let function = entry.fields.text("function"), function != form {
      return "order \(order.id) is \(form ?? "no function's"); \(told) \(function)"
    }
    guard entry.kind == .reported else { return nil }
    func finite(_ metrics: Metrics?) -> Double? {
      metrics.flatMap(metric.value).flatMap { $0.isFinite ? $0 : nil }
    }
    let reported: Double?
    do {
      reported = finite(try ReportedResult(entry.fields).metrics)
    } catch {
      return "journal entry \(entry.sequence) is no result: \(error)"
    }
    let kept = finite(metrics)
    guard kept?.bitPattern != reported?.bitPattern else { return nil }
    return "order \(order.id) has \(metric.title) \(kept.map { "\($0)" } ?? "none"); \(told) "
      + (reported.map { "\($0)" } ?? "none")
  }
}

extension ClassTableIdentity {
  /// What a ledger remembers of a table.
  init(_ table: ClassTable) {
    var hash = SHA256()
    for (key, form) in zip(table.classes.keys, table.classes.formTexts) {
      hash.update("\(key) \(form)\n".utf8)
    }
    self.init(count: table.classes.count, digest: hash.finalized())
  }
}
