import Searching
import Studies
import Surrogates
import Testing

@Suite struct ExplanationTests {
  private static let line = CandidateSpace(
    forms: (0..<9).map { "f\($0)(x)" }, isFinite: Array(repeating: true, count: 8) + [false],
    baselines: [0, 3, 6], outputs: Features(width: 1, values: [0, 1, 2, 3, 4, 5, 6, 7, .nan]))
  private let inquiry = Inquiry(
    number: 5, basis: 9, of: line, results: [(0, 0.5), (3, 0.75), (6, 0.25), (7, nil)],
    taken: [0, 3, 6, 7])

  @Test func `it names what a prediction is taken from, and the rank that follows`() throws {
    let policy = SurrogatePolicy.neighbours(of: Self.line, neighbours: 1)
    let explanation = try #require(policy.explain(Self.line.key(at: 2), inquiry))
    #expect(explanation.prediction == 0.75 && explanation.uncertainty == 0)
    #expect(explanation.rank == 1 && explanation.ranked == 4)
    #expect(explanation.neighbours.map(\.candidate.place) == [3, 0, 6, 7])
    #expect(explanation.neighbours.map(\.value) == [0.75, 0.5, 0.25, 0.1])
    #expect(explanation.place == nil)
    #expect(policy.explain(Self.line.key(at: 1), inquiry)?.rank == 3)
    #expect(policy.choose(inquiry)?.place == 2)
  }

  @Test func `of an evaluated class it says what would be expected without its result`() throws {
    let policy = SurrogatePolicy.neighbours(of: Self.line, neighbours: 1)
    let explanation = try #require(policy.explain(Self.line.key(at: 3), inquiry))
    #expect(explanation.prediction == 0.5 || explanation.prediction == 0.25)
    #expect(!explanation.neighbours.contains { $0.candidate.place == 3 })
    #expect(explanation.ranked == 5)
  }

  @Test func `of a class that lies nowhere, and by a policy without a model, it says nothing`() {
    #expect(
      SurrogatePolicy.neighbours(of: Self.line).explain(Self.line.key(at: 8), inquiry)?.prediction
        == nil)
    #expect(RandomPolicy(space: Self.line, seed: 1).explain(Self.line.key(at: 2), inquiry) == nil)
  }
}
