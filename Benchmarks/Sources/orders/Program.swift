import Foundation
import Transport

/// How many orders a second go through one coordinator, each with its result on the disk before
/// the acknowledgement.
///
///     orders ADDRESS WORKERS CAPACITY
///
/// Dials a coordinator as WORKERS workers that answer CAPACITY orders each at once, until the study
/// is finished. Prints JSON: acknowledgements, the seconds between the first and the last, their
/// rate, and how long one takes after its report.
@main struct Program {
  static func main() async throws {
    let arguments = CommandLine.arguments.dropFirst().map { String($0) }
    guard arguments.count == 3, let workers = Int(arguments[1]), workers > 0,
      let capacity = Int(arguments[2]), capacity > 0
    else { throw IdleWorker.Failure(description: "usage: orders ADDRESS WORKERS CAPACITY") }
    let address = try Address(arguments[0])
    let acknowledged = try await withThrowingTaskGroup { group in
      for number in 1...workers {
        group.addTask {
          var worker = try await IdleWorker(
            name: "idle-\(number)", capacity: capacity, address: address)
          try await worker.work()
          return worker.acknowledged
        }
      }
      var all: [(at: ContinuousClock.Instant, after: Duration)] = []
      for try await some in group { all += some }
      return all
    }
    let times = acknowledged.map(\.at)
    guard let first = times.min(), let last = times.max(), first < last else { return }
    let seconds = (last - first) / .seconds(1)
    let delays = acknowledged.map(\.after).sorted()
    func milliseconds(_ share: Double) -> Double {
      delays[min(delays.count - 1, Int(share * Double(delays.count)))] / .milliseconds(1)
    }
    print(
      String(
        format: #"{"orders": %d, "seconds": %.3f, "rate": %.0f, "p50": %.2f, "p99": %.2f}"#,
        times.count, seconds, Double(times.count - 1) / seconds, milliseconds(0.5),
        milliseconds(0.99)))
  }
}
