import ArgumentParser
import Foundation
import Logging
import Spelling

/// The program's log, on standard error.
enum Log {
  /// Makes a logger whose level HILLOCK_LOG sets: trace, debug, info, notice, warning, error.
  static func make(_ label: String, default level: Logger.Level) throws(Failure) -> Logger {
    var logger = Logger(label: label, factory: StreamLogHandler.standardError(label:))
    logger.logLevel = level
    if let name = Environment.current["HILLOCK_LOG"] {
      guard let named = Logger.Level(rawValue: name) else {
        let names = Logger.Level.allCases.map(\.rawValue)
        throw Failure(
          "HILLOCK_LOG is \(quoted(name))\(suggestion(for: name, among: names)); "
            + "expected \(names.joined(separator: ", "))")
      }
      logger.logLevel = named
    }
    return logger
  }
}
