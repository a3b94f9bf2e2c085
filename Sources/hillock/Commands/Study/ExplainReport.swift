import Activations
import JSON
import Orders
import Reporting
import Searching
import Storage
import Studies
import Surrogates

/// What a study knows and expects of one function.
struct ExplainReport {
  let recorded: RecordedStudy
  let candidate: Candidate
  let inquiry: Inquiry
  let proposal: Proposal?
  /// Nil where the policy has no opinion.
  let explanation: Explanation?

  func text(_ format: Format) -> String {
    switch format {
    case .json: json.description + "\n"
    case .csv: neighbours.csv
    case .table: summary.text + (explanation == nil ? "" : "\n" + neighbours.text)
    }
  }

  private var entry: (form: String, representative: String, isFinite: Bool) {
    let isFinite =
      candidate.place.map { recorded.table.classes.isFinite[$0] }
      ?? (try? Expression(candidate.form))?.probed.isFinite ?? false
    return (candidate.form, candidate.representative, isFinite)
  }

  private var trials: [Trial] {
    recorded.trials.filter { $0.order.candidate?.key == candidate.key }
  }

  private var search: Trial? {
    trials.first { if case .search = $0.order.purpose { true } else { false } }
  }

  private var metric: Metric { recorded.study.objective.metric }

  /// The confirmation's mean on the test data, with the number of its runs.
  private var confirmed: (value: Double, runs: Int)? {
    // Those of other epochs were confirmed before the study was changed.
    let epochs = recorded.study.confirmationEpochs
    let tests = trials.filter { $0.order.evaluation.fidelity == epochs }
      .compactMap { $0.metrics.flatMap(metric.testValue) }
    return tests.isEmpty ? nil : (tests.reduce(0, +) / Double(tests.count), tests.count)
  }

  private var spectrum: String {
    guard recorded.study.search.features.contains(.spectrum) else { return "not used" }
    if recorded.space.table?.hasSpectrum(candidate.key) == true { return "known" }
    return recorded.spectrumFailures[candidate.key].map { "none: \($0)" } ?? "none was ordered"
  }

  private var summary: Table {
    var table = Table([.text(""), .text("")])
    func add(_ key: String, _ value: String?) {
      if let value { table.add([.text(key), .text(value)]) }
    }
    add("function", entry.form)
    add(
      "class",
      candidate.place.map { "\($0) of \(recorded.table.classes.count), \(entry.representative)" }
        ?? "in no table, \(entry.representative)")
    if !entry.isFinite { add("outputs", "not finite on all inputs: never proposed freely") }
    add("spectrum", spectrum)
    add("result", search.map(result) ?? "not evaluated")
    add(
      "confirmation",
      confirmed.map { "\(metric.testTitle) \($0.value.fixed(4)), mean of \($0.runs)" })
    if let proposal {
      add(
        "proposed",
        "number \(proposal.number), knowing the journal up to \(proposal.basis): \(proposal.reason)"
      )
      add("said then", expectation(proposal.prediction, proposal.uncertainty))
    }
    guard let explanation else {
      add("expected", "nothing: the policy has no opinion of it")
      return table
    }
    let results = inquiry.observations.count { $0.candidate.key != candidate.key }
    let isOwn = results < inquiry.observations.count ? ", its own left out" : ""
    let basis = "\(results) results up to journal \(inquiry.basis)\(isOwn)"
    add(
      "expected",
      expectation(explanation.prediction, explanation.uncertainty).map { "\($0) from \(basis)" }
        ?? "nothing yet from \(basis)")
    if let rank = explanation.rank, let ranked = explanation.ranked {
      let isOpen = search == nil
      add(
        "rank",
        isOpen
          ? "\(rank) of \(ranked) that may be proposed"
          : "would be \(rank) of \(ranked), were it still to be proposed")
    }
    let isProvisional = recorded.isFeaturising ? "; provisional, as spectra are still to come" : ""
    add(
      "place on the map",
      explanation.place.map { "\($0.x.fixed(3)), \($0.y.fixed(3))" + isProvisional })
    return table
  }

  private func result(_ trial: Trial) -> String {
    let value = trial.metrics.flatMap(metric.value).map { "\(metric.title) \($0.fixed(4))" }
    return value
      ?? [trial.state.rawValue, trial.reason].compactMap(\.self).joined(separator: ": ")
  }

  private func expectation(_ prediction: Double?, _ uncertainty: Double?) -> String? {
    prediction.map { value in
      value.fixed(4) + (uncertainty.map { " ± \($0.fixed(4))" } ?? "")
    }
  }

  private var neighbours: Table {
    var table = Table([
      .text("function", "nearest evaluated"), .number("distance"),
      .number("accuracy", "validation"),
    ])
    for one in explanation?.neighbours ?? [] {
      table.add([
        .text(one.candidate.form), .number(one.distance),
        .number(one.value),
      ])
    }
    return table
  }

  private var json: JSON {
    [
      "function": .text(entry.form),
      "candidate": .text(candidate.key.description),
      "representative": .text(entry.representative),
      "class": .whole(orNull: candidate.place), "finite": .flag(entry.isFinite),
      "spectrum": .text(spectrum),
      "state": .text(search?.state.rawValue ?? "not evaluated"),
      metric.key: .number(orNull: search?.metrics.flatMap(metric.value)),
      metric.testKey: .number(orNull: confirmed?.value),
      "proposal": proposal.map { .whole($0.number) } ?? .null,
      "basis": proposal.map { .whole($0.basis) } ?? .null,
      "reason": .text(orNull: proposal?.reason),
      "statedPrediction": .number(orNull: proposal?.prediction),
      "statedUncertainty": .number(orNull: proposal?.uncertainty),
      "results": .whole(inquiry.observations.count),
      "prediction": .number(orNull: explanation?.prediction),
      "uncertainty": .number(orNull: explanation?.uncertainty),
      "rank": explanation?.rank.map { .whole($0) } ?? .null,
      "ranked": explanation?.ranked.map { .whole($0) } ?? .null,
      "place": explanation?.place.map { ["x": .number($0.x), "y": .number($0.y)] } ?? .null,
      "neighbours": .list(
        (explanation?.neighbours ?? []).map { one in
          [
            "function": .text(one.candidate.form),
            "class": one.candidate.place.map { .whole($0) } ?? .null,
            "distance": .number(one.distance), "accuracy": .number(one.value),
          ]
        }),
    ]
  }
}

extension RecordedStudy {
  /// The map of the study; nil where it has none.
  ///
  /// - Parameters:
  ///   - candidate: the class that is ringed.
  ///   - inquiry: whose results are shown.
  /// - Returns: the map with all functions on it.
  func map(marking candidate: Candidate, inquiry: Inquiry) -> MapPlot? {
    guard let policy = policy as? SurrogatePolicy, let map = policy.predicted.map,
      let space = space.table
    else { return nil }
    let chance = study.objective.metric == .validationAccuracy ? 0 : chance
    var values: [ClassKey: Double] = [:]
    for one in inquiry.observations { values[one.candidate.key] = one.value ?? chance }
    let points = policy.predicted.members.enumerated().map { row, member in
      MapPlot.Point(
        x: Double(map.values[2 * row]), y: Double(map.values[2 * row + 1]),
        value: values[space.key(at: member)], name: space.form(at: member),
        isMarked: member == candidate.place)
    }
    return MapPlot(
      title: "\(study.name): \(candidate.form)", points: points,
      metric: study.objective.metric)
  }
}
