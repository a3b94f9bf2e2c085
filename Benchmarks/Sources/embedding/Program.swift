import Foundation
import Randomness
import Surrogates

/// Lays out features that a file holds, and says how long it took.
///
///     embedding SEED THREADS POINTS (FILE WIDTH euclidean|manhattan NEIGHBOURS)...
///
/// Files hold floats of 32 bits, row by row. POINTS is written in the same way. Prints JSON: the
/// seconds until each stage was over, and the peak of the process's memory.
@main struct Program {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst().map { String($0) }
    guard arguments.count >= 7, (arguments.count - 3).isMultiple(of: 4),
      let seed = UInt64(arguments[0]), let threads = Int(arguments[1])
    else { throw Usage() }
    let sources = try stride(from: 3, to: arguments.count, by: 4).map { first in
      guard let width = Int(arguments[first + 1]), let neighbours = Int(arguments[first + 3])
      else { throw Usage() }
      return Embedding.Source(
        Features(width: width, values: try floats(arguments[first])),
        metric: arguments[first + 2] == "manhattan" ? .manhattan : .euclidean,
        neighbours: neighbours)
    }

    let clock = ContinuousClock()
    let began = clock.now
    var ends: [Embedding.Stage: Duration] = [:]
    let embedding = Embedding(sources, seed: Seed(seed), threads: threads) { stage, _ in
      ends[stage] = clock.now - began
    }
    let whole = clock.now - began
    guard let embedding else { return }
    let points = embedding.points.values.flatMap { value in
      (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) }
    }
    try Data(points).write(to: URL(filePath: arguments[2]))
    let stages = [Embedding.Stage.neighbours, .start].map { ends[$0].map(seconds) ?? 0 }
    print(
      """
      {"seconds": \(seconds(whole)), "neighbours": \(stages[0]), "graph": \(stages[1]), \
      "megabytes": \(peakMegabytes())}
      """)
  }

  private static func seconds(_ duration: Duration) -> Double {
    (duration / .seconds(1) * 1000).rounded() / 1000
  }

  private static func floats(_ path: String) throws -> [Float] {
    let bytes = try Data(contentsOf: URL(filePath: path), options: .alwaysMapped)
    return [Float](unsafeUninitializedCapacity: bytes.count / 4) { values, count in
      count = bytes.copyBytes(to: values) / 4
    }
  }

  private static func peakMegabytes() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return (line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) / 1024
  }

  private struct Usage: Error, CustomStringConvertible {
    var description: String {
      "usage: embedding SEED THREADS POINTS (FILE WIDTH euclidean|manhattan NEIGHBOURS)..."
    }
  }
}
