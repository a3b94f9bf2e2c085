import ArgumentParser

/// The command without a subcommand, which shows its help.
struct Hillock: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hillock",
    abstract: "Finds the activation function that a network should be using.",
    discussion: """
      Exit codes: 0 done, 2 usage or bad input, 3 refused, 4 study or disk failure, \
      130 interrupted.
      """,
    version: Program.version,
    subcommands: [
      Search.self, Coordinate.self, Work.self, Evaluate.self, Watch.self, Status.self, Best.self,
      Trials.self, Explain.self, Replay.self, Export.self, Benchmark.self, Train.self,
      SpectrumCommand.self, NetworkCommand.self, Activation.self, Space.self, Doctor.self,
    ])
}

/// `hillock benchmark`: functions that were all evaluated, so that searches can be compared.
struct Benchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Records a benchmark of activation functions, and compares searches on one.",
    subcommands: [Record.self, BenchmarkSpectra.self, BenchmarkRun.self])
}
