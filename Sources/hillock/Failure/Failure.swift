import Activations
import Benchmarking
import Curvature
import Datasets
import JSON
import Messages
import Networks
import Searching
import Storage
import Studies
import Transport
import Working

/// An error that ends a command: one line for the user, and the exit code.
struct Failure: Error, Equatable, CustomStringConvertible {
  let status: ExitStatus
  let description: String

  init(_ status: ExitStatus, _ description: String) {
    self.status = status
    self.description = Self.line(description)
  }

  /// Wrong usage or bad input.
  init(_ description: String) { self.init(.usage, description) }

  /// The failure that an error of any target amounts to; nil for an error that is not ours.
  init?(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as ExpressionError: self.init(.usage, error.description)
    case let error as StudyError: self.init(.usage, error.description)
    case let error as DatasetError: self.init(.usage, error.description)
    case let error as BenchmarkingError: self.init(.usage, error.description)
    case let error as NetworkError: self.init(.usage, error.description)
    case let error as SearchingError: self.init(.usage, error.description)
    case let error as CurvatureError: self.init(.usage, error.description)
    case let error as StorageError: self.init(Self.status(of: error), error.description)
    case let error as TransportError: self.init(Self.status(of: error), error.description)
    case let error as MessageError: self.init(.refused, error.description)
    case let error as WorkerError: self.init(Self.status(of: error), error.description)
    case let error as JSON.SyntaxError: self.init(.refused, "answer refused: \(error)")
    case let error as JSONFields.Damage: self.init(.refused, "answer refused: \(error)")
    default: return nil
    }
  }

  private static func status(of error: StorageError) -> ExitStatus {
    switch error {
    case .inUse, .newerVersion, .otherStudy: .refused
    case .missing, .notALedger: .usage
    case .damaged, .readOnly, .full, .outOfSequence, .conflict, .failed: .failed
    }
  }

  private static func status(of error: WorkerError) -> ExitStatus {
    switch error {
    case .unfit: .usage
    case .cannotStart: .failed
    }
  }

  private static func status(of error: TransportError) -> ExitStatus {
    switch error {
    case .badAddress: .usage
    case .insecure, .addressInUse, .cannotBind, .cannotConnect: .refused
    case .failedCall: .failed
    }
  }

  /// A text on one line, its first 1,000 characters.
  static func line(_ text: String) -> String {
    let words = text.prefix(1_000).split(whereSeparator: \.isNewline)
    return words.map { $0.trimmingPrefix(while: \.isWhitespace) }.joined(separator: "; ")
  }
}
