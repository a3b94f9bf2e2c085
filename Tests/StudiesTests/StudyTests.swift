import JSON
import Studies
import Testing

private let example = """
  study: fashion-cnn
  objective: {dataset: fashion-mnist, network: cnn-small, epochs: 3, batch: 128,
              optimizer: {name: sgd, rate: 0.05, momentum: 0.9, decay: 5e-4, schedule: cosine}}
  space: {operators: aquasurf-27, schemas: ["binary(unary(x),unary(x))"]}
  search: {policy: aquasurf, features: [outputs], surrogate: knr, neighbours: 3, budget: 100, seed: 1}
  confirm: {top: 3, seeds: 10, against: [relu(x), swish(x)]}
  """

@Suite struct StudyTests {
  @Test func `a whole study file is read`() throws {
    let study = try Study(yaml: example)
    #expect(study.name == "fashion-cnn")
    #expect(study.objective.recipe.optimizer.decay == 5e-4)
    #expect(study.objective.recipe.optimizer.schedule == .cosine)
    #expect(study.search.budget == 100)
    #expect(study.confirmation.against == ["relu(x)", "swish(x)"])
    #expect(study.space.baselines == Space.publishedBaselines)
  }

  @Test func `a schedule may be laid out for more epochs than are trained`() throws {
    let study = try Study(yaml: example.replacing("epochs: 3", with: "epochs: 3, horizon: 10"))
    #expect(study.objective.recipe.epochs == 3 && study.objective.recipe.scheduledEpochs == 10)
    let same = try Study(yaml: example.replacing("epochs: 3", with: "epochs: 3, horizon: 3"))
    #expect(same == (try Study(yaml: example)), "as many as are trained says nothing")
    let error = #expect(throws: StudyError.self) {
      try Study(yaml: example.replacing("epochs: 3", with: "epochs: 3, horizon: 2"))
    }
    #expect(error?.reason == "'objective.horizon' is '2'; expected a whole number in 3...100000")
  }

  @Test func `a confirmation may have epochs of its own`() throws {
    let study = try Study(yaml: example.replacing("top: 3", with: "top: 3, epochs: 10"))
    #expect(study.confirmation.epochs == 10)
    #expect(try Study(yaml: example).confirmation.epochs == nil)
  }

  @Test func `a rehearsal is read, and needs neither data nor network`() throws {
    let rehearsal = try Study(yaml: Self.rehearsal("{seconds: 0.2, crashes: 0.02, hangs: 0.01}"))
    #expect(
      rehearsal.objective
        == Objective(
          rehearsal: Rehearsal(seconds: 0.2, crashes: 0.02, hangs: 0.01), epochs: 2))
    #expect(try Study(yaml: example).objective.rehearsal == nil)
  }

  private static func rehearsal(_ section: String, and more: String = "") -> String {
    """
    study: rehearsal
    objective: {rehearsal: \(section), epochs: 2\(more)}
    space: {schemas: ["unary(x)"]}
    search: {policy: random, budget: 5}
    """
  }

  @Test(arguments: [
    ("{crashes: 0.1}", "", "missing key 'objective.rehearsal.seconds'"),
    ("{seconds: 1, crashes: 2}", "", "'objective.rehearsal.crashes' is '2'; expected a number in"),
    ("{seconds: 1, hang: 0.1}", "", "unknown key 'hang' in 'objective.rehearsal' (did you mean"),
    ("3", "", "'objective.rehearsal' must be a mapping with the keys seconds, crashes"),
    ("{seconds: 1}", ", network: mlp", "unknown key 'network' in 'objective'; expected rehearsal"),
  ])
  func `a wrong rehearsal is named`(section: String, more: String, reason: String) {
    let error = #expect(throws: StudyError.self) {
      try Study(yaml: Self.rehearsal(section, and: more))
    }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }

  @Test func `a step schedule is read`() throws {
    let study = try Study(
      yaml: example.replacing("schedule: cosine", with: "schedule: {every: 2, factor: 0.1}"))
    #expect(study.objective.recipe.optimizer.schedule == .step(epochs: 2, factor: 0.1))
  }

  @Test(arguments: [
    ("budget: 100", "budgit: 100", "unknown key 'budgit' in 'search' (did you mean 'budget'?)"),
    ("budget: 100", "budget: many", "'search.budget' is 'many'; expected a whole number"),
    ("budget: 100", "budget: 0", "'search.budget' is '0'; expected a whole number in 1...10000000"),
    ("budget: 100, ", "", "missing key 'search.budget'"),
    ("policy: aquasurf", "policy: randon", "'search.policy' is 'randon' (did you mean 'random'?)"),
    ("name: sgd", "name: adam", "'objective.optimizer.name' is 'adam'; expected sgd"),
    ("rate: 0.05", "rate: nan", "'objective.optimizer.rate' is 'nan'; expected a number"),
    ("study: fashion-cnn", "study: ../x", "'study' is '../x'; expected letters"),
    ("study: fashion-cnn", "studdy: x", "unknown key 'studdy' (did you mean 'study'?)"),
    (
      "schemas: [\"binary(unary(x),unary(x))\"]", "schemas: 3",
      "'space.schemas' is '3'; expected a list"
    ),
    ("confirm: {top", "confirm: {top: 1, top", "written twice: key 'top'"),
  ])
  func `a wrong study file names what is wrong`(old: String, new: String, reason: String) {
    let error = #expect(throws: StudyError.self) {
      try Study(yaml: example.replacing(old, with: new))
    }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    #expect(error?.description.contains("\n") == false)
  }

  @Test func `a search that says nothing of spectra means what it always meant`() throws {
    let search = try Study(yaml: example).search
    #expect(
      search.features == [.outputs] && search.surrogate?.map == .distances
        && search.surrogate?.spread == false)
    #expect(search.surrogate?.weights == .uniform && search.spectra == 2_000)
    #expect(search.spectrum == SpectrumRecipe() && search.surrogate?.weighting == .code)
  }

  @Test func `the keys of a search with spectra are read`() throws {
    let search = try Study(
      yaml: example.replacing(
        "features: [outputs], surrogate: knr,",
        with: """
          features: [spectrum, outputs], surrogate: forest, weights: distance, spectra: 50,
              spectrum: {batch: 64, labels: model, seed: 7, weighting: paper},
          """)
    ).search
    #expect(search.features == [.outputs, .spectrum], "in one order, however they are written")
    #expect(search.surrogate?.map == .embedding && search.surrogate?.spread == true)
    #expect(search.surrogate?.regressor == .forest && search.spectra == 50)
    #expect(search.spectrum == SpectrumRecipe(batch: 64, labels: .model, seed: 7))
    #expect(search.surrogate?.weights == .distance && search.surrogate?.weighting == .paper)
    let other = try Study(
      yaml: example.replacing(
        "features: [outputs],", with: "features: [spectrum], map: embedding, spread: false,"))
    #expect(other.search.surrogate?.map == .embedding && other.search.surrogate?.spread == false)
  }

  @Test(arguments: [
    ("features: [outputs]", "features: []", "'search.features' is empty; expected outputs"),
    (
      "features: [outputs]", "features: [outputs, outputs]",
      "'search.features' names 'outputs' twice"
    ),
    ("features: [outputs]", "features: [spectra]", "(did you mean 'spectrum'?)"),
    ("surrogate: knr", "surrogate: svm", "'search.surrogate' is 'svm'"),
    ("surrogate: knr", "weights: near", "'search.weights' is 'near'"),
    ("surrogate: knr", "map: plane", "'search.map' is 'plane'"),
    ("surrogate: knr", "spread: maybe", "'search.spread' is 'maybe'; expected true or false"),
    ("surrogate: knr", "spectra: 0", "'search.spectra' is '0'; expected a whole number in"),
    ("surrogate: knr", "spectrum: {bach: 1}", "unknown key 'bach' in 'search.spectrum'"),
    ("surrogate: knr", "spectrum: {batch: 0}", "'search.spectrum.batch' is '0'"),
    ("surrogate: knr", "spectrum: {labels: none}", "'search.spectrum.labels' is 'none'"),
    ("surrogate: knr", "spectrum: 3", "'search.spectrum' must be a mapping"),
  ])
  func `a wrong key of a search with spectra is named`(
    old: String, new: String, reason: String
  ) {
    let error = #expect(throws: StudyError.self) {
      try Study(yaml: example.replacing(old, with: new))
    }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }

  @Test(arguments: ["", "study: [", "- 1\n- 2", "just text", "\u{0}", "a: &x [*x]"])
  func `what is no study is refused in one line`(text: String) {
    let error = #expect(throws: StudyError.self) { try Study(yaml: text) }
    #expect(error?.description.contains("\n") == false)
  }

  @Test func `an error carries its line and column`() {
    let error = #expect(throws: StudyError.self) {
      try Study(yaml: example.replacing("budget: 100", with: "budget: x"))
    }
    #expect(error?.line == 5)
  }

  @Test func `a giant value is cut in the message`() {
    let giant = String(repeating: "relu(", count: 200_000)
    let error = #expect(throws: StudyError.self) {
      try Study(yaml: example.replacing("budget: 100", with: "budget: \"\(giant)\""))
    }
    #expect((error?.description.count ?? 0) < 300)
  }

  @Test func `a recording may be given features, which it then keeps`() throws {
    let plain = try Study(yaml: example.replacing("policy: aquasurf", with: "policy: exhaustive"))
    #expect(plain.search.policy == .exhaustive && plain.search.spectra == Search.allSpectra)
    var described = plain
    described.search.features = [.outputs, .spectrum]
    described.search.spectrum.batch = 50
    described.search.surrogate?.map = .embedding
    #expect(described.forbiddenChange(from: plain) == nil)
    #expect(plain.forbiddenChange(from: described) == "search.features")
    var other = described
    other.search.spectra = 7
    #expect(other.forbiddenChange(from: described) == nil)
    other.search.spectrum.batch = 60
    #expect(other.forbiddenChange(from: plain) == nil)
    #expect(other.forbiddenChange(from: described) == "search.spectrum")
  }

  @Test func `only budget, confirmation and limits may change`() throws {
    let begun = try Study(yaml: example)
    let allowed: [(inout Study) -> Void] = [
      { $0.search.budget = 200 }, { $0.confirmation.top = 1 }, { $0.confirmation.seeds = 20 },
      { $0.confirmation.against = [] }, { $0.confirmation.epochs = 10 }, { $0.limits.memory = 1 },
      { $0.limits.silence = 1 },
    ]
    for change in allowed {
      var study = begun
      change(&study)
      #expect(study != begun && study.forbiddenChange(from: begun) == nil)
    }
    let refused: [(String, (inout Study) -> Void)] = [
      ("study", { $0.name = "other" }), ("objective.dataset", { $0.objective.dataset = "other" }),
      ("objective.horizon", { $0.objective.recipe.horizon = 9 }),
      ("objective.rehearsal", { $0.objective.rehearsal = Rehearsal(seconds: 1) }),
      ("objective.optimizer", { $0.objective.recipe.optimizer.rate = 0.1 }),
      ("space.schemas", { $0.space.schemas = [] }),
      ("search.policy", { $0.search.policy = .random }),
      ("search.features", { $0.search.features = [.spectrum] }),
      ("search.weights", { $0.search.surrogate?.weights = .distance }),
      ("search.map", { $0.search.surrogate?.map = .embedding }),
      ("search.spread", { $0.search.surrogate?.spread = true }),
      ("search.spectra", { $0.search.spectra = 1 }),
      ("search.spectrum", { $0.search.spectrum.seed = 1 }),
      ("search.spectrum.weighting", { $0.search.surrogate?.weighting = .paper }),
      ("search.seed", { $0.search.seed = 2 }), ("search.in-order", { $0.search.inOrder = 1 }),
    ]
    for (key, change) in refused {
      var study = begun
      change(&study)
      #expect(study.forbiddenChange(from: begun) == key)
    }
  }
}

