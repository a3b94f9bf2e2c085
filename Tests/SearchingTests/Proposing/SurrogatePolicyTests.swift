import Randomness
import Searching
import Studies
import Surrogates
import Testing

@Suite struct SurrogatePolicyTests {
  private let regressors: [any Regressor] = [
    NeighbourRegression(), ForestRegression(trees: 10), SupportVectorRegression(tube: 0.01),
  ]

  private func policy(
    _ landscape: Landscape, _ regressor: any Regressor, seed: UInt64 = 1,
    geometry: Geometry? = nil
  ) -> SurrogatePolicy {
    SurrogatePolicy(
      space: landscape.space,
      predicted: PredictedClasses(
        members: Array(landscape.space.places),
        surrogate: GeometrySurrogate(
          geometry ?? .coordinates(landscape.space.outputs), regressor)),
      seed: seed, chance: 0.1)
  }

  private func inquiry(_ landscape: Landscape, _ candidates: [Int]) -> Inquiry {
    Inquiry(
      number: candidates.count + 1, basis: 0, of: landscape.space,
      results: candidates.map { ($0, landscape.accuracies[$0]) }, taken: candidates)
  }

  @Test func `with neighbours it proposes what the policy by outputs proposes`() {
    let landscape = Landscape(count: 200, seed: 3)
    let other = SurrogatePolicy.neighbours(of: landscape.space)
    let policy = policy(landscape, NeighbourRegression())
    var taken: [Int] = []
    for _ in 0..<30 {
      let inquiry = inquiry(landscape, taken)
      let choice = policy.choose(inquiry)
      #expect(choice?.candidate == other.choose(inquiry)?.candidate)
      #expect(choice?.prediction == other.choose(inquiry)?.prediction)
      taken.append(choice?.place ?? 0)
    }
  }

  @Test func `every regressor beats random search`() {
    for regressor in regressors {
      var (random, guided) = (0, 0)
      for repetition in 1...8 as ClosedRange<UInt64> {
        let landscape = Landscape(count: 200, seed: 2000 + repetition)
        random += landscape.evaluations(
          with: RandomPolicy(space: landscape.space, seed: repetition), atMost: 200)
        guided += landscape.evaluations(
          with: policy(landscape, regressor, seed: repetition), atMost: 200)
      }
      #expect(guided * 2 < random, "\(regressor): \(guided) evaluations against \(random)")
    }
  }

  @Test func `classes that lie nowhere are left to chance at the end`() {
    let landscape = Landscape(count: 12, seed: 5, baselines: [0, 1, 2])
    var places = [Float](repeating: .nan, count: 12)
    for row in 0..<8 { places[row] = Float(row) }
    let geometry = Geometry.coordinates(Features(width: 1, values: places))
    for regressor in regressors {
      let policy = policy(landscape, regressor, geometry: geometry)
      #expect((3..<8).contains(policy.choose(inquiry(landscape, [0, 1, 2]))?.place ?? -1))
      let last = policy.choose(inquiry(landscape, Array(0..<8)))
      #expect(last?.reason == "random: no prediction is left")
      #expect((8..<12).contains(last?.place ?? -1))
    }
  }

  @Test func `the same inquiry has the same choice, in any order of results`() {
    let landscape = Landscape(count: 100, seed: 7)
    for regressor in regressors {
      let one = inquiry(landscape, [0, 1, 2, 3, 40, 50, 60])
      let other = Inquiry(
        number: one.number, basis: 0, observations: one.observations.reversed(),
        taken: one.taken.reversed())
      #expect(
        policy(landscape, regressor).choose(one) == policy(landscape, regressor).choose(other))
    }
  }
}
