import Foundation
import Messages
import Orders
import Testing
import Transport

@testable import Working

/// Children are shell scripts here; real evaluators run in the tests of whole clusters.
@Suite(.timeLimit(.minutes(1))) struct `child` {
  @Test(arguments: [
    ("kill -BUS $$", "the slot ended by signal 7 (bus error)"),
    ("kill -SEGV $$", "the slot ended by signal 11 (segmentation fault)"),
    ("exit 7", "the slot ended with exit code 7"),
    ("", "the slot ended with exit code 0"),
    (
      "echo one >&2; printf two >&2; exit 1", "the slot ended with exit code 1; it wrote: one / two"
    ),
  ])
  func `an end is told with its reason`(script: String, reason: String) async throws {
    let child = try Script(script)
    let end = try await child.end()
    #expect(end == reason)
  }

  @Test func `what comes out is passed on before the end`() async throws {
    let message = Message.heartbeat(held: [lease(3, 2)])
    let bytes = Envelope(message: message).framed + Envelope(message: .progress(sample)).framed
    let text = bytes.map { String(format: "\\%03o", $0) }.joined()
    let child = try Script("printf '\(text)'; exit 2")
    let events = try await child.events { $0.ending != nil }
    #expect(events.compactMap(\.message) == [message, .progress(sample)])
  }

  @Test func `what goes in arrives, and comes back`() async throws {
    let child = try Script("exec cat")
    let messages: [Message] = [.cancel(lease(1)), .order(order(5), attempt: 2)]
    for message in messages { child.child.send(message) }
    let events = try await child.events { $0.compactMap(\.message).count == 2 }
    #expect(events.compactMap(\.message) == messages)
    child.child.closeInput()
    #expect(try await child.end() == "the slot ended with exit code 0")
  }

  @Test func `garbage ends it`() async throws {
    let child = try Script("yes garbage")
    #expect(try await child.end().hasPrefix("the slot wrote what is no message: "))
  }

  @Test func `a child that ignores everything can be killed`() async throws {
    let child = try Script("trap '' TERM INT; while :; do :; done")
    child.child.kill()
    #expect(try await child.end() == "its worker killed it")
  }

  @Test func `writing to a child that is gone does no harm`() async throws {
    ignoreBrokenPipes()
    let child = try Script("exit 0")
    _ = try await child.end()
    child.child.send(.cancel(lease(1)))
    child.child.closeInput()
  }

  @Test func `a child that does not read blocks nobody`() async throws {
    let child = try Script("exec tail -f /dev/null")
    var large = order(1)
    if case .train(var work) = large.work {
      work.network = String(repeating: "#", count: 60_000)
      large = .init(id: 1, work: .train(work), limits: large.limits)
    }
    for _ in 0..<10 { child.child.send(.order(large, attempt: 1)) }
    child.child.kill()
    #expect(try await child.end() == "its worker killed it")
  }

  @Test func `an idle child ends with its input, whatever siblings run`() async throws {
    let first = try Script("exec cat")
    let second = try Script("exec cat")
    first.child.closeInput()
    #expect(try await first.end() == "the slot ended with exit code 0")
    second.child.closeInput()
    #expect(try await second.end() == "the slot ended with exit code 0")
  }

  @Test func `what it started goes with it`() async throws {
    let child = try Script("sleep 1000 & sleep 1000 & wait")
    child.child.kill()
    #expect(try await child.end() == "its worker killed it")
  }

  @Test func `a program that is not there cannot be started`() {
    let error = #expect(throws: WorkerError.self) {
      _ = try Child.start(["/nowhere/hillock"]) { _ in }
    }
    #expect(error?.description.hasPrefix("cannot start /nowhere/hillock: ") == true)
  }
}

/// A child that runs a script.
struct Script {
  let child: Child
  private let inbox = Inbox<Child.Event>()

  init(_ script: String) throws {
    child = try Child.start(["/bin/sh", "-c", script]) { [inbox] in inbox.post($0) }
  }

  /// Collects events until they satisfy a condition.
  func events(until isEnough: ([Child.Event]) -> Bool) async throws -> [Child.Event] {
    var seen: [Child.Event] = []
    while !isEnough(seen) {
      try #require(seen.ending == nil, "ended after \(seen)")
      seen += try #require(await inbox.next(), "cancelled")
    }
    return seen
  }

  /// Waits for the end, and gives its reason.
  func end() async throws -> String {
    try #require(await events { $0.ending != nil }.ending)
  }
}

extension [Child.Event] {
  fileprivate var ending: String? {
    for case .ended(let reason) in self { return reason }
    return nil
  }
}

extension Child.Event {
  fileprivate var message: Message? {
    if case .message(let message) = self { message } else { nil }
  }
}

private let sample = Progress(lease: lease(4), record: record(1))
