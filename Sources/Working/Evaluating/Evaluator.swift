import Activations
import Curvature
import Digests
import Messages
import Networks
import Orders
import Studies
import Synchronization
import Tensors

/// Evaluates orders one after the other, and keeps open what they share.
struct Evaluator: Sendable {
  /// The version of this program.
  let program: String
  let datasets: OpenDatasets
  var faults: [PlantedFault] = []
  var spectra: SpectrumEngine = {
    [shared = SharedSpectra()] work, dataset, isCancelled
      throws(EvaluationError) in
    try shared.spectrum(work, dataset, isCancelled)
  }

  /// Evaluates an order on a compute thread and reports; says goodbye instead when this machine
  /// lacks what the order needs.
  ///
  /// Signs of life are sent by the training itself, between batches: one that hangs is silent.
  func evaluate(_ order: WorkOrder, attempt: Int, telling pipe: OrderPipe) async {
    let lease = LeaseKey(order: order.id, attempt: attempt)
    let result = await onComputeThread(name: "hillock.\(order.work.kind.rawValue)") {
      () -> Result<Report, EvaluationError> in
      pipe.send(.heartbeat(held: [lease]))
      do throws(EvaluationError) {
        switch order.work {
        case .train(let work):
          return .success(try self.train(work, order, lease: lease, telling: pipe))
        case .spectrum(let work):
          return .success(try self.featurise(work, order, lease: lease, telling: pipe))
        case .idle(let work):
          return .success(self.idle(work, order, lease: lease, telling: pipe))
        }
      } catch {
        return .failure(error)
      }
    }
    switch result {
    case .success(let report): pipe.finish(report)
    case .failure(let error) where error.isOfMachine: pipe.giveUp(lease, because: "\(error)")
    case .failure(let error):
      pipe.finish(Report(lease: lease, outcome: .failed("\(error)"), provenance: nil))
    }
  }

  private func train(
    _ work: TrainingWork, _ order: WorkOrder, lease: LeaseKey, telling pipe: OrderPipe
  ) throws(EvaluationError) -> Report {
    let training = try training(work)
    applyFaults(faults, of: work.expression, order, lease: lease, telling: pipe)
    LinearAlgebra.threads = 1
    let start = ContinuousClock.now
    let result = training.run(
      clock: { ContinuousClock.now - start },
      isCancelled: watch(lease, telling: pipe),
      progress: { record in pipe.send(.progress(Progress(lease: lease, record: record))) })
    return Report(
      lease: lease, outcome: result.outcome,
      provenance: provenance(
        of: work.dataset.digest, seconds: result.seconds, curve: result.curve))
  }

  private func featurise(
    _ work: SpectrumWork, _ order: WorkOrder, lease: LeaseKey, telling pipe: OrderPipe
  ) throws(EvaluationError) -> Report {
    guard work.version == SpectrumRecipe.version else {
      throw .otherVersion(wanted: work.version, ours: SpectrumRecipe.version)
    }
    let dataset = try datasets.dataset(work.dataset)
    applyFaults(faults, of: work.expression, order, lease: lease, telling: pipe)
    LinearAlgebra.threads = 1
    let start = ContinuousClock.now
    let result = try spectra(work, dataset, watch(lease, telling: pipe))
    let provenance = provenance(
      of: work.dataset.digest, seconds: (ContinuousClock.now - start) / .seconds(1), curve: [])
    return switch result {
    case .completed(let spectrum):
      Report(lease: lease, outcome: .completed(.spectrum(spectrum)), provenance: provenance)
    case .infeasible(let nothing):
      Report(
        lease: lease,
        outcome: .infeasible(Infeasibility(reason: .uncountable, layer: nothing.layer)),
        provenance: provenance)
    case .cancelled: Report(lease: lease, outcome: .cancelled, provenance: nil)
    }
  }

  private func idle(
    _ work: IdleWork, _ order: WorkOrder, lease: LeaseKey, telling pipe: OrderPipe
  ) -> Report {
    applyFaults(faults, of: work.function, order, lease: lease, telling: pipe)
    let start = ContinuousClock.now
    let outcome = rehearse(
      work, attempt: lease.attempt, isCancelled: watch(lease, telling: pipe),
      progress: { record in pipe.send(.progress(Progress(lease: lease, record: record))) })
    return Report(
      lease: lease, outcome: outcome.outcome,
      provenance: provenance(
        of: .of(""), seconds: (ContinuousClock.now - start) / .seconds(1), curve: outcome.curve))
  }

  private func provenance(
    of dataset: Digest, seconds: Double, curve: [EpochRecord]
  ) -> Provenance {
    Provenance(
      program: program, processor: Host.processor, kernels: LinearAlgebra.kernels,
      dataset: dataset, seconds: seconds, curve: curve)
  }

  private func applyFaults(
    _ faults: [PlantedFault], of expression: String, _ order: WorkOrder, lease: LeaseKey,
    telling pipe: OrderPipe
  ) {
    for fault in faults where fault.expression == expression {
      fault.happen(memory: order.limits.memory) { pipe.send(.heartbeat(held: [lease])) }
    }
  }

  /// What an order asks for, checked.
  private func training(_ work: TrainingWork) throws(EvaluationError) -> Training {
    let expression: Expression
    do { expression = try Expression(work.expression) } catch {
      throw .expression(work.expression, error)
    }
    let dataset = try datasets.dataset(work.dataset)
    do {
      return try Training(
        plan: NetworkPlan(text: work.network), activation: ActivationFunction(expression),
        recipe: work.recipe, dataset: dataset, seed: work.seed, measuresTest: work.measuresTest)
    } catch {
      throw .network(error)
    }
  }

  /// Asked by the work itself whether it is cancelled, this gives a sign of life once a second.
  private func watch(_ lease: LeaseKey, telling pipe: OrderPipe) -> @Sendable () -> Bool {
    let lastSign = Mutex(ContinuousClock.now)
    return {
      let now = ContinuousClock.now
      let isDue = lastSign.withLock { last in
        guard now - last >= .seconds(1) else { return false }
        last = now
        return true
      }
      if isDue { pipe.send(.heartbeat(held: [lease])) }
      return pipe.isCancelled(lease)
    }
  }
}
