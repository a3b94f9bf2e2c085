import Studies

/// What the published studies need and this version does not have yet.
///
/// Their study files are checked all the same: whoever runs one is told what is missing instead of
/// that a name is unknown.
enum PlannedNames {
  /// Data sets without a reader.
  static let datasets = ["cifar-10", "cifar-100", "imagenette", "imagenet"]
  /// Networks with layers that are not there.
  static let networks = ["mobilevitv2-0.5"]

  /// The planned things that a study names, in words; empty when it names none.
  static func missing(in study: Study) -> [String] {
    let objective = study.objective
    return [
      datasets.contains(objective.dataset)
        ? "a reader of the data set '\(objective.dataset)'" : nil,
      networks.contains(objective.network) ? "the network '\(objective.network)'" : nil,
    ].compactMap { $0 }
  }
}
