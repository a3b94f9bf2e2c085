import Orders
import Randomness
import Studies

/// What happens to workers, and what they do about it.
extension World {
  mutating func handleWorker(_ happening: Happening) throws {
    switch happening {
    case .toWorker(let index, let connection, let message, let told):
      // A message to an earlier connection or an earlier life is lost.
      guard workers[index].isUp, workers[index].address == connection else { return }
      try receive(message, telling: told, at: index)
    case .heartbeat(let index, let incarnation):
      guard workers[index].isUp, workers[index].incarnation == incarnation else { return }
      heartbeat(index)
    case .resend(let index, let incarnation):
      guard workers[index].isUp, workers[index].incarnation == incarnation else { return }
      for report in workers[index].reports { send(.report(workers[index].address, report), index) }
      queue.add(.resend(index, incarnation: incarnation), at: now + .seconds(2))
    case .done(let index, let incarnation, let lease):
      guard workers[index].isUp, workers[index].incarnation == incarnation else { return }
      complete(lease, at: index)
    case .startWorker(let index): start(index)
    case .crashWorker(let index): crash(index)
    case .disconnect(let index):
      workers[index].connection += 1
      schedule(.disconnect(index), every: faults.disconnection)
    case .drain(let index): drain(index)
    case .partition(let index, let isCut): cut(index, isCut)
    default: break
    }
  }

  private mutating func send(_ event: Event, _ index: Int) {
    transmit(.toCoordinator(event, era: era), worker: index)
  }

  private mutating func receive(
    _ message: WorkerMessage, telling told: Knowledge, at index: Int
  ) throws {
    switch message {
    case .welcome:
      learn(told, at: index)
      workers[index].isWelcome = true
      sendReady(index)
      for report in workers[index].reports { send(.report(workers[index].address, report), index) }
    case .order(let order, let attempt):
      let lease = LeaseKey(order: order.id, attempt: attempt)
      guard workers[index].capabilities.contains(order.work.kind) else {
        throw Violation("\(workers[index].name) was given work of kind \(order.work.kind)")
      }
      try checkEpochs(of: order)
      learn(told, at: index)
      guard !workers[index].held.contains(lease) else { return }
      workers[index].running.append(lease)
      workers[index].work[lease] = order.work
      begin(lease, on: index)
    case .acknowledged(let lease, _):
      learn(told, at: index)
      if let report = workers[index].reports.first(where: { $0.lease == lease }),
        !workers[index].failed.contains(lease), try checkDurable(report)
      {
        workers[index].acknowledged.append(lease)
      }
      workers[index].reports.removeAll { $0.lease == lease }
    case .cancel(let lease): workers[index].running.removeAll { $0 == lease }
    case .whoAreYou: send(.hello(workers[index].address, workers[index].hello), index)
    // The next heartbeat is answered with another who-are-you.
    case .refused, .finished: break
    }
  }

  private mutating func learn(_ told: Knowledge, at index: Int) {
    if workers[index].known.map({ $0 < told }) ?? true { workers[index].known = told }
  }

  /// An order has the epochs of its key, and a schedule for just as many.
  private func checkEpochs(of order: WorkOrder) throws {
    guard order.id <= store.orders.count else { return }
    let wanted = store.orders[Int(order.id) - 1].evaluation.fidelity
    let isRight =
      switch order.work {
      case .train(let training):
        training.recipe.epochs == wanted && training.recipe.scheduledEpochs == wanted
      case .spectrum: wanted == 0
      case .idle(let idle): idle.epochs == wanted
      }
    guard isRight else {
      throw Violation("order \(order.id) has not the \(wanted) epochs of its key")
    }
  }

  /// An acknowledged result is in the file, whatever happens next.
  ///
  /// - Returns: whether it was one.
  private func checkDurable(_ report: Report) throws -> Bool {
    switch report.outcome {
    case .failed, .cancelled: return false
    // A spectrum that fits no other counts as a failure.
    case .completed(.spectrum(let spectrum)) where spectrum?.layout != terms.featurisation?.layout:
      return false
    case .completed, .infeasible: break
    }
    guard isDurable(report.lease) else {
      throw Violation("order \(report.lease.order) was acknowledged and is not in the file")
    }
    return true
  }

  /// Whether the file has a result of an order, or says why it does not count.
  func isDurable(_ lease: LeaseKey) -> Bool {
    guard lease.order <= store.orders.count else { return false }
    switch store.orders[Int(lease.order) - 1].state {
    case .settled, .quarantined: return true
    // A lowered budget had no room for it.
    case .waiting, .leased: return store.hasDuplicate(of: lease)
    }
  }

