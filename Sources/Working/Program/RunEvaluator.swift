import Foundation
import Glibc

/// Evaluates the orders that come over standard input, until that ends; the whole of the
/// `evaluate` command, which a worker starts for each of its slots.
///
/// When the input ends, so does the process, whatever it computes: its supervisor is gone.
///
/// For tests of what surrounds it, the environment variable `HILLOCK_FAULT` plants faults; see
/// `PlantedFault`.
///
/// - Parameters:
///   - program: the version of this program, which reports name.
///   - dataFolder: where data set files are; nil for the place where Debian puts them.
///   - cacheFolder: for inflated data sets.
/// - Returns: the program's exit code.
public func runEvaluator(
  program: String, dataFolder: String? = nil, cacheFolder: String
) async -> Int32 {
  ignoreBrokenPipes()
  let orders = OrderPipe(reading: .standardInput, writing: .standardOutput)
  orders.start { exit(0) }
  let faults = PlantedFault.faults(
    in: ProcessInfo.processInfo.environment[PlantedFault.variable] ?? "")
  let evaluator = Evaluator(
    program: program,
    datasets: OpenDatasets(folder: dataFolder, cache: cacheFolder),
    faults: faults)
  for await (order, attempt) in orders.orders {
    await evaluator.evaluate(order, attempt: attempt, telling: orders)
  }
  return 0
}
