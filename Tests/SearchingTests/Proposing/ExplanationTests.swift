import Searching
import Surrogates
import Testing

@Suite struct ExplanationTests {
  private let line = CandidateSpace(
    forms: (0..<9).map { "f\($0)(x)" }, isFinite: Array(repeating: true, count: 8) + [false],
    baselines: [0, 3, 6], outputs: Features(width: 1, values: [0, 1, 2, 3, 4, 5, 6, 7, .nan]))
  private let inquiry = Inquiry(
    number: 5, basis: 9,
    observations: [(0, 0.5), (3, 0.75), (6, 0.25), (7, nil)].map {
      .init(candidate: $0.0, accuracy: $0.1)
    }, taken: [0, 3, 6, 7])

  @Test func `it names what a prediction is taken from, and the rank that follows`() throws {
    let policy = SurrogatePolicy.neighbours(of: line, neighbours: 1)
    let explanation = try #require(policy.explain(2, inquiry))
    #expect(explanation.prediction == 0.75 && explanation.uncertainty == 0)
    #expect(explanation.rank == 1 && explanation.ranked == 4)
    #expect(explanation.neighbours.map(\.candidate) == [3, 0, 6, 7])
    #expect(explanation.neighbours.map(\.accuracy) == [0.75, 0.5, 0.25, 0.1])
    #expect(explanation.place == nil)
    #expect(policy.explain(1, inquiry)?.rank == 3)
    #expect(policy.choose(inquiry)?.candidate == 2)
  }

  @Test func `of an evaluated class it says what would be expected without its result`() throws {
    let policy = SurrogatePolicy.neighbours(of: line, neighbours: 1)
    let explanation = try #require(policy.explain(3, inquiry))
    #expect(explanation.prediction == 0.5 || explanation.prediction == 0.25)
    #expect(!explanation.neighbours.contains { $0.candidate == 3 })
    #expect(explanation.ranked == 5)
  }

  @Test func `of a class that lies nowhere, and by a policy without a model, it says nothing`() {
    #expect(SurrogatePolicy.neighbours(of: line).explain(8, inquiry)?.prediction == nil)
    #expect(RandomPolicy(space: line, seed: 1).explain(2, inquiry) == nil)
  }
}
