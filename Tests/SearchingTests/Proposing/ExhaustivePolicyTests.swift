import Searching
import Studies
import Surrogates
import Testing

@Suite struct ExhaustivePolicyTests {
  private let space = CandidateSpace(
    forms: (0..<40).map { "f\($0)(x)" }, isFinite: (0..<40).map { $0 % 3 > 0 },
    baselines: [4, 1], outputs: Features(width: 1, values: (0..<40).map(Float.init)))

  private func proposed(_ policy: ExhaustivePolicy) -> [Int] {
    var taken: [Int] = []
    while let choice = policy.choose(
      Inquiry(number: taken.count + 1, basis: 0, of: space, results: [], taken: taken))
    {
      taken.append(choice.place)
    }
    return taken
  }

  @Test func `every class is proposed once, baselines first, finite or not`() {
    let all = proposed(ExhaustivePolicy(space: space, seed: 3))
    #expect(all.prefix(2) == [4, 1])
    #expect(all.sorted() == Array(0..<40))
  }

  @Test func `the order is the seed's, and not the table's`() {
    let one = proposed(ExhaustivePolicy(space: space, seed: 3))
    #expect(one == proposed(ExhaustivePolicy(space: space, seed: 3)))
    #expect(one != proposed(ExhaustivePolicy(space: space, seed: 4)))
    #expect(one.dropFirst(2).sorted() != Array(one.dropFirst(2)))
  }

  @Test func `what is taken already is left out, in whatever order it was taken`() {
    let policy = ExhaustivePolicy(space: space, seed: 3)
    let all = proposed(policy)
    let inquiry = Inquiry(
      number: 30, basis: 9, of: space, results: [], taken: all.prefix(29).reversed())
    #expect(policy.choose(inquiry)?.place == all[29])
  }
}
