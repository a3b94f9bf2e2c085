import Activations
import Datasets
import JSON
import Networks
import Orders
import Reporting
import Studies

/// What a study would do.
struct DryRun {
  let study: ResolvedStudy
  /// The ledger's path.
  let ledger: String
  /// How many search evaluations it holds; nil where it would be made.
  let settled: Int?

  func text(_ format: Format) -> String {
    let plan = study.study
    let members: [JSON.Member] = [
      .init("study", .text(plan.name)), .init("policy", .text(plan.search.policy.name.rawValue)),
      .init("expressions", .whole(study.table.expressionCount)),
      .init("classes", .whole(study.table.classes.count)),
      .init("finiteClasses", .whole(study.table.finiteClassCount)),
      .init("spectra", .whole(study.featurisation?.candidates.count ?? 0)),
      .init("budget", .whole(plan.search.budget)),
      .init("ledger", .text(ledger)),
      .init("settled", settled.map { .whole($0) } ?? .null),
      .init("network", .text(plan.objective.network)),
      .init("parameters", study.trained.map { .whole($0.plan.parameterCount) } ?? .null),
      .init("dataset", .text(plan.objective.dataset)),
      .init("trainingImages", study.trained.map { .whole($0.dataset.train.count) } ?? .null),
      .init("epochs", .whole(plan.objective.recipe.epochs)),
      .init(
        "confirmationAtMost",
        .whole(
          plan.confirmation.top == 0
            ? 0
            : plan.confirmation.seeds
              * (plan.confirmation.top + plan.confirmation.against.count + 1))
      ),
    ]
    if format == .json { return JSON.object(members).description + "\n" }
    var table = Table([.text("key"), .text("value")])
    for member in members {
      let value =
        switch member.value {
        case .text(let text): text
        case .null: "-"
        default: "\(member.value)"
        }
      table.add([.text(member.key), .text(value)])
    }
    return format == .csv ? table.csv : table.text
  }
}
