import Foundation

/// What can be said of a function without training it, all in double precision.
public struct FunctionSummary: Equatable, Sendable {
  /// How a function moves along the real line.
  public enum Monotonicity: String, Sendable {
    case constant, increasing, decreasing, neither
  }

  public let valueAtZero: Double
  public let derivativeAtZero: Double
  /// On a grid over [-10, 10]; `neither` as well where a value there is not a number.
  public let monotonicity: Monotonicity
  /// Whether values stay within a bound far out (up to |x| = 1e9), as far as samples tell.
  public let isBounded: Bool
  /// The least and greatest finite value on [-10, 10]; nil where none is finite.
  public let range: ClosedRange<Double>?
  /// The places in [-10, 10] where the sign changes, or where the value is 0 at one point alone;
  /// at most 16.
  public let zeroCrossings: [Double]
  /// E f(z) and E f(z)^2 for a standard normal z; nil where the integral is not finite.
  public let mean: Double?
  public let secondMoment: Double?
  /// Whether all 1,000 outputs on the probe are finite as floats.
  public let isFiniteOnProbe: Bool

  public init(_ expression: Expression) {
    let origin = expression.point(0)
    valueAtZero = origin.value
    derivativeAtZero = origin.derivative
    let grid = (-640...640).map { Double($0) / 64 }
    let values = grid.map { expression.point($0).value }
    monotonicity = FunctionSummary.monotonicity(values)
    isBounded = FunctionSummary.isBounded(expression, near: values)
    let finite = values.filter(\.isFinite)
    range = finite.min().flatMap { least in finite.max().map { least...$0 } }
    zeroCrossings = FunctionSummary.zeroCrossings(expression, grid, values)
    (mean, secondMoment) = FunctionSummary.normalMoments(expression)
    isFiniteOnProbe = ExpressionGraph.outputs(of: expression, rule: .identity).isFinite
  }

  /// Steps below a millionth of a millionth of the greatest value count as level.
  private static func monotonicity(_ values: [Double]) -> Monotonicity {
    guard !values.contains(where: \.isNaN) else { return .neither }
    let slack = 1e-12 * (values.lazy.filter(\.isFinite).map(abs).max() ?? 0)
    var rises = false
    var falls = false
    for (before, after) in zip(values, values.dropFirst()) where before != after {
      rises = rises || after - before > slack
      falls = falls || before - after > slack
    }
    return rises ? (falls ? .neither : .increasing) : falls ? .decreasing : .constant
  }

  private static func isBounded(_ expression: Expression, near values: [Double]) -> Bool {
    guard values.allSatisfy(\.isFinite) else { return false }
    let nearby = values.map(abs).max() ?? 0
    return [1e2, 1e3, 1e4, 1e6, 1e9].allSatisfy { x in
      [x, -x].allSatisfy { abs(expression.point($0).value) <= 2 * nearby + 1 }
    }
  }

  private static func zeroCrossings(
    _ expression: Expression, _ grid: [Double], _ values: [Double]
  ) -> [Double] {
    var places: [Double] = []
    for index in grid.indices where values[index].isFinite {
      if values[index] == 0 {
        let left = index > 0 ? values[index - 1] : 0
        let right = index + 1 < values.count ? values[index + 1] : 0
        if left != 0, right != 0 {
          places.append(grid[index])
        }
      } else if index > 0, values[index - 1] * values[index] < 0 {
        places += crossing(expression, grid[index - 1], grid[index])
      }
    }
    return Array(places.prefix(16))
  }

  /// Bisects a change of sign; nothing where it is a jump through infinity.
  private static func crossing(_ expression: Expression, _ low: Double, _ high: Double) -> [Double]
  {
    var (low, high) = (low, high)
    let sign = expression.point(low).value.sign
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if expression.point(middle).value.sign == sign { low = middle } else { high = middle }
    }
    return abs(expression.point(low).value) < 1e6 ? [(low + high) / 2] : []
  }

  /// Simpson's rule on [-12, 12], whose nodes lie on the kinks of the operators.
  private static func normalMoments(_ expression: Expression) -> (Double?, Double?) {
    let steps = 3072
    let width = 24 / Double(steps)
    var mean = 0.0
    var second = 0.0
    for index in 0...steps {
      let x = -12 + width * Double(index)
      let weight = index == 0 || index == steps ? 1.0 : index % 2 == 0 ? 2 : 4
      let density = exp(-x * x / 2) / (2 * Double.pi).squareRoot()
      let value = expression.point(x).value
      mean += weight * density * value
      second += weight * density * value * value
    }
    mean *= width / 3
    second *= width / 3
    return (mean.isFinite ? mean : nil, second.isFinite ? second : nil)
  }
}
