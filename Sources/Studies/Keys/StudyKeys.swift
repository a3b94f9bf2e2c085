import JSON

/// The sections of a study file with their keys, each in one place: reading, writing and comparing
/// go through these lists.
enum StudyKeys {
  /// A section of the file.
  struct Part: Sendable {
    let name: String
    let isRequired: Bool
    /// Every key that some study may have here.
    let names: [String]
    /// The keys of a study that has some of them in its file.
    let meant: @Sendable (Section) throws(StudyError) -> [StudyKey]
    /// The keys that a study is written with.
    let keys: @Sendable (Study) -> [StudyKey]
  }

  static let parts = [
    Part(
      name: "objective", isRequired: true, names: names(training + rehearsal),
      meant: { (section: Section) throws(StudyError) in
        // Nothing else decides what becomes of a rehearsal's orders.
        section.has("rehearsal") ? rehearsal : training
      }, keys: { $0.objective.rehearsal == nil ? training : rehearsal }),
    part("space", isRequired: true, space),
    Part(
      name: "search", isRequired: true,
      names: names(PolicyName.allCases.flatMap(searchKeys)),
      meant: { (section: Section) throws(StudyError) in
        guard let policy: PolicyName = try section.choice("policy") else {
          throw section.missing("policy")
        }
        return searchKeys(policy)
      }, keys: { searchKeys($0.search.policy.name) }),
    part("confirm", isRequired: false, confirmation),
    part("limits", isRequired: false, limits),
  ]

  private static func part(_ name: String, isRequired: Bool, _ keys: [StudyKey]) -> Part {
    Part(
      name: name, isRequired: isRequired, names: names(keys),
      meant: { (_: Section) throws(StudyError) in keys }, keys: { _ in keys })
  }