  /// Ends a worker that was served by an old copy; it comes back without its memory.
  mutating func dismiss(_ index: Int) {
    workers[index].isUp = false
    workers[index].running = []
    workers[index].reports = []
    queue.add(.startWorker(index), at: now + .milliseconds(random.uniform(below: 10_000)))
  }

  private mutating func sendReady(_ index: Int) {
    let capacity = workers[index].isDraining ? 0 : workers[index].slots
    send(.ready(workers[index].address, capacity: capacity), index)
  }

  private mutating func heartbeat(_ index: Int) {
    let worker = workers[index]
    if worker.isDraining, worker.held.isEmpty {
      send(.goodbye(worker.address, reason: "drained"), index)
      workers[index].isUp = false
      queue.add(.startWorker(index), at: now + .seconds(5))
      return
    }
    if worker.isWelcome {
      send(.heartbeat(worker.address, held: worker.held), index)
      sendReady(index)
    } else {
      // The welcome may have been lost: a worker says hello until it has one.
      send(.hello(worker.address, worker.hello), index)
    }
    queue.add(.heartbeat(index, incarnation: worker.incarnation), at: now + .seconds(1))
  }

  private mutating func complete(_ lease: LeaseKey, at index: Int) {
    guard let place = workers[index].running.firstIndex(of: lease),
      let work = workers[index].work.removeValue(forKey: lease)
    else { return }
    workers[index].running.remove(at: place)
    let report = Report(
      lease: lease, outcome: outcome(of: work, attempt: lease.attempt), provenance: nil)
    if case .failed = report.outcome { workers[index].failed.insert(lease) }
    workers[index].reports.append(report)
    send(.report(workers[index].address, report), index)
  }

  private mutating func outcome(of work: Work, attempt: Int) -> Outcome {
    if random.uniform() < faults.failure { return .failed("crashed") }
    let isInfeasible = random.uniform() < faults.infeasible
    switch work {
    case .train where isInfeasible:
      return .infeasible(Infeasibility(reason: .diverged, epoch: 1, step: 2))
    case .train:
      return .completed(
        .metrics(
          Metrics(
            trainLoss: 1, trainAccuracy: 1, validationLoss: 1,
            validationAccuracy: random.uniform())))
    case .spectrum where isInfeasible:
      return .infeasible(Infeasibility(reason: .uncountable, layer: "dense 1"))
    case .spectrum: return .completed(.spectrum(spectrum()))
    case .idle(let idle):
      return switch idle.fate(ofAttempt: attempt) {
      case .crash: .failed("crashed")
      case .hang: .failed("silent")
      case .infeasible(let infeasibility): .infeasible(infeasibility)
      case .completed(_, let metrics): .completed(.madeUp(metrics))
      }
    }
  }

  /// A spectrum like all others, or now and then one that fits no other.
  private mutating func spectrum() -> Spectrum {
    let isOdd = random.uniform() < faults.failure / 4
    let layer = Spectrum.Layer(
      name: "dense 1", weights: 200, edges: isOdd ? 3 : 2,
      state: random.uniform(below: 4) == 0 ? .failed : .counted)
    return Spectrum(layers: [layer], cdf: Array(repeating: 1, count: layer.edges - 1))
  }

  private mutating func start(_ index: Int) {
    guard !workers[index].isUp else { return }
    workers[index].isUp = true
    workers[index].isWelcome = false
    workers[index].known = nil
    workers[index].acknowledged = []
    workers[index].isDraining = false
    workers[index].incarnation += 1
    workers[index].connection += 1
    send(.hello(workers[index].address, workers[index].hello), index)
    let incarnation = workers[index].incarnation
    queue.add(.heartbeat(index, incarnation: incarnation), at: now + .seconds(1))
    queue.add(.resend(index, incarnation: incarnation), at: now + .seconds(2))
  }

  private mutating func crash(_ index: Int) {
    schedule(.crashWorker(index), every: faults.workerCrash)
    guard workers[index].isUp, !isCalm else { return }
    workers[index].isUp = false
    workers[index].running = []
    workers[index].reports = []
    queue.add(.startWorker(index), at: now + .milliseconds(random.uniform(below: 10_000)))
  }

  private mutating func drain(_ index: Int) {
    schedule(.drain(index), every: faults.drain)
    guard workers[index].isUp, !isCalm else { return }
    workers[index].isDraining = true
    sendReady(index)
  }

  private mutating func cut(_ index: Int, _ isCut: Bool) {
    if isCut {
      partitioned.insert(index)
      let length = Duration.milliseconds(random.uniform(below: 20_000))
      queue.add(.partition(index, false), at: now + length)
    } else {
      partitioned.remove(index)
      schedule(.partition(index, true), every: faults.partition)
    }
  }
}
