import ArgumentParser

/// `hillock benchmark`: functions that were all evaluated, so that searches can be compared.
struct Benchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Records a benchmark of activation functions, and compares searches on one.",
    subcommands: [Record.self, BenchmarkSpectra.self, BenchmarkRun.self])
}