@Suite struct StudySettingsTests {
  @Test func `what earlier programs wrote reads and is written as it was`() throws {
    let written = [
      #"{"study":"old","objective":{"dataset":"fashion-mnist","network":"cnn-small","epochs":3,"#
        + #""batch":128,"optimizer":{"name":"sgd","rate":0.02,"momentum":0.9,"decay":0.0005,"#
        + #""schedule":"cosine"}},"space":{"operators":"aquasurf-27","#
        + #""schemas":["binary(unary(x),unary(x))"],"baselines":["relu(x)"]},"#
        + #""search":{"policy":"random","features":["outputs"],"surrogate":"knr","neighbours":3,"#
        + #""weights":"uniform","map":"distances","spread":false,"budget":80,"#
        + #""seed":"18446744073709551615","spectra":2000,"spectrum":{"batch":100,"labels":"data","#
        + #""seed":"42","weighting":"code"},"in-order":4},"confirm":{"top":3,"seeds":12,"#
        + #""against":["relu(x)","swish(x)"]},"limits":{"memory":4096,"silence":120}}"#,
      #"{"study":"s","objective":{"dataset":"generated","network":"mlp","epochs":1,"batch":64,"#
        + #""optimizer":{"name":"sgd","rate":0.05,"momentum":0,"decay":0,"#
        + #""schedule":{"every":2,"factor":0.1}}},"space":{"operators":"aquasurf-31","#
        + #""schemas":["unary(x)"],"baselines":[]},"search":{"policy":"aquasurf","#
        + #""features":["outputs","spectrum"],"surrogate":"svr","neighbours":5,"#
        + #""weights":"distance","map":"embedding","spread":true,"budget":8,"seed":"1","#
        + #""spectra":50,"spectrum":{"batch":64,"labels":"model","seed":"7","#
        + #""weighting":"paper"}},"confirm":{"top":0,"seeds":2,"against":[]},"#
        + #""limits":{"memory":512,"silence":9}}"#,
    ]
    for text in written {
      #expect(try Study(yaml: text).settings.description == text)
    }
  }

