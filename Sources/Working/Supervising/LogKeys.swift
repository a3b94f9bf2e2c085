/// The keys of log metadata.
enum LogKeys {
  static let worker = "worker.id"
  static let address = "worker.address"
  static let slots = "worker.slots"
  static let slot = "slot.number"
  static let process = "slot.process"
  static let pause = "slot.pause"
  static let errorLine = "slot.remark"
  static let study = "study.id"
  static let studyName = "study.name"
  static let order = "lease.order"
  static let attempt = "lease.attempt"
  static let state = "report.state"
  static let reason = "reason"
  static let exitCode = "exit.code"
}
