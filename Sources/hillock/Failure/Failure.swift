import Activations
import Benchmarking
import Curvature
import Datasets
import Foundation
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

/// How the process ends; scripts rely on the numbers.
///
/// Thrown, it ends a command that has already said what there is to say.
enum ExitStatus: Int32, Error {
  case done = 0
  /// Wrong usage, bad input, missing or wrong files.
  case usage = 2
  /// Another version, a wrong key, a port or a ledger that is taken.
  case refused = 3
  /// The study or the disk failed.
  case failed = 4
  case interrupted = 130
}

extension Error {
  /// What the system said of a file or a stream, in the lower case that reasons start with.
  var reason: String {
    let underlying = (self as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    switch (self as? CocoaError)?.code {
    case .fileNoSuchFile, .fileReadNoSuchFile: return "no such folder"
    case .fileWriteNoPermission, .fileReadNoPermission: return "permission denied"
    case .fileWriteOutOfSpace: return "the disk is full"
    case .fileWriteVolumeReadOnly: return "the disk is read-only"
    default: break
    }
    let system = underlying ?? self as NSError
    switch (system.domain, Int32(system.code)) {
    case (NSPOSIXErrorDomain, ENOSPC): return "the disk is full"
    case (NSPOSIXErrorDomain, EBADF): return "it is closed"
    default:
      let text = system.localizedDescription.split(separator: "completed. ").last ?? "unknown"
      let words = text.hasSuffix(".") ? text.dropLast() : text
      return words.prefix(1).lowercased() + words.dropFirst()
    }
  }
}
