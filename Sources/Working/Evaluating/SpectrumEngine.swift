import Datasets
import Orders
import Studies

/// Computes the spectrum of an order on some data, on the calling thread.
///
/// It asks between layers whether it is cancelled, which gives a sign of life too.
typealias SpectrumEngine =
  @Sendable (
    _ work: SpectrumWork, _ dataset: Dataset, _ isCancelled: () -> Bool
  ) throws(EvaluationError) -> SpectrumResult

/// What comes of it.
enum SpectrumResult: Sendable {
  case completed(Spectrum)
  case infeasible(Infeasibility)
  case cancelled
}
