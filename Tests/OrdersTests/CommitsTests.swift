import JSON
import Orders
import Studies
import Testing

@Suite struct CommitsTests {
  private let connection = Connection([1])

  private func entry(_ sequence: Int64) -> Change {
    .journal(JournalEntry(sequence: sequence, time: 0, kind: .leased, fields: [:]))
  }

  private func acknowledgement(_ order: Int64) -> Action {
    .send(connection, .acknowledged(LeaseKey(order: order, attempt: 1), sequence: order))
  }

  @Test func `nothing is sent before what was stored with it is on the disk`() {
    var commits = Commits()
    let actions = [.store(entry(1)), acknowledgement(1)]
    commits.add(actions)
    #expect(commits.next(at: .zero) == .commit([entry(1)]))
    #expect(commits.next(at: .zero) == nil && !commits.isEmpty)
    #expect(commits.finish() == actions)
    #expect(commits.next(at: .zero) == nil && commits.isEmpty)
  }

  @Test func `what comes during a commit is one commit after it`() {
    var commits = Commits()
    commits.add([.store(entry(1))])
    _ = commits.next(at: .zero)
    commits.add([.store(entry(2)), acknowledgement(2)])
    commits.add([.store(entry(3)), acknowledgement(3)])
    #expect(commits.next(at: .zero) == nil)
    _ = commits.finish()
    #expect(commits.next(at: .zero) == .commit([entry(2), entry(3)]))
    #expect(
      commits.finish()
        == [.store(entry(2)), acknowledgement(2), .store(entry(3)), acknowledgement(3)])
  }

  @Test func `what stores nothing still waits for what was stored before it`() {
    var commits = Commits()
    commits.add([.store(entry(1))])
    _ = commits.next(at: .zero)
    commits.add([.send(connection, .whoAreYou)])
    #expect(commits.next(at: .zero) == nil)
    _ = commits.finish()
    #expect(commits.next(at: .zero) == .perform([.send(connection, .whoAreYou)]))
    #expect(commits.isEmpty)
  }

  @Test func `a slow disk stalls, and only while a commit is under way`() {
    var commits = Commits()
    commits.add([.store(entry(1))])
    #expect(!commits.isStalled(at: .seconds(9)))
    _ = commits.next(at: .seconds(10))
    #expect(!commits.isStalled(at: .milliseconds(10_249)))
    #expect(commits.isStalled(at: .milliseconds(10_250)))
    commits.add([.send(connection, .whoAreYou)])
    _ = commits.finish()
    #expect(!commits.isStalled(at: .seconds(60)))
    _ = commits.next(at: .seconds(60))
    #expect(!commits.isStalled(at: .seconds(99)), "what stores nothing is done at once")
  }
}
