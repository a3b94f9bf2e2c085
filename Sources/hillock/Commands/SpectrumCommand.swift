import Activations
import ArgumentParser
import Curvature
import Datasets
import Files
import Foundation
import Networks
import Spelling
import Studies
import Tensors

/// `hillock spectrum`: the Fisher feature of one function in one network.
struct SpectrumCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "spectrum",
    abstract: "Computes the Fisher eigenvalues of an untrained network with an activation function."
  )

  @OptionGroup var subject: SubjectOptions

  @Option(
    parsing: .unconditional,
    help: "Training images in the batch. (default: \(SpectrumRecipe().batch))",
    transform: OptionValue.whole(in: Recipe.batchRange))
  var batch = SpectrumRecipe().batch

  @Option(help: "Where labels come from: data, or model (drawn from the network's output).")
  var labels = SpectrumRecipe().labels

  @Option(
    parsing: .unconditional,
    help: "Where weights, batch and drawn labels come from. (default: \(SpectrumRecipe().seed))",
    transform: OptionValue.seed)
  var seed = SpectrumRecipe().seed

  @Option(
    help: ArgumentHelp(
      "Also write weights, batch, layer inputs, gradients, factors and eigenvalues as .npy files.",
      valueName: "folder"))
  var dump: String?

  @OptionGroup(title: "Folders") var folders: FolderOptions
  @OptionGroup var output: FormatOption

  func run() async throws {
    let format = try output.resolved()
    let (function, plan, images) = try subject.resolved(folders)
    let request = try SpectrumRequest(
      plan: plan, activation: function, dataset: images,
      recipe: SpectrumRecipe(batch: batch, labels: labels, seed: seed))
    let folder = try dump.map { path throws(Failure) in try ArrayFolder(path) }

    LinearAlgebra.threads = 1
    let interruption = Interruption()
    let outcome = try await onComputeThread(name: "spectrum") { () throws(Failure) in
      var failure: Failure?
      let outcome = request.run(
        isCancelled: { interruption.isRequested || failure != nil },
        record: folder.map { folder in
          { array in
            do throws(Failure) { try folder.write(array) } catch { failure = failure ?? error }
          }
        })
      if let failure { throw failure }
      return outcome
    }
    if outcome == .cancelled {
      Console.note("interrupted")
      throw ExitStatus.interrupted
    }
    let report = SpectrumReport(
      request: request, network: subject.network, outcome: outcome, kernels: LinearAlgebra.kernels)
    try folder?.write(report.description, as: ArrayFolder.report)
    try Console.print(report.text(format))
  }
}

extension SpectrumRecipe.Labels: ExpressibleByArgument {}

/// The folder that `--dump` names.
private struct ArrayFolder: Sendable {
  /// The name of the file that says what the arrays are of.
  static let report = "spectrum.json"

  private let path: String

  /// Makes the folder; one that holds another dump is refused, because the two would be mixed.
  init(_ path: String) throws(Failure) {
    self.path = path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    if let name = names.sorted().first(where: { $0 == Self.report || $0.hasSuffix(".npy") }) {
      throw Failure(
        "cannot write a dump into \(path): it holds another one (\(quoted(name))); "
          + "expected a new folder, or one without .npy files")
    }
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw Failure("cannot make the folder \(path): \(error.reason)")
    }
  }

  func write(_ array: NamedArray) throws(Failure) {
    try write(Data(array.numPyFile), as: array.name + ".npy")
  }

  func write(_ text: String, as name: String) throws(Failure) {
    try write(Data((text + "\n").utf8), as: name)
  }

  private func write(_ data: Data, as name: String) throws(Failure) {
    do {
      try WrittenFile(path + "/" + name).write(data)
    } catch {
      throw Failure(.failed, "cannot write \(path)/\(name): \(error.reason)")
    }
  }
}
