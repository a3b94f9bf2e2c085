import Activations
import Curvature
import Datasets
import Digests
import Networks
import Orders
import Randomness
import Reporting
import Searching
import Storage
import Studies

/// A study whose every name was found: nothing starts before that.
struct ResolvedStudy {
  let study: Study
  /// The classes of the space; of an open one those of the baselines, for no table lists the rest.
  let table: ClassTable
  let baselines: [Expression]
  let against: [Expression]
  /// What is trained on what; nil in a rehearsal, which needs neither.
  let trained: Trained?
  /// The most bytes of a network's text that an order carries to a worker.
  private static let networkLimit = 64 << 10

  /// Looks up everything that a study names.
  ///
  /// - Parameters:
  ///   - study: what the study file says.
  ///   - path: the study file's, for messages; network files are sought beside it.
  ///   - yaml: the study file's text, for the places of what is wrong.
  ///   - folders: where data sets are found and kept.
  /// - Throws: the first name that is not found, under its key.
  init(_ study: Study, path: String, yaml: String, folders: FolderOptions) throws {
    self.study = study
    let keys = StudyNames(path: path, yaml: yaml)
    let operators = try keys.resolve("space.operators") {
      try OperatorSet.named(study.space.operators)
    }
    let schemas = try keys.resolve("space.schemas", study.space.schemas) { try Schema($0) }
    let baselines = try keys.resolve("space.baselines", study.space.baselines) {
      try Expression($0)
    }
    self.baselines = baselines
    against = try keys.resolve("confirm.against", study.confirmation.against) {
      try Expression($0)
    }
    let missing = PlannedNames.missing(in: study)
    guard missing.isEmpty else {
      throw Failure(
        "\(path): it needs what this version does not have yet: "
          + "\(missing.joined(separator: ", ")); its expressions and keys are right")
    }
    let table = try keys.resolve("space") {
      let file = try ClassTableFile(
        ClassTableFile.Source(study.search.policy, schemas, operators, baselines),
        folder: folders.cache, checksOutputs: true)
      for note in file.notes { Console.note(note) }
      return file.table
    }
    self.table = table
    if let surrogate = study.search.surrogate {
      let members =
        study.search.features.contains(.spectrum)
        ? min(study.search.spectra, table.finiteClassCount) : table.finiteClassCount
      try keys.resolve("search") {
        try PredictedClasses.check(surrogate, features: study.search.features, members: members)
      }
      if members < min(study.search.budget, table.finiteClassCount) {
        Console.note(
          "note: 'search.spectra' is \(members), the budget \(study.search.budget): only functions "
            + "with a spectrum can be predicted; the others are drawn at random")
      }
    }
    if study.search.policy == .random, study.search.features.contains(.spectrum) {
      Console.note(
        "note: the policy 'random' goes by no feature; spectra are computed all the same, because "
          + "'search.features' asks for them")
    }
    trained =
      study.objective.rehearsal == nil
      ? try Self.trained(study, path: path, keys: keys, folders: folders) : nil
    guard trained != nil || !study.search.features.contains(.spectrum) else {
      throw Failure(
        "\(keys.file(at: "search.features")): a rehearsal has no network whose spectra could be "
          + "computed; expected the feature 'outputs' alone")
    }
  }

  /// The network and the data of a study that trains something.
  struct Trained {
    let plan: NetworkPlan
    let dataset: Dataset

    /// What a ledger and a worker know the data by.
    var data: DatasetIdentity { DatasetIdentity(name: dataset.name, digest: dataset.digest) }
  }

  private static func trained(
    _ study: Study, path: String, keys: StudyNames, folders: FolderOptions
  ) throws -> Trained {
    let dataset = try keys.resolve("objective.dataset") {
      try DatasetCatalogue.open(
        study.objective.dataset, folder: folders.data, cache: folders.cache)
    }
    folders.warn(of: dataset)
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let plan = try keys.resolve("objective.network") {
      let plan = try NetworkName(
        text: study.objective.network, folder: folder.isEmpty ? "/" : folder
      ).plan(for: dataset)
      let size = plan.text.utf8.count
      guard size <= networkLimit else {
        throw Failure(
          "network refused: its text has \(size) bytes; expected at most \(networkLimit), "
            + "which an order carries")
      }
      return plan
    }
    guard study.objective.recipe.batch <= dataset.train.count else {
      throw Failure(
        "\(keys.file(at: "objective.batch")): 'objective.batch' is "
          + "\(study.objective.recipe.batch); expected at most the "
          + "\(dataset.train.count) training images of \(dataset.name)")
    }
    if study.search.features.contains(.spectrum) {
      let batch = study.search.spectrum.batch
      guard batch <= dataset.train.count else {
        throw Failure(
          "\(keys.file(at: "search.spectrum.batch")): 'search.spectrum.batch' is \(batch); "
            + "expected at most the "
            + "\(dataset.train.count) training images of \(dataset.name)")
      }
    }
    return Trained(plan: plan, dataset: dataset)
  }

