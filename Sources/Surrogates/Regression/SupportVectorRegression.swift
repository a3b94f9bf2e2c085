import Foundation
import Randomness

/// Epsilon-insensitive support vector regression with a Gaussian kernel.
///
/// Drucker and others 1997; Smola and Schoelkopf 2004 have the derivation.
/// The kernel is exp(-gamma d^2). Values may differ from the prediction by `tube` at no cost.
public struct SupportVectorRegression: Hashable, Sendable {
  /// How fast the kernel falls with distance.
  public enum Decay: Hashable, Sendable {
    /// gamma = 1 / (columns x variance over all coordinates of the observed rows). Between
    /// distances alone: 2 / median of their positive finite squares, so that a few rows that are
    /// far from all do not make the others one.
    case scale
    case gamma(Double)
  }

  /// What a unit of error outside the tube costs: C.
  public var cost: Double
  /// Half the width of the tube: epsilon.
  public var tube: Double
  public var decay: Decay
  /// How far the optimality conditions may be missed.
  public var tolerance: Double

  public init(
    cost: Double = 1, tube: Double = 0.1, decay: Decay = .scale, tolerance: Double = 1e-3
  ) {
    precondition(
      cost > 0 && tube >= 0 && tolerance > 0,
      "cost \(cost), tube \(tube), tolerance \(tolerance)")
    self.cost = cost
    self.tube = tube
    self.decay = decay
    self.tolerance = tolerance
  }
}

extension SupportVectorRegression: Regressor {
  /// A spread is the root of r^2 + s^2 (1 - k^2), and so at least the error at observed rows.
  ///
  /// Here r is the root mean square error on the observed rows, s the standard deviation of their
  /// values, k the kernel at the nearest of them. It is r at an observed row and grows to what is
  /// known without any model far away from all.
  public func predictions(
    from observations: Observations, in geometry: Geometry, seed: Seed
  ) -> Predictions {
    let known = geometry.placed(observations)
    guard known.count > 0 else { return .none(rows: geometry.count) }
    let squares = known.rows.map(geometry.squares)
    let gamma = gamma(known, geometry, squares)
    let solution = solution(known, squares, gamma: gamma)
    var values = [Double](repeating: solution.bias, count: geometry.count)
    var nearest = [Double](repeating: .infinity, count: geometry.count)
    for (weight, squares) in zip(solution.weights, squares) {
      for row in nearest.indices where squares[row] < nearest[row] { nearest[row] = squares[row] }
      guard weight != 0 else { continue }
      for row in nearest.indices { values[row] += weight * exp(-gamma * squares[row]) }
    }
    let errors = zip(known.rows, known.values).map { values[$0] - $1 }
    let error = Self.meanSquare(errors)
    let variance = Self.meanSquare(known.values.map { $0 - Self.mean(known.values) })
    var predictions = Predictions.none(rows: geometry.count)
    for row in values.indices where nearest[row].isFinite {
      let kernel = exp(-gamma * nearest[row])
      predictions.values[row] = values[row]
      predictions.spreads[row] = (error + variance * (1 - kernel * kernel)).squareRoot()
    }
    return predictions
  }

  /// The weights of the observed rows.
  func solution(
    _ known: Observations, _ squares: [[Double]], gamma: Double
  ) -> TubeSolution {
    let kernel = squares.flatMap { from in known.rows.map { exp(-gamma * from[$0]) } }
    return TubeSolution(
      kernel: kernel, values: known.values, cost: cost, tube: tube, tolerance: tolerance)
  }

  func gamma(_ known: Observations, _ geometry: Geometry, _ squares: [[Double]]) -> Double {
    let spread: Double
    switch (decay, geometry) {
    case (.gamma(let gamma), _): return gamma
    case (.scale, .coordinates(let features)):
      let all = known.rows.flatMap { features[$0].map(Double.init) }
      let mean = Self.mean(all)
      spread = Double(features.width) * Self.meanSquare(all.map { $0 - mean })
    case (.scale, .distances):
      let positive = squares.enumerated().flatMap { index, from in
        known.rows.prefix(index).map { from[$0] }.filter { $0 > 0 && $0.isFinite }
      }.sorted()
      spread = positive.isEmpty ? 0 : positive[positive.count / 2] / 2
    }
    return spread > 0 ? 1 / spread : 1
  }

  private static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  private static func meanSquare(_ values: [Double]) -> Double {
    values.reduce(0) { $0 + $1 * $1 } / Double(values.count)
  }
}
