import Logging
import Orders

extension Supervisor {
  /// Logs a change of the worker's state; nothing else does.
  func log(_ notice: WorkerState.Notice) {
    switch notice {
    case .joined(let study, let name):
      logger.info(
        "Joined a study", metadata: [LogKeys.study: "\(study)", LogKeys.studyName: "\(name)"])
    case .refused(let reason):
      logger.warning("Coordinator refused the worker", metadata: [LogKeys.reason: "\(reason)"])
    case .lostConnection:
      logger.warning("Lost the coordinator; working on")
    case .took(let slot, let lease):
      logger.debug("Slot took an order", metadata: Self.metadata(slot, lease))
    case .reported(let lease, let state):
      logger.debug(
        "Order has its report",
        metadata: Self.metadata(nil, lease).merging([LogKeys.state: "\(state)"]) { $1 })
    case .failed(let slot, let lease, let reason):
      logger.warning(
        "Evaluation failed",
        metadata: Self.metadata(slot, lease).merging([LogKeys.reason: "\(reason)"]) { $1 })
    case .slotEnded(let slot, let reason, let pause):
      logger.warning(
        "Slot's process ended",
        metadata: [
          LogKeys.slot: "\(slot)", LogKeys.reason: "\(reason)", LogKeys.pause: "\(pause)",
        ])
    case .gaveBack(let lease):
      logger.info("Order was given back", metadata: Self.metadata(nil, lease))
    case .stopped(let lease):
      logger.debug("Evaluation is stopped", metadata: Self.metadata(nil, lease))
    case .draining(let reason):
      logger.notice("Draining", metadata: [LogKeys.reason: "\(reason)"])
    case .studyFinished(let study):
      logger.info("Study is finished", metadata: [LogKeys.study: "\(study)"])
    }
  }

  private static func metadata(_ slot: Int?, _ lease: LeaseKey) -> Logger.Metadata {
    var metadata: Logger.Metadata = [
      LogKeys.order: "\(lease.order)", LogKeys.attempt: "\(lease.attempt)",
    ]
    if let slot { metadata[LogKeys.slot] = "\(slot)" }
    return metadata
  }
}
