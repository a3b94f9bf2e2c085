import Processors
import Synchronization
import Testing

@Suite struct InPartsTests {
  @Test(arguments: [1, 2, 7])
  func `parts come back in their order, each done once, whatever the threads`(threads: Int) {
    let done = Mutex<[Int]>([])
    let results = inParts(100, threads: threads) { part in
      done.withLock { $0.append(part) }
      return part * part
    }
    #expect(results == (0..<100).map { $0 * $0 })
    #expect(done.withLock { $0.sorted() } == Array(0..<100))
  }

  @Test func `no parts give no results`() {
    #expect(inParts(0, threads: 4) { $0 }.isEmpty)
  }

  @Test func `every thread is told its own number`() {
    let numbers = Mutex<[Int]>([])
    onThreads(5) { thread in numbers.withLock { $0.append(thread) } }
    #expect(numbers.withLock { $0.sorted() } == [0, 1, 2, 3, 4])
  }
}
