import Activations
import ArgumentParser
import Datasets
import Networks
import Studies
import Tensors
import Working

/// `hillock train`: one evaluation in this process.
struct Train: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Trains a network with one activation function, here, and says how good it is.")

  @OptionGroup var subject: SubjectOptions

  @Option(
    parsing: .unconditional, help: "Where weights, order and dropout come from. (default: 1)",
    transform: OptionValue.seed)
  var seed: UInt64 = 1

  @Flag(help: "Also measure on the test images, after the last epoch.")
  var test = false

  @OptionGroup(title: "Recipe") var recipe: RecipeOptions
  @OptionGroup(title: "Folders") var folders: FolderOptions
  @OptionGroup var output: FormatOption

  func run() async throws {
    let format = try output.resolved()
    let (function, plan, images) = try subject.resolved(folders)
    let training = try Training(
      plan: plan, activation: function, recipe: try recipe.recipe(), dataset: images,
      seed: seed, measuresTest: test)

    LinearAlgebra.threads = 1
    let interruption = Interruption()
    let progress = Progress(total: training.recipe.epochs)
    let result = await onComputeThread(name: "training") {
      let start = ContinuousClock.now
      return training.run(
        clock: { ContinuousClock.now - start }, isCancelled: { interruption.isRequested },
        progress: { progress.report($0.epoch, TrainReport.line($0)) })
    }
    progress.finish()
    if interruption.isRequested, result.outcome == .cancelled {
      Console.note("interrupted after \(result.curve.count) epochs")
      throw ExitStatus.interrupted
    }
    let report = TrainReport(
      training: training, network: subject.network, result: result,
      provenance: Provenance(
        program: Program.version, processor: Working.Host.processor,
        kernels: LinearAlgebra.kernels, dataset: images.digest, seconds: result.seconds,
        curve: result.curve))
    try Console.print(report.text(format))
  }
}
