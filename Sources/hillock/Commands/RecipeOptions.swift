import ArgumentParser
import Spelling
import Studies

/// The flags that make up a recipe.
struct RecipeOptions: ParsableArguments {
  @Option(
    parsing: .unconditional, help: "How often the training images are seen. (default: 3)",
    transform: OptionValue.whole(in: Recipe.epochsRange))
  var epochs = 3

  @Option(
    parsing: .unconditional, help: "Images a step. (default: 128)",
    transform: OptionValue.whole(in: Recipe.batchRange))
  var batch = 128

  @Option(
    parsing: .unconditional, help: "The learning rate. (default: 0.05)",
    transform: OptionValue.number(in: Optimizer.rateRange))
  var rate = 0.05

  @Option(
    parsing: .unconditional,
    help: "The momentum of stochastic gradient descent. (default: 0.9)",
    transform: OptionValue.number(in: Optimizer.momentumRange))
  var momentum = 0.9

  @Option(
    parsing: .unconditional, help: "Weight decay. (default: 0.0005)",
    transform: OptionValue.number(in: Optimizer.decayRange))
  var decay = 5e-4

  @Option(help: "How the rate changes: constant, cosine, or step:EPOCHS:FACTOR.")
  var schedule = "cosine"

  @Option(
    help: "What has its own values of a function's learnable parameters: channel or layer.")
  var parametersPer = ParameterDescent.Sharing.channel

  @Option(
    parsing: .unconditional,
    help: "The learning rate of a function's parameters. (default: that of the weights)",
    transform: OptionValue.number(in: Optimizer.rateRange))
  var parametersRate: Double?

  @Option(
    parsing: .unconditional, help: "Weight decay of a function's parameters. (default: 0)",
    transform: OptionValue.number(in: Optimizer.decayRange))
  var parametersDecay = 0.0

  /// The recipe, within the bounds that a study file has too.
  func recipe() throws(Failure) -> Recipe {
    Recipe(
      epochs: epochs, batch: batch,
      optimizer: Optimizer(
        rate: rate, momentum: momentum, decay: decay, schedule: try parsedSchedule(),
        parameters: ParameterDescent(
          per: parametersPer, rate: parametersRate, decay: parametersDecay)))
  }

  private func parsedSchedule() throws(Failure) -> Schedule {
    switch schedule {
    case "constant": return .constant
    case "cosine": return .cosine
    default:
      let parts = schedule.split(separator: ":", omittingEmptySubsequences: false)
      if parts.count == 3, parts[0] == "step", let epochs = Int(parts[1]),
        Schedule.stepRange.contains(epochs), let factor = Double(parts[2]),
        Schedule.factorRange.contains(factor)
      {
        return .step(epochs: epochs, factor: factor)
      }
      let nearest = suggestion(for: schedule, among: ["constant", "cosine", "step"])
      throw Failure(
        "unknown schedule \(quoted(schedule))\(nearest); "
          + "expected constant, cosine or step:EPOCHS:FACTOR, with a factor in 0...1")
    }
  }
}

extension ParameterDescent.Sharing: ExpressibleByArgument {}
