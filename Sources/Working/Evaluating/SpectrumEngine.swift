import Activations
import Curvature
import Datasets
import Networks
import Orders
import Studies
import Synchronization

/// Computes the spectrum of an order on some data, on the calling thread.
///
/// It asks between layers whether it is cancelled, which gives a sign of life too.
typealias SpectrumEngine =
  @Sendable (
    _ work: SpectrumWork, _ dataset: Dataset, _ isCancelled: @Sendable () -> Bool
  ) throws(EvaluationError) -> SpectrumOutcome

/// The engine of a process, which keeps what spectra of the same network share.
final class SharedSpectra: Sendable {
  /// A slot has one order at a time, so no order waits for this lock.
  private let workspace = Mutex(SpectrumWorkspace())

  func spectrum(
    _ work: SpectrumWork, _ dataset: Dataset, _ isCancelled: @Sendable () -> Bool
  ) throws(EvaluationError) -> SpectrumOutcome {
    let expression: Expression
    do { expression = try Expression(work.expression) } catch {
      throw .expression(work.expression, error)
    }
    let plan: NetworkPlan
    do { plan = try NetworkPlan(text: work.network) } catch { throw .network(error) }
    let request: SpectrumRequest
    do {
      request = try SpectrumRequest(
        plan: plan, activation: ActivationFunction(expression), dataset: dataset,
        recipe: work.recipe)
    } catch {
      throw .spectrum(error)
    }
    return workspace.withLock { request.run(in: $0, isCancelled: isCancelled) }
  }
}
