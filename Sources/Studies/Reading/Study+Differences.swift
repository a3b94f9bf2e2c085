extension Study {
  /// The first key in which a continued study differs from what its ledger was begun with, or nil
  /// when it may continue: budget, confirmation and limits may change.
  ///
  /// Limits decide no result, only how much an evaluation may use. In-order does: which results a
  /// proposal knew follows from it, and nothing records when it changed.
  /// A recording of every class proposes the same whatever is known of the functions, so a feature
  /// may be added to it, and spectra to those that it has; what it has is neither taken away nor
  /// made in another way.
  ///
  /// - Parameter begun: the study as it began, or as it was continued before; both are to be asked.
  /// - Returns: the key as a study file has it.
  public func forbiddenChange(from begun: Study) -> String? {
    let mayDescribe = search.policy == .exhaustive
    let mayAddFeatures = mayDescribe && begun.search.features.allSatisfy(search.features.contains)
    let mayAddSpectra = mayDescribe && !begun.search.features.contains(.spectrum)
    let comparisons: [(String, Bool)] = [
      ("study", name == begun.name),
      ("objective.dataset", objective.dataset == begun.objective.dataset),
      ("objective.network", objective.network == begun.objective.network),
      ("objective.epochs", objective.recipe.epochs == begun.objective.recipe.epochs),
      ("objective.horizon", objective.recipe.horizon == begun.objective.recipe.horizon),
      ("objective.rehearsal", objective.rehearsal == begun.objective.rehearsal),
      ("objective.batch", objective.recipe.batch == begun.objective.recipe.batch),
      ("objective.optimizer", objective.recipe.optimizer == begun.objective.recipe.optimizer),
      ("objective.metric", objective.metric == begun.objective.metric),
      ("space.operators", space.operators == begun.space.operators),
      ("space.schemas", space.schemas == begun.space.schemas),
      ("space.baselines", space.baselines == begun.space.baselines),
      ("search.policy", search.policy == begun.search.policy),
      ("search.features", mayAddFeatures || search.features == begun.search.features),
      ("search.surrogate", search.surrogate == begun.search.surrogate),
      ("search.neighbours", search.neighbours == begun.search.neighbours),
      ("search.weights", search.weights == begun.search.weights),
      ("search.map", mayDescribe || search.map == begun.search.map),
      ("search.spread", mayDescribe || search.spread == begun.search.spread),
      ("search.seed", search.seed == begun.search.seed),
      ("search.in-order", search.inOrder == begun.search.inOrder),
      ("search.spectra", mayDescribe || search.spectra == begun.search.spectra),
      ("search.spectrum", mayAddSpectra || search.spectrum == begun.search.spectrum),
      ("search.spectrum.weighting", search.weighting == begun.search.weighting),
    ]
    return comparisons.first { !$0.1 }?.0
  }
}
