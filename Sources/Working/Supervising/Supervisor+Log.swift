import Logging
import Orders

extension Supervisor {
  /// Logs a change of the worker's state; nothing else does.
  func log(_ notice: WorkerState.Notice) {
    switch notice {
    case .joined(let study, let name):
      logger.info(
        "Joined a study", metadata: [LogKey.study: "\(study)", LogKey.studyName: "\(name)"])
    case .refused(let reason):
      logger.warning("Coordinator refused the worker", metadata: [LogKey.reason: "\(reason)"])
    case .lostConnection:
      logger.warning("Lost the coordinator; working on")
    case .took(let slot, let lease):
      logger.debug("Slot took an order", metadata: Self.metadata(slot, lease))
    case .reported(let lease, let state):
      logger.debug(
        "Order has its report",
        metadata: Self.metadata(nil, lease).merging([LogKey.state: "\(state)"]) { $1 })
    case .failed(let slot, let lease, let reason):
      logger.warning(
        "Evaluation failed",
        metadata: Self.metadata(slot, lease).merging([LogKey.reason: "\(reason)"]) { $1 })
    case .slotEnded(let slot, let reason, let pause):
      logger.warning(
        "Slot's process ended",
        metadata: [
          LogKey.slot: "\(slot)", LogKey.reason: "\(reason)", LogKey.pause: "\(pause)",
        ])
    case .gaveBack(let lease):
      logger.info("Order was given back", metadata: Self.metadata(nil, lease))
    case .stopped(let lease):
      logger.debug("Evaluation is stopped", metadata: Self.metadata(nil, lease))
    case .draining(let reason):
      logger.notice("Draining", metadata: [LogKey.reason: "\(reason)"])
    case .studyFinished(let study):
      logger.info("Study is finished", metadata: [LogKey.study: "\(study)"])
    }
  }

  private static func metadata(_ slot: Int?, _ lease: LeaseKey) -> Logger.Metadata {
    var metadata: Logger.Metadata = [
      LogKey.order: "\(lease.order)", LogKey.attempt: "\(lease.attempt)",
    ]
    if let slot { metadata[LogKey.slot] = "\(slot)" }
    return metadata
  }
}
