import Activations
import Randomness
import Searching
import Studies
import Testing

@Suite struct OpenSpaceTests {
  private let space: OpenSpace

  init() throws {
    space = OpenSpace(
      schemas: [try Schema("unary(unary(x))"), try Schema("binary(x,unary(x))")],
      operators: .aquasurf27, baselines: [try Expression("relu(x)"), try Expression("tanh(x)")],
      limit: 7)
  }

  private func policy(seed: UInt64 = 1, metric: Metric = .validationAccuracy) -> EvolutionPolicy {
    EvolutionPolicy(
      space, seed: seed, metric: metric, chance: metric.infeasibleValue(classes: 10),
      population: 6, sample: 3)
  }

  /// Fewer nodes are better.
  private func value(_ candidate: Candidate) throws -> Double {
    1 / Double(try Expression(candidate.form).nodeCount)
  }

  /// A search with some proposals always running, whose results come in the order of the
  /// proposals.
  private func search(
    _ policy: EvolutionPolicy, count: Int, running: Int = 0, value: (Candidate) throws -> Double?
  ) throws -> [Choice] {
    var choices: [Choice] = []
    while choices.count < count {
      let settled = choices.dropLast(running)
      let choice = policy.choose(
        Inquiry(
          number: choices.count + 1, basis: Int64(settled.count),
          observations: try settled.map {
            .init(candidate: $0.candidate, value: try value($0.candidate))
          }, taken: choices.map(\.candidate.key),
          running: choices.suffix(choices.count - settled.count).map(\.candidate.key)))
      choices.append(try #require(choice))
    }
    return choices
  }

  @Test func `baselines, then the schemas' functions, then children beyond them`() throws {
    let choices = try search(policy(), count: 60, value: value)
    #expect(choices.prefix(2).map(\.candidate.form) == ["relu(x)", "tanh(x)"])
    for choice in choices[2..<6] {
      #expect(choice.reason.hasPrefix("random: "))
      #expect(try Expression(choice.candidate.representative).nodeCount <= 4)
    }
    #expect(choices.dropFirst(6).allSatisfy { $0.reason.hasPrefix("child of ") })
    let sizes = try choices.map { try Expression($0.candidate.representative).nodeCount }
    #expect(try #require(sizes.max()) > 4 && sizes.allSatisfy { $0 <= 7 })
  }

  @Test func `no function comes twice under another name, and all are finite`() throws {
    let choices = try search(policy(), count: 60, running: 4, value: value)
    #expect(Set(choices.map(\.candidate.key)).count == 60)
    for choice in choices {
      let form = try Expression(choice.candidate.form)
      #expect(form.probed == (choice.candidate.key, true))
      #expect(try Expression(choice.candidate.representative).classKey == form.classKey)
      #expect(choice.candidate.place == nil)
    }
  }

  @Test func `the same inquiry has the same choice, whoever asked what before`() throws {
    let all = try search(policy(), count: 30, running: 3, value: value)
    let again = try search(policy(), count: 30, running: 3, value: value)
    #expect(all == again)
    #expect(try search(policy(seed: 2), count: 30, running: 3, value: value) != all)
  }

  @Test func `a parent is one of the latest results, and the best of its sample`() throws {
    let young = try (0..<6).map { place in
      Candidate(try Expression(["erf(x)", "sinh(x)", "swish(x)", "elu(x)", "selu(x)", "x"][place]))
    }
    let old = [try Expression("relu(x)"), try Expression("tanh(x)")].map { Candidate($0) }
    func parents(_ metric: Metric, _ values: [Double?]) -> Set<String> {
      Set(
        (9..<60).compactMap { number in
          policy(metric: metric).choose(
            Inquiry(
              number: number, basis: 0,
              observations: zip(old + young, [0.99, 0.99] + values)
                .map { .init(candidate: $0, value: $1) },
              taken: (old + young).map(\.key)))?.reason
        })
    }
    let names = Set(young.map { "child of " + $0.form })
    let accuracies = parents(.validationAccuracy, [0.5, nil, 0.6, nil, nil, 0.7])
    #expect(accuracies.isSubset(of: names) && accuracies.contains("child of x"))
    #expect(!parents(.validationLoss, [0.5, 0.6, 0.7, 0.8, 0.9, 9]).contains("child of x"))
    #expect(
      parents(.validationAccuracy, [nil, nil, nil, nil, nil, nil]).count > 1,
      "what cannot be trained lives too")
  }

  @Test func `evolution gets further than chance`() throws {
    // How near the outputs at five places are to those of a function that no schema gives.
    let goal = try Expression("mul(x,erfc(elu(x)))")
    let places: [Double] = [-2, -1, 0.5, 1, 2]
    func near(_ candidate: Candidate) throws -> Double {
      let expression = try Expression(candidate.form)
      let square = places.reduce(0.0) { sum, x in
        let difference = expression.point(x).value - goal.point(x).value
        return sum + (difference.isFinite ? min(100, difference * difference) : 100)
      }
      return 1 / (1 + square)
    }
    var (evolved, random) = (0.0, 0.0)
    for seed in 1...4 as ClosedRange<UInt64> {
      evolved +=
        try search(policy(seed: seed), count: 120, value: near)
        .map { try near($0.candidate) }.max() ?? 0
      random +=
        try search(policy(seed: seed), count: 120, value: { _ in nil })
        .map { try near($0.candidate) }.max() ?? 0
    }
    #expect(evolved > random, "\(evolved) against \(random)")
  }

  @Test func `a study's settings make the policy and its space`() throws {
    let study = try Study(
      yaml: """
        study: open
        objective: {dataset: generated, network: mlp, epochs: 1, optimizer: {rate: 0.1}}
        space: {schemas: ["unary(unary(x))"], baselines: [relu(x)]}
        search: {policy: evolution, population: 3, sample: 2, nodes: 5, budget: 9, seed: 4}
        """)
    let space = try SearchedSpace(
      study, table: try ClassTable(schemas: [], including: [Expression("relu(x)")]))
    #expect(space.table == nil)
    let policy = try PolicyCatalogue.make(study.search, space: space, chance: 0.1)
    let first = policy.choose(Inquiry(number: 1, basis: 0, observations: [], taken: []))
    #expect(first?.candidate.form == "relu(x)" && first?.reason == "baseline")
  }
}
