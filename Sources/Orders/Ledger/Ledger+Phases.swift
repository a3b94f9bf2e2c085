import Activations
import JSON
import Studies

/// Spectra where they are wanted, then search, then confirmation, then the end.
extension Ledger {
  mutating func changePhase(at now: Moment) {
    finishFeaturisation(at: now)
    if standing.phase == .search, isSearchOver {
      standing.phase = .confirmation
      store(.standing(standing))
      confirm(at: now)
    }
    if standing.phase == .confirmation, tally[.confirmation].active == 0,
      tally[.search].running == 0
    {
      finish(.finished, at: now)
    }
  }

  private var isSearchOver: Bool {
    // Orders that a lowered budget has no room for wait for a larger one.
    tally[.search].running == 0 && askedFor == nil
      && (tally[.search].settled >= terms.budget || isExhausted && tally[.search].waiting == 0)
  }

  /// Issues the confirmation's orders that are not there yet, one seed after the other, so that
  /// every function has as many results as the next when a study is cut short.
  mutating func confirm(at now: Moment) {
    var issued: Set<EvaluationKey> = []
    for order in orders {
      if case .confirmation = order.purpose {
        issued.insert(order.evaluation)
      }
    }
    var missing: [(place: Int, candidate: Candidate, evaluation: EvaluationKey)] = []
    let candidates = confirmedCandidates
    for (place, seed) in terms.confirmation.seeds.enumerated() {
      for candidate in candidates {
        let evaluation = EvaluationKey(
          candidate: candidate.key, seed: seed, fidelity: terms.confirmationEpochs)
        if issued.insert(evaluation).inserted { missing.append((place, candidate, evaluation)) }
      }
    }
    guard !missing.isEmpty else { return }
    record(
      .confirmationStarted, at: now,
      [
        "functions": .list(candidates.map { .text($0.form) }),
        "seeds": .whole(terms.confirmation.seeds.count), "evaluations": .whole(missing.count),
      ])
    for (place, candidate, evaluation) in missing {
      issue(.confirmation(seed: place), terms.work.kind, candidate, evaluation, at: now)
    }
  }

  /// The best functions that are no baselines, then the baselines to beat: those the study names
  /// and the one that did best in the search.
  public var confirmedCandidates: [Candidate] {
    guard terms.confirmation.top > 0 else { return [] }
    let baselines = Set(
      (terms.confirmation.baselines + terms.confirmation.against).map(\.key))
    let ranked = rankedSearches
    var candidates = Array(
      ranked.filter { !baselines.contains($0.key) }.prefix(terms.confirmation.top))
    let bestBaseline = ranked.first { baselines.contains($0.key) }
    for candidate in terms.confirmation.against + (bestBaseline.map { [$0] } ?? [])
    where !candidates.contains(where: { $0.key == candidate.key }) {
      candidates.append(candidate)
    }
    return candidates
  }

  /// Completed search candidates, the best by the metric first; equals in the order proposed.
  private var rankedSearches: [Candidate] {
    var results: [(value: Double, candidate: Candidate)] = []
    for order in orders {
      if case .search(let proposal) = order.purpose, case .settled(let result) = order.state,
        let value = terms.metric.value(of: result.outcome)
      {
        results.append((value, proposal.candidate))
      }
    }
    return terms.metric.ranked(results, by: \.value).map(\.candidate)
  }
}
