import Studies

/// What the published studies need and this version does not have yet.
///
/// Their study files are checked all the same: whoever runs one is told what is missing instead of
/// that a name is unknown.
enum PlannedNames {
  /// Data sets without a reader.
  static let datasets = ["cifar-10", "cifar-100", "imagenette", "imagenet"]
  /// Networks with layers that are not there.
  static let networks = ["resnet-56", "mobilevitv2-0.5"]

  /// The planned things that a study names, in words; empty when it names none.
  static func missing(in study: Study) -> [String] {
    let (objective, search) = (study.objective, study.search)
    return [
      datasets.contains(objective.dataset)
        ? "a reader of the data set '\(objective.dataset)'" : nil,
      networks.contains(objective.network) ? "the network '\(objective.network)'" : nil,
      search.features == [.outputs] ? nil : "a search with the feature 'spectrum'",
      search.surrogate == .knr ? nil : "the surrogate '\(search.surrogate.rawValue)'",
      search.weights == .uniform ? nil : "the weights '\(search.weights.rawValue)'",
      search.map == .distances || search.features.count > 1
        ? nil : "the map '\(search.map.rawValue)'",
      search.spread && search.features == [.outputs] ? "proposals that keep apart" : nil,
    ].compactMap { $0 }
  }
}
