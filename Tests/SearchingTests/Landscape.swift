import Randomness
import Searching
import Studies
import Surrogates

/// A made-up space: smooth functions of one variable, and an accuracy that is smooth in them.
struct Landscape {
  let space: CandidateSpace
  /// The accuracy of each class, nil for those that cannot be trained.
  let accuracies: [Double?]

  /// Classes whose outputs on 50 samples are random mixtures of a few curves.
  ///
  /// The accuracy falls with the distance from a hidden function; steep functions diverge. Every
  /// 50th class has an output that is not finite.
  init(count: Int, seed: UInt64, baselines: [Int] = [0, 1, 2, 3]) {
    var generator = Generator(seed: Seed(seed))
    let width = 50
    let samples = (0..<width).map { 6 * Double($0) / Double(width) - 3 }
    func curve(_ weights: [Double]) -> [Double] {
      samples.map { x in
        weights[0] * x + weights[1] * max(x, 0) + weights[2] * x / (1 + abs(x)) + weights[3]
      }
    }
    let hidden = curve([0.2, 0.8, -0.3, -0.1])
    var values: [Float] = []
    var accuracies: [Double?] = []
    var finite: [Bool] = []
    for index in 0..<count {
      let outputs = curve((0..<4).map { _ in 1.5 * generator.normal() })
      let distance = zip(outputs, hidden).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      let isFinite = index % 50 != 49
      values += outputs.map { Float($0) }.dropLast() + [isFinite ? Float(outputs[0]) : .infinity]
      finite.append(isFinite)
      accuracies.append(outputs[0] > 9 ? nil : 0.1 + 0.8 / (1 + distance / 100))
    }
    space = CandidateSpace(
      forms: (0..<count).map { "f\($0)(x)" }, isFinite: finite, baselines: baselines,
      outputs: Features(width: width, values: values))
    self.accuracies = accuracies
  }

  /// How many evaluations a policy needs until one is among the best hundredth of the classes.
  func evaluations(with policy: any Policy, atMost limit: Int) -> Int {
    let sorted = accuracies.indices.filter { space.isFinite[$0] }
      .compactMap { accuracies[$0] }.sorted(by: >)
    let threshold = sorted[space.count / 100 - 1]
    var taken: [Int] = []
    var results: [(Int, Double?)] = []
    while taken.count < limit {
      let inquiry = Inquiry(
        number: taken.count + 1, basis: 0, of: space, results: results, taken: taken)
      guard let choice = policy.choose(inquiry) else { break }
      let accuracy = accuracies[choice.place]
      taken.append(choice.place)
      results.append((choice.place, accuracy))
      if let accuracy, accuracy >= threshold { break }
    }
    return taken.count
  }
}
