import Spelling

/// Why a recorded benchmark cannot be used.
///
/// Each text says what is wrong and what was expected; whoever knows the file puts its name before.
public enum BenchmarkingError: Error, Equatable, CustomStringConvertible {
  /// A text or some bytes are no part of a recorded benchmark.
  case notRecorded(reason: String)
  /// A later version wrote this.
  case newerVersion(found: Int, readable: Int)
  /// A line of the table cannot be read.
  case wrongLine(number: Int, reason: String)
  /// The spectra contradict themselves or were cut off.
  case damagedSpectra(reason: String)
  /// The table knows too little of the study's space.
  case otherSpace(recorded: Int, of: Int)
  /// There is no such policy.
  case unknownPolicy(name: String, nearest: String?)
  /// A policy needs spectra and the benchmark has none.
  case noSpectra(policy: String)

  public var description: String {
    switch self {
    case .notRecorded(let reason): "no recorded benchmark: \(reason)"
    case .newerVersion(let found, let readable):
      "it is version \(found); this program reads up to \(readable)"
    case .wrongLine(let number, let reason): "line \(number): \(reason)"
    case .damagedSpectra(let reason): "damaged spectra: \(reason)"
    case .otherSpace(let recorded, let count):
      "the study's space has \(count) classes, \(recorded) of them with a result; expected "
        + "99 % at least"
    case .unknownPolicy(let name, let nearest):
      "unknown policy \(quoted(name))"
        + (nearest.map { " (did you mean '\($0)'?)" } ?? "")
    case .noSpectra(let policy):
      "policy '\(policy)' needs spectra, which the benchmark does not have"
    }
  }
}
