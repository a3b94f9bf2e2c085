import Searching
import Studies
import Surrogates
import Testing

@Suite struct RandomPolicyTests {
  private let space = CandidateSpace(
    forms: (0..<8).map { "f\($0)(x)" },
    isFinite: [true, true, false, true, false, true, true, true], baselines: [4, 1, 4, 0],
    outputs: Features(width: 1, values: [0, 1, .nan, 3, .infinity, 5, 6, 7]))

  private func choices(_ policy: any Policy) -> [Choice] {
    var choices: [Choice] = []
    while let choice = policy.choose(
      Inquiry(
        number: choices.count + 1, basis: 0, of: space, results: [], taken: choices.map(\.place)))
    {
      choices.append(choice)
    }
    return choices
  }

  @Test func `baselines come first and every finite class once`() {
    let choices = choices(RandomPolicy(space: space, seed: 1))
    #expect(choices.prefix(3).map(\.place) == [4, 1, 0])
    #expect(choices.prefix(3).allSatisfy { $0.reason == "baseline" })
    #expect(choices.dropFirst(3).map(\.place).sorted() == [3, 5, 6, 7])
    #expect(choices.dropFirst(3).allSatisfy { $0.reason == "random" && $0.prediction == nil })
  }

  @Test func `a choice depends on seed, number and what is taken only`() {
    let policy = RandomPolicy(space: space, seed: 1)
    let inquiry = Inquiry(number: 9, basis: 5, of: space, results: [], taken: [4, 1, 0])
    let first = policy.choose(inquiry)
    _ = choices(policy)
    #expect(policy.choose(inquiry) == first)
    let drawn = Set(
      (1...60).compactMap {
        policy.choose(
          Inquiry(number: $0, basis: 5, of: space, results: [], taken: [0, 1, 4]))?.place
      })
    #expect(drawn == [3, 5, 6, 7])
    let others = (1...60).map { RandomPolicy(space: space, seed: $0).choose(inquiry)?.place }
    #expect(Set(others) == [3, 5, 6, 7])
  }
}
