import Logging
import Orders

/// The metadata keys of the coordinator's log.
enum LogKeys {
  static let study = "study.id"
  static let sequence = "journal.sequence"
  static let event = "journal.event"
  static let peer = "wire.peer"
  static let reason = "reason"
  static let address = "wire.address"
}

extension JournalEntry.Kind {
  /// How loudly an operator hears of it.
  var level: Logger.Level {
    switch self {
    case .studyStarted, .studyContinued, .studyFinished: .notice
    case .workerJoined, .workerReturned, .workerLeft, .confirmationStarted, .spaceExhausted,
      .featurisationStarted, .featurisationFinished:
      .info
    case .proposed, .leased, .reported, .featurised, .duplicate: .debug
    case .workerLost, .leaseLost, .retried, .idle: .warning
    case .quarantined, .studyFailed: .error
    }
  }
}
