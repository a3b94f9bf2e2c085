import Spelling
import Yams

extension Study {
  /// Longest study file, in bytes; a study names things, it does not hold them.
  public static let maximumSize = 8 << 20

  /// Reads a study file and checks every key and type; names are checked by whoever resolves them.
  ///
  /// - Parameter yaml: the whole file.
  /// - Throws: the first thing that is wrong, with its line and column.
  public init(yaml: String) throws(StudyError) {
    guard yaml.utf8.count <= Self.maximumSize else {
      throw StudyError(
        reason: "the study has \(yaml.utf8.count) bytes; expected at most \(Self.maximumSize)")
    }
    let root = try Self.parse(yaml)
    let file = try Section(
      root, path: "", keys: ["study", "objective", "space", "search", "confirm", "limits"])
    guard let name = try file.text("study") else { throw file.missing("study") }
    guard Self.isPlain(name) else {
      throw file.wrong(
        "study", "letters, digits, '-', '_' and '.', at most 64, a letter or digit first")
    }
    self.init(
      name: name,
      objective: try Objective(file),
      space: try Space(file),
      search: try Search(file),
      confirmation: try Confirmation(file),
      limits: try Limits(file))
  }

  /// A study's name is also a file's name.
  private static func isPlain(_ name: String) -> Bool {
    name.utf8.count <= 64 && !name.hasPrefix(".") && !name.hasPrefix("-")
      && name.unicodeScalars.allSatisfy {
        $0.isASCII
          && ($0.properties.isAlphabetic || ("0"..."9").contains($0)
            || "-_.".unicodeScalars.contains($0))
      }
  }

  /// A parser's words, where they are about its own functions in the user's.
  private static func told(_ problem: String) -> String {
    if problem.contains("nesting") { return "it is nested too deeply" }
    if problem.contains("another document") { return "it has a second document after '---'" }
    return problem
  }

  private static func parse(_ yaml: String) throws(StudyError) -> Node {
    do {
      guard let root = try compose(yaml: yaml) else {
        throw StudyError(reason: "the study file is empty; expected 'study: NAME' and its sections")
      }
      return root
    } catch let error as StudyError {
      throw error
    } catch YamlError.duplicatedKeysInMapping(let duplicates, let context) {
      let mark = context.mark
      let keys = duplicates.map { quoted("\($0)") }.sorted().joined(separator: ", ")
      throw StudyError(line: mark.line, column: mark.column, reason: "written twice: key \(keys)")
    } catch YamlError.scanner(_, let problem, let mark, _), YamlError.parser(
      _, let problem, let mark, _),
      YamlError.composer(_, let problem, let mark, _)
    {
      throw StudyError(
        line: mark.line, column: mark.column, reason: "not YAML: \(Self.told(problem))")
    } catch {
      throw StudyError(reason: "not YAML: \(quoted("\(error)"))")
    }
  }
}

extension Objective {
  fileprivate init(_ file: Section) throws(StudyError) {
    let keys = [
      "dataset", "network", "epochs", "horizon", "batch", "optimizer", "metric", "rehearsal",
    ]
    let section = try file.required("objective", keys: keys)
    guard !section.has("rehearsal") else {
      // Nothing else decides what becomes of a rehearsal's orders.
      let section = try file.required("objective", keys: ["rehearsal", "epochs"])
      self.init(
        rehearsal: try Rehearsal(section),
        epochs: try section.whole("epochs", in: Recipe.epochsRange) ?? 1)
      return
    }
    guard let dataset = try section.text("dataset") else { throw section.missing("dataset") }
    guard let network = try section.text("network") else { throw section.missing("network") }
    guard let epochs = try section.whole("epochs", in: Recipe.epochsRange) else {
      throw section.missing("epochs")
    }
    let recipe = Recipe(
      epochs: epochs,
      horizon: try section.whole("horizon", in: epochs...Recipe.epochsRange.upperBound),
      batch: try section.whole("batch", in: Recipe.batchRange) ?? 128,
      optimizer: try Optimizer(section))
    self.init(
      dataset: dataset, network: network, recipe: recipe,
      metric: try section.named("metric", among: Metric.builtIn, by: \.name)
        ?? .validationAccuracy)
  }
}

extension Rehearsal {
  fileprivate init(_ objective: Section) throws(StudyError) {
    let section = try objective.required(
      "rehearsal", keys: ["seconds", "crashes", "hangs", "infeasible", "broken"])
    guard let seconds = try section.number("seconds", in: Self.secondsRange) else {
      throw section.missing("seconds")
    }
    self.init(
      seconds: seconds, crashes: try section.number("crashes", in: Self.shareRange) ?? 0,
      hangs: try section.number("hangs", in: Self.shareRange) ?? 0,
      infeasible: try section.number("infeasible", in: Self.shareRange) ?? 0,
      broken: try section.number("broken", in: Self.shareRange) ?? 0)
  }
}