  /// How many functions a search can try: all classes where every one is recorded, otherwise the
  /// baselines and what is finite.
  var reachableCount: Int {
    if study.search.policy.isOpen { return .max }
    if study.search.policy == .exhaustive { return table.classes.count }
    let classes = Set(baselines.compactMap { table.class(of: $0) })
    return table.finiteClassCount + classes.count { !table.classes[$0].isFinite }
  }

  /// Says on standard error that the space ends before the budget.
  func warnOfSmallSpace() {
    let count = reachableCount
    guard count < study.search.budget else { return }
    Console.note(
      "note: the space has \(count) functions to try, the budget is \(study.search.budget): the "
        + "search ends when all are tried")
  }

  /// What a function counts as that cannot be trained, in the metric's unit.
  var chance: Double {
    study.objective.metric.infeasibleValue(
      classes: trained?.dataset.classCount ?? Rehearsal.classes)
  }

  /// The functions to beat.
  var references: [Candidate] { (baselines + against).map(table.candidate(of:)) }

  /// What its functions are compared by.
  var yardstick: Yardstick {
    let metric = study.objective.metric
    return Yardstick(
      baselines: Set(references.map(\.key)), metric: metric, chance: chance)
  }

  /// What the coordinator's ledger goes by.
  ///
  /// - Parameters:
  ///   - id: tells this study from every other.
  ///   - timing: the ledger's patience.
  /// - Returns: the terms.
  func terms(id: String, timing: Timing) -> Terms {
    let seed = Seed(study.search.seed)
    return Terms(
      study: id, budget: study.search.budget, inOrder: study.search.inOrder,
      evaluationSeed: seed.derived("evaluation").value,
      work: work, metric: study.objective.metric, limits: study.limits,
      confirmation: Terms.Confirming(
        top: study.confirmation.top,
        seeds: (0..<study.confirmation.seeds).map {
          seed.derived("confirmation", UInt64($0)).value
        },
        epochs: study.confirmation.epochs,
        against: against.map(table.candidate(of:)),
        baselines: baselines.map(table.candidate(of:))),
      featurisation: featurisation, timing: timing)
  }

  /// What an evaluation is.
  private var work: Orders.Work {
    if let rehearsal = study.objective.rehearsal {
      return .idle(IdleWork(rehearsal: rehearsal, epochs: study.objective.recipe.epochs))
    }
    guard let trained else { preconditionFailure("a study that is no rehearsal trains nothing") }
    return .train(
      TrainingWork(
        expression: "", network: trained.plan.text, recipe: study.objective.recipe,
        dataset: trained.data, seed: 0, measuresTest: false))
  }

  /// The functions that get a spectrum before the search; nil when it goes by none.
  var featurisation: Terms.Featurising? {
    guard study.search.features.contains(.spectrum), let trained else { return nil }
    return Terms.Featurising(
      study.search.spectra, baselines: baselines.map(table.candidate(of:)),
      others: table.classes.indices.filter { table.classes.isFinite[$0] }
        .map { table.classes.keys[$0] },
      candidate: { key in
        guard let place = table.classes.index(of: key) else {
          preconditionFailure("class \(key) is not in the table it was taken from")
        }
        return table.candidate(at: place)
      },
      work: SpectrumWork(
        expression: "", network: trained.plan.text, dataset: trained.data,
        recipe: study.search.spectrum),
      layout: trained.plan.spectrumLayers, seed: study.search.seed)
  }

  /// What the ledger's file goes by.
  func record(id: String, yaml: String, time: Int64) -> StudyRecord {
    StudyRecord(
      id: id, study: study, yaml: yaml, network: trained?.plan.text ?? "",
      dataset: trained?.data ?? DatasetIdentity(name: "none", digest: .of("")),
      classes: ClassTableIdentity(table),
      program: Program.version, time: time)
  }
}

extension ClassTableFile.Source {
  /// What the table of a study is made from.
  ///
  /// An open space has no table; one of the baselines says whether another program would still
  /// know them by the same keys.
  init(
    _ policy: PolicySettings, _ schemas: [Activations.Schema], _ operators: OperatorSet,
    _ baselines: [Expression]
  ) {
    self.init(
      schemas: policy.isOpen ? [] : schemas, operators: operators,
      extras: policy.isOpen && baselines.isEmpty ? [.x] : baselines)
  }
}
