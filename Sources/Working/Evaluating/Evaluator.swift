import Activations
import Messages
import Networks
import Orders
import Studies
import Tensors

/// Evaluates orders one after the other, and keeps open what they share.
struct Evaluator: Sendable {
  /// The version of this program.
  let program: String
  let datasets: OpenDatasets
  var faults: [PlantedFault] = []

  /// Evaluates an order on a compute thread and reports.
  ///
  /// Signs of life are sent by the training itself, between batches: one that hangs is silent.
  func evaluate(_ order: WorkOrder, attempt: Int, telling pipe: OrderPipe) async {
    let lease = LeaseKey(order: order.id, attempt: attempt)
    let report = await onComputeThread(name: "hillock.train") {
      let (outcome, provenance) = self.evaluate(order, lease: lease, telling: pipe)
      return Report(lease: lease, outcome: outcome, provenance: provenance)
    }
    pipe.finish(report)
  }

  private func evaluate(
    _ order: WorkOrder, lease: LeaseKey, telling pipe: OrderPipe
  ) -> (Outcome, Provenance?) {
    pipe.send(.heartbeat(held: [lease]))
    switch order.work {
    case .train(let work):
      do throws(EvaluationError) {
        let training = try training(work)
        for fault in faults where fault.expression == work.expression {
          fault.happen(memory: order.limits.memory) { pipe.send(.heartbeat(held: [lease])) }
        }
        let result = train(training, lease: lease, telling: pipe)
        return (
          result.outcome,
          Provenance(
            program: program, processor: Host.processor, kernels: LinearAlgebra.kernels,
            dataset: work.dataset.digest, seconds: result.seconds, curve: result.curve)
        )
      } catch {
        return (.failed("\(error)"), nil)
      }
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

  private func train(
    _ training: Training, lease: LeaseKey, telling pipe: OrderPipe
  ) -> TrainingResult {
    LinearAlgebra.threads = 1
    let start = ContinuousClock.now
    var lastSign = start
    return training.run(
      clock: { ContinuousClock.now - start },
      isCancelled: {
        let now = ContinuousClock.now
        if now - lastSign >= .seconds(1) {
          lastSign = now
          pipe.send(.heartbeat(held: [lease]))
        }
        return pipe.isCancelled(lease)
      },
      progress: { record in pipe.send(.progress(Progress(lease: lease, record: record))) })
  }
}
