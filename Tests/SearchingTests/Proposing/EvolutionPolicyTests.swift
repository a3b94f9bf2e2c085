import Activations
import Randomness
import Searching
import Studies
import Surrogates
import Testing

@Suite struct EvolutionPolicyTests {
  private let table: ClassTable
  private let space: CandidateSpace
  private let mutations: Mutations

  init() throws {
    let schemas = [try Schema("unary(unary(x))")]
    table = try ClassTable(schemas: schemas, including: Baselines.all)
    space = CandidateSpace(table: table, baselines: Baselines.all)
    mutations = Mutations(schemas: schemas, operators: .aquasurf27, table: table)
  }

  private func policy(seed: UInt64 = 1, population: Int = 10) -> EvolutionPolicy {
    EvolutionPolicy(
      MutatedTable(space, mutations), seed: seed, chance: 0.1, population: population, sample: 3)
  }

  private func inquiry(_ results: [(Int, Double?)], number: Int? = nil) -> Inquiry {
    Inquiry(
      number: number ?? results.count + 1, basis: 0, of: space, results: results,
      taken: results.map(\.0))
  }

  /// How much the outermost operator of a class's form is worth: a hill that evolution can climb.
  private func accuracy(_ candidate: Int) -> Double {
    let outputs = space.outputs[candidate]
    return 1 / (1 + outputs.reduce(0) { $0 + abs(Double($1) - 0.7) } / Double(outputs.count))
  }

  @Test func `baselines come first, then random classes until the population is full`() {
    let policy = policy()
    var results: [(Int, Double?)] = []
    var reasons: [String] = []
    for _ in 0..<14 {
      guard let choice = policy.choose(inquiry(results)) else { break }
      reasons.append(String(choice.reason.prefix(8)))
      results.append((choice.place, accuracy(choice.place)))
    }
    let baselines = Array(repeating: "baseline", count: 8)
    #expect(
      reasons == baselines + ["random: ", "random: "] + Array(repeating: "child of", count: 4))
    #expect(Set(results.map(\.0)).count == 14)
  }

  @Test func `a parent is never older than the population`() {
    let old = space.baselines.map { ($0, 0.9 as Double?) }
    let free = table.classes.filter { $0.isFinite && !space.baselines.contains($0.index) }
    let young = free.prefix(10).map { ($0.index, 0.2 as Double?) }
    let names = Set(young.map { "child of " + space.form(at: $0.0) })
    for number in 20..<60 {
      let choice = policy().choose(inquiry(old + young, number: number))
      #expect(names.contains(choice?.reason ?? ""))
    }
  }

  @Test func `a child differs by one operator and is finite`() throws {
    let relu = try #require(table.class(of: Expression("relu(x)")))
    let results = [(relu, 0.9 as Double?)] + space.baselines.filter { $0 != relu }.map { ($0, nil) }
    let policy = policy(population: 8)
    for number in 10..<60 {
      let choice = try #require(policy.choose(inquiry(results, number: number)))
      #expect(table.classes[choice.place].isFinite)
      #expect(!results.contains { $0.0 == choice.place })
    }
  }

  @Test func `it finds good functions sooner than random search`() {
    let best = table.classes.filter(\.isFinite).map { accuracy($0.index) }.sorted(by: >)
    let threshold = best[best.count / 100]
    func evaluations(_ policy: any Policy) -> Int {
      var results: [(Int, Double?)] = []
      while results.count < 300, let choice = policy.choose(inquiry(results)) {
        results.append((choice.place, accuracy(choice.place)))
        if accuracy(choice.place) >= threshold { break }
      }
      return results.count
    }
    var (random, evolved) = (0, 0)
    for seed in 1...20 as ClosedRange<UInt64> {
      random += evaluations(RandomPolicy(space: space, seed: seed))
      evolved += evaluations(policy(seed: seed))
    }
    #expect(evolved < random, "\(evolved) evaluations against \(random)")
  }

  @Test func `the same inquiry has the same choice, and nothing is left at the end`() {
    let results = space.baselines.map { ($0, accuracy($0) as Double?) }
    #expect(
      policy(population: 8).choose(inquiry(results))
        == policy(population: 8).choose(inquiry(results)))
    let all = space.places.map { ($0, accuracy($0) as Double?) }
    #expect(policy().choose(inquiry(all)) == nil)
  }
}
