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
      let free = (0..<classes).first { !inquiry.taken.contains(ProposerTests.key($0)) }
      return free.map { place in
        Choice(
          candidate: ProposerTests.candidate(place),
          reason: "\(inquiry.number): \(inquiry.taken.map(\.low)) \(inquiry.running.map(\.low))")
      }
    }
  }

  static func key(_ place: Int) -> ClassKey { ClassKey(high: 7, low: UInt64(place)) }

  static func candidate(_ place: Int) -> Candidate {
    Candidate(key: key(place), form: "f\(place)", representative: "f\(place)", place: place)
  }

  private let request = Inquiry(
    number: 3, basis: 9, observations: [.init(candidate: candidate(4), value: 0.5)],
    taken: [key(4), key(1)], running: [key(1)])

  private func proposer(
    _ policy: InTurn = InTurn(), patience: Duration = .seconds(3_600)
  ) -> Proposer {
    Proposer(making: { _, _ in policy }, from: { [] }, patience: patience)
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
      if let last = one.last { next.take(last.candidate.key) }
    }
    #expect(together == one)
    #expect(together.map(\.number) == [3, 4, 5])
    #expect(together.map(\.candidate.place) == [0, 2, 3])
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
    let rest = all.reduce(into: request) { $0.take($1.candidate.key) }
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
