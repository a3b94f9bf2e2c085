import Foundation
import Tensors
import Testing

@Suite struct ComputeThreadTests {
  private struct Refused: Error, Equatable {}

  @Test(arguments: 0..<50)
  func `the body runs on a thread of its own, by its name`(_: Int) async {
    let name = await onComputeThread(name: "arithmetic") {
      try? String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8)
    }
    #expect(name == "arithmetic\n")
  }

  @Test func `a long name is cut, not refused`() async {
    let name = await onComputeThread(name: "long arithmetic, very long") {
      try? String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8)
    }
    #expect(name == "long arithmetic\n")
  }

  @Test func `what the body throws comes out typed`() async {
    await #expect(throws: Refused()) {
      try await onComputeThread { () throws(Refused) -> Int in throw Refused() }
    }
  }

  @Test func `there is stack for deep recursion`() async {
    @Sendable func depth(_ left: Int) -> Int { left == 0 ? 0 : 1 + depth(left - 1) }
    #expect(await onComputeThread { depth(50_000) } == 50_000)
  }

  @Test func `computing on many threads at once leaves the task pool free`() async {
    let sums = await withTaskGroup(of: Int.self) { group in
      for number in 0..<8 {
        group.addTask { await onComputeThread { (0...1000).reduce(number, +) } }
      }
      return await group.reduce(into: [Int]()) { $0.append($1) }
    }
    #expect(sums.sorted() == (0..<8).map { 500_500 + $0 })
  }
}
