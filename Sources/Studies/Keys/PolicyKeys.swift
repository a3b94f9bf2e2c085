import JSON

extension StudyKeys {
  /// The keys of the section `search` of a study with a policy, in the order in which they are
  /// written.
  static func searchKeys(_ policy: PolicyName) -> [StudyKey] {
    switch policy {
    // Programs before there were policies with other keys wrote all of these for every policy; what
    // belongs to a surrogate is read, and means nothing without one.
    case .random, .aquasurf, .exhaustive:
      [self.policy(policy), features] + surrogate + budget + spectra(policy) + order
    case .evolution: [self.policy(policy)] + evolution + budget + order
    }
  }

  /// The policy itself; its settings are filled in by the keys that follow.
  private static func policy(_ name: PolicyName) -> StudyKey {
    StudyKey(
      "policy",
      read: { (_: Section, study: inout Study) throws(StudyError) in
        study.search.policy =
          switch name {
          case .random: .random
          case .exhaustive: .exhaustive
          case .aquasurf: .aquasurf(SurrogateSettings())
          case .evolution: .evolution(EvolutionSettings())
          }
      }, written: { .text($0.search.policy.name.rawValue) },
      isSame: { $0.search.policy.name == $1.search.policy.name })
  }

  private static let budget: [StudyKey] = [
    StudyKey("budget", \.search.budget, .whole(in: Search.budgetRange), change: .always),
    StudyKey("seed", \.search.seed, .seed, absent: .means { _ in 1 }),
  ]

  private static let order: [StudyKey] = [
    StudyKey("in-order", optional: \.search.inOrder, .whole(in: Search.inOrderRange))
  ]

  /// Whether every class is recorded, so that it may be described by further features.
  ///
  /// A recording proposes the same whatever is known of the functions. What it has is neither taken
  /// away nor made in another way.
  private static func isRecording(_ study: Study, _: Study) -> Bool {
    study.search.policy == .exhaustive
  }

  private static let features = StudyKey(
    "features", \.search.features, .choices(), absent: .means { _ in [.outputs] },
    change: .conditional { study, begun in
      isRecording(study, begun)
        && begun.search.features.allSatisfy(study.search.features.contains)
    })

  private static let surrogate: [StudyKey] = [
    StudyKey(
      "surrogate", \.predicted.regressor, .choice, absent: .means(\.usual.regressor)),
    StudyKey(
      "neighbours", \.predicted.neighbours, .whole(in: 1...1_000),
      absent: .means(\.usual.neighbours)),
    StudyKey("weights", \.predicted.weights, .choice, absent: .means(\.usual.weights)),
    // These follow from the features, which a recording may be given.
    StudyKey(
      "map", \.predicted.map, .choice, absent: .means(\.usual.map),
      change: .conditional(isRecording)),
    StudyKey(
      "spread", \.predicted.spread, .flag, absent: .means(\.usual.spread),
      change: .conditional(isRecording)),
  ]

  private static func spectra(_ policy: PolicyName) -> [StudyKey] {
    [
      StudyKey(
        "spectra", \.search.spectra, .whole(in: 1...Search.allSpectra),
        absent: .means { _ in
          policy == .exhaustive ? Search.allSpectra : Search.enoughSpectra
        }, change: .conditional(isRecording)),
      StudyKey(
        "spectrum", isRequired: false,
        [
          StudyKey(
            "batch", \.search.spectrum.batch, .whole(in: 1...65_536),
            absent: .means { _ in 100 }),
          StudyKey("labels", \.search.spectrum.labels, .choice, absent: .means { _ in .data }),
          StudyKey("seed", \.search.spectrum.seed, .seed, absent: .means { _ in 42 }),
          StudyKey("weighting", \.predicted.weighting, .choice, absent: .means(\.usual.weighting)),
        ],
        change: .conditional { study, begun in
          isRecording(study, begun) && !begun.search.features.contains(.spectrum)
        }, apart: ["weighting"]),
    ]
  }

  private static let evolution: [StudyKey] = [
    StudyKey(
      "population", \.evolved.population, .whole(in: EvolutionSettings.populationRange),
      absent: .means { _ in EvolutionSettings().population }),
    StudyKey(
      "sample", \.evolved.sample, .whole(in: EvolutionSettings.sampleRange),
      absent: .means { _ in EvolutionSettings().sample }),
    StudyKey(
      "nodes", \.evolved.nodes, .whole(in: EvolutionSettings.nodesRange),
      absent: .means { _ in EvolutionSettings().nodes }),
  ]
}

extension Study {
  /// What a surrogate has unless the file says otherwise, which follows from the features.
  fileprivate var usual: SurrogateSettings { SurrogateSettings(for: search.features) }

  /// The surrogate's settings; the usual ones of a policy without one, which setting does not
  /// change.
  fileprivate var predicted: SurrogateSettings {
    get { search.surrogate ?? usual }
    set { search.surrogate = newValue }
  }

  /// Evolution's settings; the usual ones of another policy, which setting does not change.
  fileprivate var evolved: EvolutionSettings {
    get {
      if case .evolution(let settings) = search.policy { settings } else { EvolutionSettings() }
    }
    set { if case .evolution = search.policy { search.policy = .evolution(newValue) } }
  }
}
