/// The solution of a support vector regression's dual problem, by sequential minimal optimisation.
///
/// With the kernel K, the values y and the tube e it minimises
/// 1/2 b'Kb - y'b + e |b|, where every |b_i| is at most the cost and the b_i add up to 0. Each
/// b_i = p_i - n_i is the difference of two parts that are not negative. In each step one part may
/// grow for b and one for -b: the first is the one that violates optimality most, the second the
/// one that promises most by a second-order estimate (Fan, Chen, Lin 2005). Of equal ones the first
/// is taken.
struct TubeSolution {
  /// b: how much each observation's kernel counts.
  private(set) var weights: [Double]
  /// What is added to the sum of kernels.
  private(set) var bias = 0.0
  /// How many steps it took.
  private(set) var steps = 0

  /// Steps for each observation after which the search for an optimum ends.
  private static let stepLimit = 100_000
  /// Stands for a curvature that is not positive, as it occurs with kernels of other distances.
  private static let leastCurvature = 1e-12

  /// Solves a problem.
  ///
  /// - Parameters:
  ///   - kernel: one row for each observation, symmetric.
  ///   - values: what is to be predicted.
  ///   - cost: the greatest weight.
  ///   - tube: half the width in which errors cost nothing.
  ///   - tolerance: how far the optimality conditions may be missed.
  init(kernel: [Double], values: [Double], cost: Double, tube: Double, tolerance: Double) {
    let count = values.count
    precondition(
      kernel.count == count * count, "\(kernel.count) kernels between \(count) observations")
    let kernel = kernel.span
    var positive = [Double](repeating: 0, count: count)
    var negative = positive
    var residuals = values  // y - Kb

    // A part of observation i, seen from b: the positive one is 2 i, the negative one 2 i + 1.
    func score(_ part: Int) -> Double {
      residuals[part / 2] + (part.isMultiple(of: 2) ? -tube : tube)
    }
    func mayRaise(_ part: Int) -> Bool {
      part.isMultiple(of: 2) ? positive[part / 2] < cost : negative[part / 2] > 0
    }
    func mayLower(_ part: Int) -> Bool {
      part.isMultiple(of: 2) ? positive[part / 2] > 0 : negative[part / 2] < cost
    }

    while steps < Self.stepLimit * count {
      var (raised, greatest) = (-1, -Double.infinity)
      for part in 0..<2 * count where mayRaise(part) && score(part) > greatest {
        (raised, greatest) = (part, score(part))
      }
      guard raised >= 0 else { break }
      let i = raised / 2
      var (lowered, least, gain, step) = (-1, Double.infinity, 0.0, 0.0)
      for part in 0..<2 * count where mayLower(part) {
        let score = score(part)
        least = min(least, score)
        let violation = greatest - score
        guard violation > 0 else { continue }
        let j = part / 2
        let curvature = kernel[i * count + i] + kernel[j * count + j] - 2 * kernel[i * count + j]
        let bounded = curvature > 0 ? curvature : Self.leastCurvature
        if violation * violation / bounded > gain {
          (lowered, gain, step) = (part, violation * violation / bounded, violation / bounded)
        }
      }
      guard lowered >= 0, greatest - least >= tolerance else { break }
      let j = lowered / 2
      let room = raised.isMultiple(of: 2) ? cost - positive[i] : negative[i]
      let stock = lowered.isMultiple(of: 2) ? positive[j] : cost - negative[j]
      step = min(step, room, stock)
      if raised.isMultiple(of: 2) {
        positive[i] = step == room ? cost : positive[i] + step
      } else {
        negative[i] = step == room ? 0 : negative[i] - step
      }
      if lowered.isMultiple(of: 2) {
        positive[j] = step == stock ? 0 : positive[j] - step
      } else {
        negative[j] = step == stock ? cost : negative[j] + step
      }
      for row in 0..<count {
        residuals[row] -= step * (kernel[i * count + row] - kernel[j * count + row])
      }
      steps += 1
    }
    weights = zip(positive, negative).map { $0 - $1 }

    // Between its bounds, a part's score is the bias; otherwise it is bounded by those that are
    // not.
    let free = (0..<2 * count).filter { mayRaise($0) && mayLower($0) }
    if free.isEmpty {
      let low = (0..<2 * count).filter(mayRaise).map(score).max() ?? 0
      let high = (0..<2 * count).filter(mayLower).map(score).min() ?? 0
      bias = (low + high) / 2
    } else {
      bias = free.map(score).reduce(0, +) / Double(free.count)
    }
  }
}
