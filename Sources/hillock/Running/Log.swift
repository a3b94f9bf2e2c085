import ArgumentParser
import Foundation
import Logging

/// The program's log, on standard error.
enum Log {
  /// Makes a logger whose level HILLOCK_LOG sets: trace, debug, info, notice, warning, error.
  static func make(_ label: String, default level: Logger.Level) -> Logger {
    var logger = Logger(label: label, factory: StreamLogHandler.standardError(label:))
    logger.logLevel =
      Environment.current["HILLOCK_LOG"].flatMap { Logger.Level(rawValue: $0) } ?? level
    return logger
  }
}