  /// Each name once, in the order of the keys.
  private static func names(_ keys: [StudyKey]) -> [String] {
    keys.map(\.name).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private static let training: [StudyKey] = [
    StudyKey("dataset", \.objective.dataset, .text),
    StudyKey("network", \.objective.network, .text),
    StudyKey("epochs", \.objective.recipe.epochs, .whole(in: Recipe.epochsRange)),
    StudyKey(
      "batch", \.objective.recipe.batch, .whole(in: Recipe.batchRange),
      absent: .means { _ in 128 }),
    optimizer,
    StudyKey(
      "metric", \.objective.metric, .metric, absent: .meansUnwritten(.validationAccuracy)),
    StudyKey(
      "horizon",
      read: { (section: Section, study: inout Study) throws(StudyError) in
        let epochs = study.objective.recipe.epochs
        let horizon = try section.whole(
          "horizon", in: epochs...Recipe.epochsRange.upperBound)
        study.objective.recipe.horizon = horizon == epochs ? nil : horizon
      }, written: { $0.objective.recipe.horizon.map { .whole($0) } },
      isSame: { $0.objective.recipe.horizon == $1.objective.recipe.horizon }),
  ]

  private static let optimizer = StudyKey(
    "optimizer", isRequired: true,
    [
      StudyKey(
        "name",
        read: { (section: Section, _: inout Study) throws(StudyError) in
          let _: OptimizerName? = try section.choice("name")
        }, written: { _ in .text(OptimizerName.sgd.rawValue) }, isSame: { _, _ in true }),
      StudyKey(
        "rate", \.objective.recipe.optimizer.rate, .number(in: Optimizer.rateRange)),
      StudyKey(
        "momentum", \.objective.recipe.optimizer.momentum,
        .number(in: Optimizer.momentumRange), absent: .means { _ in 0 }),
      StudyKey(
        "decay", \.objective.recipe.optimizer.decay, .number(in: Optimizer.decayRange),
        absent: .means { _ in 0 }),
      StudyKey(
        "schedule", \.objective.recipe.optimizer.schedule, .schedule,
        absent: .means { _ in .constant }),
    ])

  private static let rehearsal: [StudyKey] = [
    StudyKey(
      "rehearsal", isRequired: true,
      [
        StudyKey("seconds", \.rehearsed.seconds, .number(in: Rehearsal.secondsRange)),
        share("crashes", \.rehearsed.crashes), share("hangs", \.rehearsed.hangs),
        share("infeasible", \.rehearsed.infeasible), share("broken", \.rehearsed.broken),
      ]),
    StudyKey(
      "epochs", \.objective.recipe.epochs, .whole(in: Recipe.epochsRange),
      absent: .means { _ in 1 }),
  ]

  private static func share(
    _ name: String, _ path: StudyPath<Double>
  ) -> StudyKey {
    StudyKey(name, path, .number(in: Rehearsal.shareRange), absent: .means { _ in 0 })
  }

  private static let space: [StudyKey] = [
    StudyKey("operators", \.space.operators, .text, absent: .means { _ in "aquasurf-27" }),
    StudyKey(
      "schemas", \.space.schemas,
      ValueForm(
        read: { (section: Section, key: String) throws(StudyError) in
          guard let schemas = try section.distinctTexts(key) else { return nil }
          guard !schemas.isEmpty else { throw section.wrong(key, "at least one schema") }
          return schemas
        }, written: { .list($0.map { .text($0) }) })),
    StudyKey(
      "baselines", \.space.baselines, .texts, absent: .means { _ in Space.publishedBaselines }),
  ]

  private static let confirmation: [StudyKey] = [
    StudyKey(
      "top", \.confirmation.top, .whole(in: 0...1_000), absent: .means { _ in 3 },
      change: .always),
    StudyKey(
      "seeds", \.confirmation.seeds, .whole(in: 2...1_000), absent: .means { _ in 5 },
      change: .always),
    StudyKey(
      "against", \.confirmation.against, .texts,
      absent: .means { _ in ["relu(x)", "swish(x)"] }, change: .always),
    StudyKey(
      "epochs", optional: \.confirmation.epochs, .whole(in: Recipe.epochsRange),
      change: .always),
  ]

  private static let limits: [StudyKey] = [
    StudyKey(
      "memory", \.limits.memory, .whole(in: 16...(1 << 24)), absent: .means { _ in 4096 },
      change: .always),
    StudyKey(
      "silence", \.limits.silence, .whole(in: 1...86_400), absent: .means { _ in 120 },
      change: .always),
  ]
}

private enum OptimizerName: String, CaseIterable {
  case sgd
}

private enum ScheduleName: String, CaseIterable {
  case constant
  case cosine
}

extension ValueForm where Value == Schedule {
  /// `schedule: cosine`, or `schedule: {every: 10, factor: 0.1}`.
  fileprivate static let schedule = ValueForm(
    read: { (section: Section, key: String) throws(StudyError) in
      guard section.isMapping(key) else {
        let name: ScheduleName? = try section.choice(key)
        return name.map { $0 == .cosine ? .cosine : .constant }
      }
      let step = try section.required(key, keys: ["every", "factor"])
      guard let epochs = try step.whole("every", in: Schedule.stepRange) else {
        throw step.missing("every")
      }
      guard let factor = try step.number("factor", in: Schedule.factorRange) else {
        throw step.missing("factor")
      }
      return .step(epochs: epochs, factor: factor)
    },
    written: { schedule in
      switch schedule {
      case .constant: "constant"
      case .cosine: "cosine"
      case .step(let epochs, let factor): ["every": .whole(epochs), "factor": .number(factor)]
      }
    })
}

extension Study {
  /// The rehearsal; setting a part of it makes the study one.
  fileprivate var rehearsed: Rehearsal {
    get { objective.rehearsal ?? Rehearsal(seconds: 0) }
    set {
      if objective.rehearsal == nil { objective = Objective(rehearsal: newValue, epochs: 1) }
      objective.rehearsal = newValue
    }
  }
}
