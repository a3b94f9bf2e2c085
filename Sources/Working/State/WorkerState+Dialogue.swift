import Messages
import Orders

/// What the worker and its coordinator tell each other.
extension WorkerState {
  mutating func connect(at now: Duration) {
    isConnected = true
    isWelcome = false
    shelf.forgetSending()
    sayHello(at: now)
  }

  mutating func disconnect() {
    if isConnected { actions.append(.tell(.lostConnection)) }
    isConnected = false
    isWelcome = false
    // A worker that leaves does not wait for a coordinator that is gone.
    if case .leaving(_, let reason) = phase { end(leaving(because: reason)) }
  }

  mutating func sayHello(at now: Duration) {
    guard isConnected else { return }
    lastHello = now
    var hello = introduction
    hello.study = study
    hello.knownSequence = known[study]?.sequence ?? 0
    hello.knownIncarnation = known[study]?.incarnation ?? 0
    hello.held = held(of: study)
    send(.hello(hello))
  }

  mutating func giveSign(at now: Duration) {
    lastHeartbeat = now
    send(.heartbeat(held: held(of: study)))
    send(.ready(capacity: capacity))
  }

  mutating func receive(_ envelope: Envelope, at now: Duration) {
    switch envelope.message {
    case .welcome(let welcome): join(envelope, welcome, at: now)
    case .refused(let rejection): hear(rejection, at: now)
    case .whoAreYou:
      // Several messages may each be asked this; one answer is enough, and time repeats it.
      guard isWelcome else { return }
      isWelcome = false
      shelf.forgetSending()
      sayHello(at: now)
    case .acknowledged(let lease, let sequence):
      shelf.remove(lease, of: envelope.study)
      learn(sequence, from: envelope)
    case .order(let order, let attempt):
      guard envelope.study == study, !study.isEmpty else { return }
      learn(envelope.sequence, from: envelope)
      take(Assignment(study: study, order: order, attempt: attempt), at: now)
    case .cancel(let lease):
      guard envelope.study == study else { return }
      cancel(lease, of: study, at: now)
    case .finished:
      guard envelope.study == study else { return }
      finishStudy(at: now)
    case .hello, .ready, .heartbeat, .progress, .report, .goodbye, .subscribe, .credit, .event,
      .notice, .lagged, .request, .response, .unknown:
      break
    }
  }

  /// Remembers a sequence that a coordinator has told.
  ///
  /// Only messages of a coordinator that has welcomed this worker count: another one at the same
  /// address may serve an old copy, and would be told its own sequence as if it were the true one.
  private mutating func learn(_ sequence: Int64, from envelope: Envelope) {
    let told = Knowledge(incarnation: envelope.incarnation, sequence: sequence)
    guard sequence > 0, known[envelope.study].map({ $0 < told }) ?? true else { return }
    known[envelope.study] = told
  }

  private mutating func join(_ envelope: Envelope, _ welcome: Welcome, at now: Duration) {
    learn(envelope.sequence, from: envelope)
    if envelope.study != study {
      // Orders that have not begun are dropped: their coordinator counts them as lost already.
      waiting.removeAll { $0.study != envelope.study }
    }
    if !isWelcome { actions.append(.tell(.joined(study: envelope.study, name: welcome.study))) }
    study = envelope.study
    incarnation = envelope.incarnation
    heartbeat = min(max(welcome.heartbeat, .milliseconds(10)), .seconds(60))
    isWelcome = true
    refusedSince = nil
    giveSign(at: now)
  }

  private mutating func hear(_ rejection: Rejection, at now: Duration) {
    actions.append(.tell(.refused(reason: rejection.reason)))
    isWelcome = false
    switch rejection.code {
    case .nameTaken:
      // An earlier life of this worker may have been killed a moment ago; time says hello again.
      let since = refusedSince ?? now
      refusedSince = since
      guard study.isEmpty, now - since >= patience.nameTaken else { return }
      end(WorkerEnding(exitCode: 3, reason: rejection.reason))
    case .version, .lacksCapability:
      end(WorkerEnding(exitCode: 3, reason: rejection.reason))
    case .malformed:
      if study.isEmpty { end(WorkerEnding(exitCode: 3, reason: rejection.reason)) }
    }
  }

  private mutating func finishStudy(at now: Duration) {
    actions.append(.tell(.studyFinished(study)))
    waiting.removeAll { $0.study == study }
    for index in slots.indices where slots[index].assignment?.study == study {
      stop(slot: index, at: now)
    }
    if !staysOn, !isLeaving {
      phase = .leaving(until: now + patience.farewell, reason: "the study is finished")
    }
  }

  /// Sends the reports that are new or have gone without an answer for too long.
  mutating func sendDueReports(at now: Duration) {
    guard isWelcome, isConnected else { return }
    for report in shelf.due(of: study, every: patience.resending, at: now) {
      send(.report(report))
    }
  }
}
