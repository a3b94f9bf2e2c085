import ArgumentParser
import Spelling
import Studies

/// The flags that make up a recipe.
struct RecipeOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: "How often the training images are seen.")
  var epochs = 3

  @Option(parsing: .unconditional, help: "Images a step.")
  var batch = 128

  @Option(parsing: .unconditional, help: "The learning rate.")
  var rate = 0.05

  @Option(parsing: .unconditional, help: "The momentum of stochastic gradient descent.")
  var momentum = 0.9

  @Option(parsing: .unconditional, help: "Weight decay.")
  var decay = 5e-4

  @Option(help: "How the rate changes: constant, cosine, or step:EPOCHS:FACTOR.")
  var schedule = "cosine"

  /// The recipe; its numbers are checked where a training is made.
  func recipe() throws(Failure) -> Recipe {
    Recipe(
      epochs: epochs, batch: batch,
      optimizer: Optimizer(
        rate: rate, momentum: momentum, decay: decay, schedule: try parsedSchedule()))
  }

  private func parsedSchedule() throws(Failure) -> Schedule {
    switch schedule {
    case "constant": return .constant
    case "cosine": return .cosine
    default:
      let parts = schedule.split(separator: ":", omittingEmptySubsequences: false)
      if parts.count == 3, parts[0] == "step", let epochs = Int(parts[1]), epochs >= 1,
        let factor = Double(parts[2]), factor >= 0, factor.isFinite
      {
        return .step(epochs: epochs, factor: factor)
      }
      let nearest = suggestion(for: schedule, among: ["constant", "cosine", "step"])
      throw Failure(
        "unknown schedule \(quoted(schedule))\(nearest); "
          + "expected constant, cosine or step:EPOCHS:FACTOR")
    }
  }
}
