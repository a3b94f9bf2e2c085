import Activations
import Searching
import Studies
import Surrogates

/// Tests speak of classes by their places.
extension CandidateSpace {
  /// A made-up space.
  init(forms: [String], isFinite: [Bool], baselines: [Int], outputs: Features) {
    self.init(
      candidates: forms.enumerated().map { place, form in
        Candidate(
          key: ClassKey(high: 9, low: UInt64(place)), form: form, representative: form,
          place: place)
      }, isFinite: isFinite, baselines: baselines, outputs: outputs)
  }
}

extension Inquiry {
  init(
    number: Int, basis: Int64, of space: CandidateSpace, results: [(Int, Double?)], taken: [Int],
    running: [Int] = []
  ) {
    self.init(
      number: number, basis: basis,
      observations: results.map { .init(candidate: space.candidate(at: $0.0), value: $0.1) },
      taken: taken.map(space.key), running: running.map(space.key))
  }
}

extension Choice {
  var place: Int { candidate.place ?? -1 }

  init(
    _ place: Int, of space: CandidateSpace, prediction: Double? = nil, uncertainty: Double? = nil,
    reason: String
  ) {
    self.init(
      candidate: space.candidate(at: place), prediction: prediction, uncertainty: uncertainty,
      reason: reason)
  }
}

extension Search {
  /// A search by a surrogate.
  init(
    features: [Feature] = [.outputs], surrogate: RegressorName = .knr, neighbours: Int = 3,
    map: SurrogateMap? = nil, weighting: SpectrumWeighting = .code, budget: Int, seed: UInt64
  ) {
    self.init(
      policy: .aquasurf(
        SurrogateSettings(
          for: features, regressor: surrogate, neighbours: neighbours, map: map,
          weighting: weighting)), features: features, budget: budget, seed: seed)
  }
}

extension PredictedClasses {
  /// What a search by a surrogate goes by.
  init(_ search: Search, space: CandidateSpace) throws {
    try self.init(
      search.surrogate ?? SurrogateSettings(), features: search.features, space: space,
      seed: search.seed)
  }
}
