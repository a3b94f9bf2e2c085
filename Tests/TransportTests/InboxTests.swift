import Testing

@testable import Transport

@Suite struct InboxTests {
  @Test func `everything that waits is taken at once, in order`() async {
    let inbox = Inbox<Int>()
    for value in 0..<5 { inbox.post(value) }
    #expect(await inbox.next() == [0, 1, 2, 3, 4])
    inbox.post(5)
    #expect(inbox.takeAll() == [5])
    #expect(inbox.takeAll() == [])
  }

  @Test func `a consumer that waits gets the next item`() async {
    let inbox = Inbox<Int>()
    async let batch = inbox.next()
    inbox.post(1)
    let first = await batch
    #expect(first?.first == 1)
  }

  @Test func `what was posted before the end is still delivered, then nil`() async {
    let inbox = Inbox<Int>()
    inbox.post(1)
    inbox.finish()
    inbox.post(2)
    #expect(await inbox.next() == [1])
    #expect(await inbox.next() == nil)
    #expect(await inbox.next() == nil)
  }

  @Test func `the end wakes a consumer`() async {
    let inbox = Inbox<Int>()
    async let batch = inbox.next()
    inbox.finish()
    #expect(await batch == nil)
  }

  @Test func `a cancelled consumer stops waiting`() async {
    let inbox = Inbox<Int>()
    let consumer = Task { await inbox.next() }
    consumer.cancel()
    #expect(await consumer.value == nil)
    inbox.post(1)
    #expect(await inbox.next() == [1])
  }

  @Test func `batches come as an asynchronous sequence`() async {
    let inbox = Inbox<Int>()
    async let sum = {
      var sum = 0
      for await batch in inbox { sum += batch.reduce(0, +) }
      return sum
    }()
    for value in 1...1_000 { inbox.post(value) }
    inbox.finish()
    #expect(await sum == 500_500)
  }

  @Test func `room is counted in items and in bytes, and its return is signalled`() throws {
    let wake = try WakeSignal()
    let inbox = Inbox<Int>(capacity: 2, byteCapacity: 10)
    #expect(inbox.hasRoom(orElse: wake))
    inbox.post(1, bytes: 10)
    #expect(!inbox.hasRoom(orElse: wake))
    #expect(!wake.clear())
    #expect(inbox.takeAll() == [1])
    #expect(wake.clear())
    inbox.post(1)
    #expect(inbox.hasRoom(orElse: wake))
    inbox.post(2)
    #expect(!inbox.hasRoom(orElse: wake))
    inbox.post(3)
    #expect(inbox.takeAll() == [1, 2, 3])
  }

  @Test func `many posters lose nothing`() async {
    let inbox = Inbox<Int>()
    await withTaskGroup(of: Void.self) { group in
      for poster in 0..<4 {
        group.addTask { for value in 0..<1_000 { inbox.post(poster * 1_000 + value) } }
      }
      var seen: [Int] = []
      while seen.count < 4_000, let batch = await inbox.next() { seen += batch }
      #expect(seen.sorted() == Array(0..<4_000))
      for poster in 0..<4 {
        let own = seen.filter { $0 / 1_000 == poster }
        #expect(own == own.sorted())
      }
    }
  }
}
