import Activations
import Benchmarking
import Datasets
import Foundation
import JSON
import Orders
import Reporting
import Storage
import Studies

/// A benchmark as it is written down: what every class of a space measured.
struct Recording {
  let study: ResolvedStudy
  /// What the functions were trained on.
  let dataset: Dataset
  let yaml: String
  /// The evaluations of the study's ledger.
  let trials: [Trial]
  /// Its spectra, by ascending class.
  let spectra: [ClassSpectrum]
  /// The orders that they come from.
  let spectrumTrials: [Trial]

  /// The version of the files' form.
  static let version = 1

  /// Writes the files; what was in the folder under their names is replaced.
  ///
  /// Spectra are written where the study has that feature, and left as they are elsewhere.
  ///
  /// - Parameter folder: made when it is missing.
  /// - Throws: why a file cannot be written.
  func write(to folder: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw Failure(.failed, "cannot write benchmark \(folder): \(error.reason)")
    }
    try TextFile.write(results.csv, to: folder + "/results.csv", as: "results")
    try TextFile.write(yaml, to: folder + "/study.yaml", as: "study")
    try TextFile.write(about.description + "\n", to: folder + "/about.json", as: "description")
    guard study.study.search.features.contains(.spectrum) else { return }
    let found = spectra.map { ($0.key, $0.spectrum) }
    let provenances = spectrumTrials.compactMap(\.provenance)
    func origin(_ key: String, _ values: [String]) -> JSON.Member {
      .init(key, .text(distinct(values).joined(separator: ", ")))
    }
    try BenchmarkFolder(path: folder).write(
      try RecordedSpectra(recipe: study.study.search.spectrum, found),
      origin: [
        .init("spectraCommand", .text(command)),
        origin("spectraProgram", provenances.map(\.program)),
        origin("spectraProcessor", provenances.map(\.processor)),
        origin("spectraKernels", provenances.map(\.kernels)),
      ])
  }

  private var command: String { "hillock benchmark record \(study.study.name).yaml" }

  /// A line for each evaluation, in the order of the classes; one class's by their seeds' places.
  var results: Table {
    var table = Table([
      .number("class"), .text("key"), .text("form"), .text("finite"), .text("baseline"),
      .number("place"), .text("seed"), .text("state"), .text("reason"),
      .number("trainLoss"), .number("trainAccuracy"), .number("validationLoss"),
      .number("validationAccuracy"), .number("testLoss"), .number("testAccuracy"),
      .number("seconds"),
    ])
    let baselines = Set(study.baselines.compactMap { study.table.class(of: $0) })
    let settled = trials.filter { $0.outcome != nil }
    for trial in settled.sorted(by: { ($0.place, $0.seedPlace) < ($1.place, $1.seedPlace) }) {
      guard let candidate = trial.order.candidate else { continue }
      let metrics = trial.metrics
      table.add([
        .whole(trial.place), .text(candidate.key.description), .text(candidate.form),
        .text(study.table.classes.isFinite[trial.place] ? "yes" : "no"),
        .text(baselines.contains(trial.place) ? "yes" : "no"),
        .whole(trial.seedPlace), .text(String(trial.order.evaluation.seed)),
        .text(trial.state.rawValue), .text(trial.reason ?? ""),
        .number(metrics?.trainLoss), .number(metrics?.trainAccuracy),
        .number(metrics?.validationLoss), .number(metrics?.validationAccuracy),
        .number(metrics?.test?.loss), .number(metrics?.test?.accuracy),
        .number(trial.provenance?.seconds),
      ])
    }
    return table
  }

  /// What was measured, with what.
  var about: JSON {
    let provenances = trials.compactMap(\.provenance)
    let seconds = trials.compactMap { trial in
      trial.metrics == nil ? nil : trial.provenance?.seconds
    }.sorted()
    return [
      "version": .whole(Self.version), "study": .text(study.study.name),
      "command": .text(command),
      "programs": .list(distinct(provenances.map(\.program)).map { .text($0) }),
      "processors": .list(distinct(provenances.map(\.processor)).map { .text($0) }),
      "kernels": .list(distinct(provenances.map(\.kernels)).map { .text($0) }),
      "dataset": .text(dataset.name), "datasetDigest": .text("\(dataset.digest)"),
      "classes": .whole(study.table.classes.count),
      "finiteClasses": .whole(study.table.finiteClassCount),
      "evaluations": .whole(trials.count { $0.outcome != nil }),
      "completed": .whole(trials.count { $0.metrics != nil }),
      "medianSeconds": .number(orNull: seconds.isEmpty ? nil : seconds[seconds.count / 2]),
      "chance": .number(study.chance),
      "metric": .text("validationAccuracy"),
    ]
  }

  /// What a person is told.
  func summary(folder: String) -> String {
    let best = trials.compactMap { trial in
      trial.metrics.map { ($0.validationAccuracy, trial.order.candidate?.form ?? "-") }
    }.max { $0.0 < $1.0 }
    let finding = best.map { "; the best single result is \($0.0.fixed(4)), \($0.1)" } ?? ""
    return "\(study.study.name): \(trials.count { $0.outcome != nil }) evaluations of "
      + "\(study.table.classes.count) classes in \(folder)\(finding)\n"
  }

  private func distinct(_ texts: [String]) -> [String] { Set(texts).sorted() }
}

extension Trial {
  /// Its class.
  fileprivate var place: Int { order.candidate?.place ?? -1 }

  /// 0 for the search's evaluation, then one for each of the confirmation's seeds.
  fileprivate var seedPlace: Int {
    switch order.purpose {
    // Spectra are not among the trials.
    case .search, .spectrum: 0
    case .confirmation(let seed): seed + 1
    }
  }
}
