import Activations
import JSON
import Studies

/// Before some searches, spectra are computed.
///
/// A study that was begun without them may ask for them later, or for more of them: it goes back
/// to this stage whenever one is missing, and proposes nothing until all have come.
extension Ledger {
  /// A function that is to have a spectrum, by its place in the study's list.
  struct Featurised {
    let place: Int
    let candidate: Candidate
  }

  /// The functions that are to have a spectrum and have no order of one.
  var missingSpectra: [Featurised] {
    guard let featurisation = terms.featurisation else { return [] }
    var issued: Set<ClassKey> = []
    for order in orders {
      if case .spectrum = order.purpose, let candidate = order.candidate {
        issued.insert(candidate.key)
      }
    }
    return featurisation.candidates.enumerated().compactMap { place, candidate in
      issued.insert(candidate.key).inserted
        ? Featurised(place: place, candidate: candidate) : nil
    }
  }

  /// Issues the orders of spectra that are missing.
  mutating func featurise(_ missing: [Featurised], at now: Moment) {
    guard let featurisation = terms.featurisation, !missing.isEmpty else { return }
    record(
      .featurisationStarted, at: now,
      ["functions": .whole(featurisation.candidates.count), "spectra": .whole(missing.count)])
    for one in missing {
      issue(
        .spectrum(place: one.place), .spectrum, one.candidate,
        EvaluationKey(
          candidate: one.candidate.key, seed: featurisation.work.recipe.seed, fidelity: 0), at: now)
    }
  }

  /// Goes on to the search once every spectrum has come, or has been given up.
  mutating func finishFeaturisation(at now: Moment) {
    guard standing.phase == .featurisation, tally[.spectrum].active == 0 else { return }
    standing.phase = .search
    store(.standing(standing))
    record(
      .featurisationFinished, at: now,
      [
        "completed": .whole(tally[.spectrum].completed),
        "infeasible": .whole(tally[.spectrum].infeasible),
        "quarantined": .whole(tally[.spectrum].quarantined),
      ])
  }

  /// What keeps a spectrum from being compared with the study's others, or nil: all of them have the
  /// same layers.
  func contradiction(in spectrum: Spectrum) -> String? {
    guard let layout = terms.featurisation?.layout, spectrum.layout != layout else { return nil }
    return "its spectrum has \(spectrum.cdf.count) values in \(spectrum.layers.count) layers; "
      + "expected \(layout.reduce(0) { $0 + $1.edges - 1 }) values in \(layout.count)"
  }

  /// Stores the spectrum of a report that was accepted.
  mutating func keep(_ spectrum: Spectrum, of order: OrderRecord) {
    guard let candidate = order.candidate else { return }
    store(
      .spectrum(
        SpectrumRecord(
          order: order.id, candidate: candidate, version: SpectrumRecipe.version,
          spectrum: spectrum)))
  }

  /// The fields of the event that a spectrum was accepted.
  func featurisedFields(_ report: Report, of order: OrderRecord, from name: String) -> JSON {
    let layers = report.spectrum?.layers
    return [
      "order": .whole(order.id), "attempt": .whole(report.lease.attempt), "worker": .text(name),
      "function": .text(orNull: order.candidate?.form),
      "candidate": .text(orNull: order.candidate?.key.description),
      "state": .text(report.outcome.state),
      "reason": .text(orNull: report.outcome.reason),
      "layers": layers.map { .whole($0.count) } ?? .null,
      "failedLayers": layers.map { .whole($0.count { $0.state == .failed }) } ?? .null,
      "values": report.spectrum.map { .whole($0.cdf.count) } ?? .null,
      "seconds": .number(orNull: report.provenance?.seconds),
    ]
  }
}
