import Activations
import Datasets
import JSON
import Networks
import Reporting
import Studies

/// What `hillock train` prints.
struct TrainReport {
  let training: Training
  /// The network as it was named.
  let network: String
  let result: TrainingResult
  let provenance: Provenance

  func text(_ format: Format) -> String {
    switch format {
    case .table: heading + curve.text + (learned.map { "\n" + $0.text } ?? "")
    case .csv: curve.csv
    case .json: json.description + "\n"
    }
  }

  /// One epoch on one line.
  static func line(_ record: EpochRecord) -> String {
    "train loss \(record.trainLoss.fixed(4)) accuracy \(record.trainAccuracy.fixed(4))"
      + "  validation loss \(record.validationLoss.fixed(4))"
      + " accuracy \(record.validationAccuracy.fixed(4))  \(record.seconds.fixed(1)) s"
  }

  private var heading: String {
    var text = "\(training.activation.expression) in \(network) on \(training.dataset.name): "
    switch result.outcome {
    case .completed(let finding):
      if let metrics = finding.metrics {
        text += "validation accuracy \(metrics.validationAccuracy.fixed(4))"
        if let test = metrics.test { text += ", test accuracy \(test.accuracy.fixed(4))" }
      }
    case .infeasible(let reason): text += "infeasible, \(reason)"
    case .failed(let reason): text += "failed, \(reason)"
    case .cancelled: text += "cancelled"
    }
    return text + " (\(result.seconds.fixed(2)) s of training)\n"
  }

  private var curve: Table {
    var table = Table([
      .number("epoch"), .number("trainLoss", "train loss"),
      .number("trainAccuracy", "train accuracy"), .number("validationLoss", "validation loss"),
      .number("validationAccuracy", "validation accuracy"), .number("seconds"),
    ])
    for record in result.curve {
      table.add([
        .whole(record.epoch), .number(record.trainLoss), .number(record.trainAccuracy),
        .number(record.validationLoss), .number(record.validationAccuracy),
        .number(record.seconds, decimals: 2),
      ])
    }
    return table
  }

  /// What the function's parameters have become, place by place; nil where it has none.
  private var learned: Table? {
    guard let learned = result.outcome.metrics?.learned, !learned.isEmpty else { return nil }
    var table = Table([
      .text("site"), .number("parameter"), .number("count"), .number("mean"),
      .number("deviation"), .number("least"), .number("greatest"),
    ])
    for one in learned {
      table.add([
        .text(one.site), .whole(one.parameter), .whole(one.count), .number(one.mean),
        .number(one.deviation), .number(one.least), .number(one.greatest),
      ])
    }
    return table
  }

  private var json: JSON {
    let recipe = training.recipe
    return .object([
      .init("function", .text(training.activation.expression.description)),
      .init("network", .text(network)), .init("dataset", .text(training.dataset.name)),
      .init("epochs", .whole(recipe.epochs)), .init("batch", .whole(recipe.batch)),
      .init("seed", .seed(training.seed)),
      .init("outcome", .object(result.outcome.fields)),
      .init("seconds", .number(result.seconds)),
      .init("curve", .list(result.curve.map { .object($0.members(withWords: true)) })),
      .init(
        "provenance",
        [
          "program": .text(provenance.program), "processor": .text(provenance.processor),
          "kernels": .text(provenance.kernels), "dataset": .text("\(provenance.dataset)"),
        ]),
    ])
  }
}