  @Test func `a metric is written only when it is not the default`() throws {
    let plain = try Study(yaml: example)
    #expect(plain.objective.metric == .validationAccuracy)
    #expect(!plain.settings.description.contains("metric"))
    let loss = try Study(
      yaml: example.replacing("epochs: 3,", with: "epochs: 3, metric: validation-loss,"))
    #expect(loss.objective.metric == .validationLoss)
    #expect(try Study(yaml: loss.settings.description) == loss)
    #expect(loss.forbiddenChange(from: plain) == "objective.metric")
    let error = #expect(throws: StudyError.self) {
      try Study(yaml: example.replacing("epochs: 3,", with: "epochs: 3, metric: validation-los,"))
    }
    #expect(
      error?.reason == "'objective.metric' is 'validation-los' (did you mean 'validation-loss'?); "
        + "expected validation-accuracy, validation-loss")
  }

  @Test func `evolution has keys of its own, and no others`() throws {
    func evolution(_ keys: String) -> String {
      example.replacing(
        "policy: aquasurf, features: [outputs], surrogate: knr, neighbours: 3,",
        with: "policy: evolution, \(keys)")
    }
    let study = try Study(yaml: evolution("population: 30, nodes: 9,"))
    #expect(
      study.search.policy
        == .evolution(EvolutionSettings(population: 30, sample: 10, nodes: 9)))
    #expect(try Study(yaml: study.settings.description) == study)
    var other = study
    other.search.policy = .evolution(EvolutionSettings(population: 30, sample: 5, nodes: 9))
    #expect(other.forbiddenChange(from: study) == "search.sample")
    #expect(try Study(yaml: example).forbiddenChange(from: study) == "search.policy")
    let surrogate = #expect(throws: StudyError.self) {
      try Study(yaml: evolution("surrogate: knr,"))
    }
    #expect(surrogate?.reason.hasPrefix("unknown key 'surrogate' in 'search'") == true)
    let long = #expect(throws: StudyError.self) { try Study(yaml: evolution("nodes: 65,")) }
    #expect(long?.reason == "'search.nodes' is '65'; expected a whole number in 2...64")
    #expect(throws: StudyError.self) {
      try Study(yaml: example.replacing("neighbours: 3", with: "population: 3"))
    }
  }
}
