import Randomness
import Searching
import Studies
import Surrogates
import TestSupport
import Testing

extension SurrogatePolicy {
  /// The search by the nearest outputs.
  static func neighbours(
    of space: CandidateSpace, seed: UInt64 = 1, neighbours: Int = 3, spread: Bool = false
  ) -> SurrogatePolicy {
    SurrogatePolicy(
      space: space,
      predicted: PredictedClasses(
        members: Array(space.places),
        surrogate: NeighbourhoodSurrogate(
          space.outputs, NeighbourRegression(neighbours: neighbours))),
      seed: seed, chance: 0.1, spread: spread)
  }
}

@Suite struct NeighbourPolicyTests {
  /// Classes along a line; the last has an output that is not finite.
  private let line = CandidateSpace(
    forms: (0..<9).map { "f\($0)(x)" }, isFinite: Array(repeating: true, count: 8) + [false],
    baselines: [0, 3, 6], outputs: Features(width: 1, values: [0, 1, 2, 3, 4, 5, 6, 7, .nan]))

  private func inquiry(_ results: [(Int, Double?)], running: [Int] = []) -> Inquiry {
    let taken = results.map(\.0) + running
    return Inquiry(
      number: taken.count + 1, basis: 0, of: line, results: results, taken: taken)
  }

  private func policy(neighbours: Int = 3) -> SurrogatePolicy {
    .neighbours(of: line, neighbours: neighbours)
  }

  @Test func `baselines come first, then random classes until three results are in`() throws {
    let policy = policy()
    #expect(policy.choose(inquiry([])) == Choice(0, of: line, reason: "baseline"))
    #expect(policy.choose(inquiry([(3, 0.5)]))?.place == 0)
    #expect(policy.choose(inquiry([(0, 0.5)], running: [3, 6]))?.reason == "random: 1 result")
    let random = try #require(policy.choose(inquiry([(0, 0.5), (3, nil)], running: [6])))
    #expect(random.reason == "random: 2 results")
    #expect([1, 2, 4, 5, 7].contains(random.place))
    #expect(
      random.candidate
        == RandomPolicy(space: line, seed: 1).choose(inquiry([(0, 0.5), (3, nil)], running: [6]))?
        .candidate)
  }

  @Test func `the largest prediction wins, the lowest index among equals`() {
    #expect(
      policy(neighbours: 1).choose(inquiry([(0, 0.5), (3, 0.75), (6, 0.25)]))
        == Choice(
          2, of: line, prediction: 0.75, uncertainty: 0,
          reason: "largest prediction 0.7500 near f3(x), f0(x), f6(x)"))
    #expect(
      policy().choose(inquiry([(0, 0.5), (3, 0.75), (6, 0.25)]))
        == Choice(
          1, of: line, prediction: 0.5, uncertainty: (0.125 / 3).squareRoot(),
          reason: "largest prediction 0.5000 near f0(x), f3(x), f6(x)"))
  }

  @Test func `running and evaluated classes are not proposed again`() {
    let results: [(Int, Double?)] = [(0, 0.5), (3, 0.75), (6, 0.25)]
    let policy = policy(neighbours: 1)
    #expect(policy.choose(inquiry(results, running: [2]))?.place == 4)
    #expect(policy.choose(inquiry(results, running: [2, 4, 1]))?.prediction == 0.25)
    #expect(policy.choose(inquiry(results, running: [1, 2, 4, 5, 7])) == nil)
  }

  @Test func `an infeasible result counts as chance level`() {
    let policy = policy(neighbours: 1)
    let results: [(Int, Double?)] = [(0, nil), (3, 0.05), (6, .nan)]
    #expect(policy.choose(inquiry(results))?.prediction == 0.1)
    #expect(policy.choose(inquiry(results))?.place == 1)
  }

  @Test func `results of classes without finite outputs are left out of the fit`() {
    let results: [(Int, Double?)] = [(0, 0.5), (3, 0.75), (8, 0.9)]
    #expect(policy().choose(inquiry(results, running: [6]))?.reason == "random: 2 results")
    #expect(policy().choose(inquiry(results + [(6, 0.25)]))?.prediction == 0.5)
  }

  @Test func `a class with several results counts once with their mean`() {
    let results: [(Int, Double?)] = [(0, 0.25), (3, 0.5), (6, 0.25), (3, 1)]
    let choice = policy(neighbours: 1).choose(inquiry(results))
    #expect(choice?.place == 2)
    #expect(choice?.prediction == 0.75)
  }

  @Test func `what was asked before never shows in a choice`() throws {
    let landscape = Landscape(count: 150, seed: 3)
    let veteran = SurrogatePolicy.neighbours(of: landscape.space, seed: 5)
    try forAll(count: 60) { generator in
      // Results come in any order, and an inquiry may know less than the one before.
      var taken = Array(0..<landscape.space.count)
      generator.shuffle(&taken)
      taken = [0, 1, 2, 3] + taken.prefix(generator.uniform(below: 60)).filter { $0 > 3 }
      let settled = taken.filter { _ in generator.uniform() < 0.8 }
      let inquiry = Inquiry(
        number: taken.count + 1, basis: 1, of: landscape.space,
        results: settled.map { ($0, landscape.accuracies[$0]) }, taken: taken)
      let novice = SurrogatePolicy.neighbours(of: landscape.space, seed: 5)
      #expect(veteran.choose(inquiry) == novice.choose(inquiry))
      var shuffled = inquiry.observations
      generator.shuffle(&shuffled)
      #expect(
        novice.choose(
          Inquiry(
            number: inquiry.number, basis: 1, observations: shuffled,
            taken: inquiry.taken.reversed()))
          == veteran.choose(inquiry))
    }
  }

  @Test func `it finds one of the best hundredth in far fewer evaluations than random`() {
    var random = 0
    var aquasurf = 0
    for repetition in 1...50 as ClosedRange<UInt64> {
      let landscape = Landscape(count: 400, seed: 1000 + repetition)
      random += landscape.evaluations(
        with: RandomPolicy(space: landscape.space, seed: repetition), atMost: 400)
      aquasurf += landscape.evaluations(
        with: SurrogatePolicy.neighbours(of: landscape.space, seed: repetition), atMost: 400)
    }
    #expect(aquasurf * 4 < random, "\(aquasurf) evaluations against \(random)")
  }
}
