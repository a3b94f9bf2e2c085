import ArgumentParser

/// `hillock benchmark`: results of a whole space, and policies that play against them.
struct Benchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compares search policies on a recorded benchmark.",
    subcommands: [BenchmarkRun.self])
}
