import Randomness
import Synchronization
import Tensors

/// The mean over the nearest observed rows of a feature matrix of any length.
///
/// Neighbourhoods are kept between calls, so that a further observation is one pass over the
/// matrix. They depend on the set of observed rows alone, and are built anew when fewer are
/// observed than before. Distances are root mean squares of the differences.
public final class NeighbourhoodSurrogate: Surrogate {
  private let features: Features
  private let regression: NeighbourRegression
  private let threads: Int
  private let kept: Mutex<Neighbourhoods>

  /// - Parameters:
  ///   - features: the rows.
  ///   - regression: how many neighbours there are, and how each counts.
  ///   - threads: how many threads compare large matrices; the result is the same for any number.
  public init(
    _ features: Features, _ regression: NeighbourRegression = NeighbourRegression(),
    threads: Int = 1
  ) {
    self.features = features
    self.regression = regression
    self.threads = threads
    kept = Mutex(Neighbourhoods(of: features, limit: regression.neighbours, threads: threads))
  }

  public var count: Int { features.count }

  public func predictions(
    from observations: Observations, assuming assumed: Observations, seed: Seed
  ) -> Predictions {
    var neighbourhoods = kept.withLock { kept in
      let wanted = Set(observations.rows)
      if !kept.observed.allSatisfy(wanted.contains) {
        kept = Neighbourhoods(of: features, limit: regression.neighbours, threads: threads)
      }
      kept.observe(observations.rows)
      return kept
    }
    neighbourhoods.observe(assumed.rows)
    return regression.predictions(
      neighbourhoods, from: observations.joined(with: assumed))
  }

  public func neighbours(of row: Int, among rows: [Int], limit: Int) -> [Neighbour] {
    let compared = Features(
      width: features.width, values: ([row] + rows).flatMap { features[$0] })
    let sums = rowDistances(.squares, from: 0, of: compared.values.span, width: compared.width)
    return nearest(
      rows, at: sums.dropFirst().map { ($0 / Double(features.width)).squareRoot() }, to: row,
      limit: limit)
  }
}