extension Optimizer {
  private enum Name: String, CaseIterable {
    case sgd
  }

  private enum ScheduleName: String, CaseIterable {
    case constant
    case cosine
  }

  fileprivate init(_ objective: Section) throws(StudyError) {
    let section = try objective.required(
      "optimizer", keys: ["name", "rate", "momentum", "decay", "schedule", "parameters"])
    let _: Name? = try section.choice("name")
    guard let rate = try section.number("rate", in: Self.rateRange) else {
      throw section.missing("rate")
    }
    self.init(
      rate: rate, momentum: try section.number("momentum", in: Self.momentumRange) ?? 0,
      decay: try section.number("decay", in: Self.decayRange) ?? 0,
      schedule: try Self.schedule(section), parameters: try Self.parameters(section))
  }

  /// `parameters: {per: layer, rate: 0.01, decay: 0}`, each with a default.
  private static func parameters(_ section: Section) throws(StudyError) -> ParameterDescent {
    guard let own = try section.section("parameters", keys: ["per", "rate", "decay"]) else {
      return ParameterDescent()
    }
    return ParameterDescent(
      per: try own.choice("per") ?? .channel, rate: try own.number("rate", in: rateRange),
      decay: try own.number("decay", in: decayRange) ?? 0)
  }

  /// `schedule: cosine`, or `schedule: {every: 10, factor: 0.1}`.
  private static func schedule(_ section: Section) throws(StudyError) -> Schedule {
    guard section.isMapping("schedule") else {
      let name: ScheduleName = try section.choice("schedule") ?? .constant
      return name == .cosine ? .cosine : .constant
    }
    let step = try section.required("schedule", keys: ["every", "factor"])
    guard let epochs = try step.whole("every", in: Schedule.stepRange) else {
      throw step.missing("every")
    }
    guard let factor = try step.number("factor", in: Schedule.factorRange) else {
      throw step.missing("factor")
    }
    return .step(epochs: epochs, factor: factor)
  }
}

extension Space {
  fileprivate init(_ file: Section) throws(StudyError) {
    let section = try file.required("space", keys: ["operators", "schemas", "baselines"])
    guard let schemas = try section.distinctTexts("schemas") else {
      throw section.missing("schemas")
    }
    guard !schemas.isEmpty else { throw section.wrong("schemas", "at least one schema") }
    self.init(
      operators: try section.text("operators") ?? "aquasurf-27", schemas: schemas,
      baselines: try section.distinctTexts("baselines") ?? Self.publishedBaselines)
  }
}

extension Search {
  fileprivate init(_ file: Section) throws(StudyError) {
    let section = try file.required(
      "search",
      keys: [
        "policy", "features", "surrogate", "neighbours", "weights", "map", "spread", "budget",
        "seed", "in-order", "spectra", "spectrum",
      ])
    guard let policy: PolicyName = try section.choice("policy") else {
      throw section.missing("policy")
    }
    guard let budget = try section.whole("budget", in: Self.budgetRange) else {
      throw section.missing("budget")
    }
    let spectrum = try section.section("spectrum", keys: ["batch", "labels", "seed", "weighting"])
    self.init(
      policy: policy, features: try section.choices("features") ?? [.outputs],
      surrogate: try section.choice("surrogate") ?? .knr,
      neighbours: try section.whole("neighbours", in: 1...1_000) ?? 3,
      weights: try section.choice("weights") ?? .uniform, map: try section.choice("map"),
      spread: try section.flag("spread"), budget: budget, seed: try section.seed("seed") ?? 1,
      inOrder: try section.whole("in-order", in: Self.inOrderRange),
      spectra: try section.whole("spectra", in: 1...Self.allSpectra)
        ?? (policy == .exhaustive ? Self.allSpectra : Self.enoughSpectra),
      spectrum: SpectrumRecipe(
        batch: try spectrum?.whole("batch", in: 1...65_536) ?? 100,
        labels: try spectrum?.choice("labels") ?? .data, seed: try spectrum?.seed("seed") ?? 42),
      weighting: try spectrum?.choice("weighting") ?? .code)
  }
}

extension Confirmation {
  fileprivate init(_ file: Section) throws(StudyError) {
    let section = try file.section("confirm", keys: ["top", "seeds", "epochs", "against"])
    self.init(
      top: try section?.whole("top", in: 0...1_000) ?? 3,
      seeds: try section?.whole("seeds", in: 2...1_000) ?? 5,
      epochs: try section?.whole("epochs", in: Recipe.epochsRange),
      against: try section?.distinctTexts("against") ?? ["relu(x)", "swish(x)"])
  }
}

extension Limits {
  fileprivate init(_ file: Section) throws(StudyError) {
    let section = try file.section("limits", keys: ["memory", "silence"])
    self.init(
      memory: try section?.whole("memory", in: 16...(1 << 24)) ?? 4096,
      silence: try section?.whole("silence", in: 1...86_400) ?? 120)
  }
}
