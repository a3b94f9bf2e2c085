/// What time alone brings about.
extension WorkerState {
  /// A pause between two events that no working process makes: ticks come several times a second.
  static let standstill = Duration.seconds(2)

  /// Takes time in which nothing at all happened out of every deadline.
  ///
  /// The process stood still then, and its slots with it: a suspended machine, a batch system that
  /// gives the cores to somebody else. A slot that had no time to give a sign of life is not
  /// silent. The lifetime goes on: a batch system ends the worker after it, standstill or not.
  mutating func leaveOutStandstill(before now: Duration) {
    let gap = now - lastEvent
    lastEvent = now
    guard gap > Self.standstill else { return }
    for index in slots.indices {
      switch slots[index].phase {
      case .busy(let assignment, let lastSign):
        slots[index].phase = .busy(assignment, lastSign: lastSign + gap)
      case .stopping(let lease, let until):
        slots[index].phase = .stopping(lease, until: until + gap)
      case .down, .free, .dying: break
      }
    }
    switch phase {
    case .draining(let until): phase = .draining(until: until + gap)
    case .leaving(let until, let reason): phase = .leaving(until: until + gap, reason: reason)
    case .working, .ended: break
    }
    refusedSince = refusedSince.map { $0 + gap }
  }

  mutating func checkTime(at now: Duration) {
    if let lifetime = patience.lifetime, now >= lifetime, phase == .working {
      drain(reason: "its lifetime is over", at: now)
    }
    checkSlots(at: now)
    guard isConnected else { return }
    if isWelcome {
      if now - lastHeartbeat >= heartbeat { giveSign(at: now) }
    } else if let lastHello, now - lastHello >= heartbeat {
      // The welcome may have been lost: a worker says hello until it has one.
      sayHello(at: now)
    }
  }

  /// How often time should be looked at.
  var tickInterval: Duration {
    min(max(heartbeat / 4, .milliseconds(10)), .milliseconds(250))
  }
}
