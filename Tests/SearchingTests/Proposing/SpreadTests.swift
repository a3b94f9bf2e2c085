import Searching
import Studies
import Surrogates
import Testing

@Suite struct SpreadTests {
  /// Two hills, one a little higher, on a line of twenty classes.
  private let line = CandidateSpace(
    forms: (0..<20).map { "f\($0)(x)" }, isFinite: Array(repeating: true, count: 20),
    baselines: [], outputs: Features(width: 1, values: (0..<20).map(Float.init)))
  private let results: [(Int, Double?)] = [(0, 0.2), (3, 0.9), (10, 0.3), (16, 0.85), (19, 0.2)]

  private func inquiry(running: [Int]) -> Inquiry {
    Inquiry(
      number: 6 + running.count, basis: 0, of: line, results: results,
      taken: results.map(\.0) + running, running: running)
  }

  private func batch(_ policy: SurrogatePolicy, of count: Int) -> [Choice] {
    var choices: [Choice] = []
    for _ in 0..<count {
      if let choice = policy.choose(inquiry(running: choices.map(\.place))) {
        choices.append(choice)
      }
    }
    return choices
  }

  @Test func `without it, proposals that are made together crowd the best spot`() {
    let choices = batch(.neighbours(of: line, neighbours: 1), of: 4)
    #expect(choices.allSatisfy { $0.prediction == 0.9 && $0.place <= 6 })
  }

  @Test func `with it, they go to the next best spot too, and state what results alone say`() {
    let choices = batch(.neighbours(of: line, neighbours: 1, spread: true), of: 4)
    #expect(choices[0] == batch(.neighbours(of: line, neighbours: 1), of: 1)[0])
    #expect(choices.contains { $0.prediction == 0.85 })
    for choice in choices {
      #expect(choice.prediction == (choice.place <= 6 ? 0.9 : 0.85))
    }
    #expect(choices[1].reason.hasSuffix("apart from 1 running"))
  }

  @Test func `with nothing running it changes nothing`() {
    let one = SurrogatePolicy.neighbours(of: line).choose(inquiry(running: []))
    let other = SurrogatePolicy.neighbours(of: line, spread: true).choose(inquiry(running: []))
    #expect(one == other)
    #expect(one != nil)
  }
}
