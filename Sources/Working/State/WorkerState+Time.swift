/// What time alone brings about.
extension WorkerState {
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
