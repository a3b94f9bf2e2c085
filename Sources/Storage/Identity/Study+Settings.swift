import JSON
import Studies

extension Study {
  /// These settings as a study file in JSON, which is YAML: reading it gives them back.
  var settings: JSON {
    [
      "study": .text(name),
      "objective": objective.settings,
      "space": [
        "operators": .text(space.operators),
        "schemas": .list(space.schemas.map { .text($0) }),
        "baselines": .list(space.baselines.map { .text($0) }),
      ],
      "search": search.settings,
      "confirm": confirmation.settings,
      "limits": ["memory": .whole(limits.memory), "silence": .whole(limits.silence)],
    ]
  }
}

extension Confirmation {
  fileprivate var settings: JSON {
    var members: [JSON.Member] = [
      .init("top", .whole(top)), .init("seeds", .whole(seeds)),
      .init("against", .list(against.map { .text($0) })),
    ]
    if let epochs { members.append(.init("epochs", .whole(epochs))) }
    return .object(members)
  }
}

extension Rehearsal {
  fileprivate var settings: JSON {
    [
      "seconds": .number(seconds), "crashes": .number(crashes), "hangs": .number(hangs),
      "infeasible": .number(infeasible), "broken": .number(broken),
    ]
  }
}

extension Objective {
  fileprivate var settings: JSON {
    if let rehearsal {
      return ["rehearsal": rehearsal.settings, "epochs": .whole(recipe.epochs)]
    }
    let optimizer = recipe.optimizer
    let schedule: JSON =
      switch optimizer.schedule {
      case .constant: "constant"
      case .cosine: "cosine"
      case .step(let epochs, let factor):
        ["every": .whole(epochs), "factor": .number(factor)]
      }
    var members: [JSON.Member] = [
      .init("dataset", .text(dataset)), .init("network", .text(network)),
      .init("epochs", .whole(recipe.epochs)), .init("batch", .whole(recipe.batch)),
      .init("optimizer", .object(optimizer.members(schedule: schedule))),
    ]
    // Studies that were begun before there was a choice stay as they are written.
    if metric != .validationAccuracy { members.append(.init("metric", .text(metric.name))) }
    if let horizon = recipe.horizon { members.append(.init("horizon", .whole(horizon))) }
    return .object(members)
  }
}

extension Optimizer {
  /// How parameters are treated is written where it is not the default, so that studies that were
  /// begun before there were any stay as they are written.
  fileprivate func members(schedule: JSON) -> [JSON.Member] {
    var members: [JSON.Member] = [
      .init("name", "sgd"), .init("rate", .number(rate)), .init("momentum", .number(momentum)),
      .init("decay", .number(decay)), .init("schedule", schedule),
    ]
    if parameters != ParameterDescent() {
      members.append(
        .init(
          "parameters",
          [
            "per": .text(parameters.per.rawValue), "rate": .number(orNull: parameters.rate),
            "decay": .number(parameters.decay),
          ]))
    }
    return members
  }
}

extension Search {
  fileprivate var settings: JSON {
    var members: [JSON.Member] = [
      .init("policy", .text(policy.rawValue)),
      .init("features", .list(features.map { .text($0.rawValue) })),
      .init("surrogate", .text(surrogate.rawValue)),
      .init("neighbours", .whole(neighbours)),
      .init("weights", .text(weights.rawValue)),
      .init("map", .text(map.rawValue)),
      .init("spread", .flag(spread)),
      .init("budget", .whole(budget)),
      // A seed may need all 64 bits: text in JSON, the same number to a reader of YAML.
      .init("seed", .text(String(seed))),
      .init("spectra", .whole(spectra)),
      .init(
        "spectrum",
        [
          "batch": .whole(spectrum.batch), "labels": .text(spectrum.labels.rawValue),
          "seed": .text(String(spectrum.seed)), "weighting": .text(weighting.rawValue),
        ]),
    ]
    if let inOrder { members.append(.init("in-order", .whole(inOrder))) }
    return .object(members)
  }
}
