import Activations
import Digests
import Orders
import Searching
import Studies
import Synchronization
import Testing

@testable import Coordination

@Suite struct ProposerTests {
  /// Proposes class after class.
  private struct InTurn: Policy {
    var choosesAtOnce = false
    let classes = 10

    func choose(_ inquiry: Inquiry) -> Choice? {
      let free = (0..<classes).first { !inquiry.taken.contains($0) }
      return free.map {
        Choice(
          candidate: $0, reason: "\(inquiry.number): \(inquiry.taken) \(inquiry.running)")
      }
    }
  }

  private let request = ProposalRequest(
    number: 3, basis: 9, observations: [Observation(candidate: 4, accuracy: 0.5)], taken: [4, 1],
    running: [1])

  private func proposer(
    _ policy: InTurn = InTurn(), patience: Duration = .seconds(3_600)
  ) -> Proposer {
    let candidates = (0..<policy.classes).map {
      Candidate(
        index: $0, key: ClassKey(high: 7, low: UInt64($0)), representative: "f\($0)",
        form: "f\($0)")
    }
    return Proposer(
      making: { _, _ in policy }, from: { [] }, candidates: candidates, patience: patience)
  }

  @Test func `several proposals are those that one after the other would be, from one basis`()
    async throws
  {
    let proposer = proposer()
    let together = try await proposer.answer(request, count: 3)
    var one: [Proposal] = []
    var next = request
    for _ in 0..<3 {
      one += try await proposer.answer(next, count: 1)
      next = next.next(after: one.last?.candidate.index ?? -1)
    }
    #expect(together == one)
    #expect(together.map(\.number) == [3, 4, 5])
    #expect(together.map(\.candidate.index) == [0, 2, 3])
    #expect(together.allSatisfy { $0.basis == 9 })
    #expect(together.last?.reason == "5: [4, 1, 0, 2] [1, 0, 2]")
  }

  @Test func `a policy that takes its time is asked for one`() async throws {
    let proposer = proposer(patience: .zero)
    #expect(try await proposer.answer(request, count: 5).count == 1)
  }

  @Test func `no more comes than there is, and none when nothing is left`() async throws {
    let proposer = proposer()
    let all = try await proposer.answer(request, count: 99)
    #expect(all.count == 8)
    let rest = all.reduce(request) { $0.next(after: $1.candidate.index) }
    #expect(try await proposer.answer(rest, count: 99).isEmpty)
  }

  @Test func `only a policy that is made and chooses at once answers at once`() async throws {
    let slow = proposer()
    _ = try await slow.answer(request, count: 1)
    #expect(slow.answerAtOnce(request, count: 1) == nil)
    let quick = proposer(InTurn(choosesAtOnce: true))
    #expect(quick.answerAtOnce(request, count: 1) == nil)
    let answer = try await quick.answer(request, count: 2)
    #expect(quick.answerAtOnce(request, count: 2) == answer)
  }
}
