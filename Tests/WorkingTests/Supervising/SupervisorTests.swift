import Foundation
import Logging
import Messages
import Orders
import Studies
import Testing
import Transport

@testable import Working

/// A supervisor with its socket and its processes, which are shell scripts, before a coordinator
/// that a test plays.
@Suite(.timeLimit(.minutes(1))) struct `supervisor` {
  @Test func `a slot that crashes, hangs or babbles costs its order, not the worker`() async throws
  {
    for (script, reason) in [
      ("head -c 4 >/dev/null; echo ouch >&2; kill -SEGV $$", "; it wrote: ouch"),
      ("exec tail -f /dev/null", "it made no progress for 1 s"),
      ("head -c 4 >/dev/null; exec yes", "the slot wrote what is no message"),
      ("head -c 4 >/dev/null; exit 3", "the slot ended with exit code 3"),
    ] {
      let stage = try await Stage(script)
      let supervisor = stage.supervisor
      async let ending = supervisor.supervise()
      try await stage.welcome()
      for id in 1...2 as ClosedRange<Int64> {
        stage.send(.order(order(id, limits: Limits(silence: 1)), attempt: 1))
        let report = try await stage.report(on: lease(id))
        guard case .failed(let text) = report.outcome else {
          Issue.record("\(report)")
          continue
        }
        #expect(text.contains(reason), "\(text)")
        stage.send(.acknowledged(report.lease, sequence: id))
      }
      stage.supervisor.drain(reason: "the test is over")
      _ = try await stage.message { if case .goodbye = $0 { true } else { nil } }
      #expect(try await ending.exitCode == 0)
      await stage.close()
    }
  }

  @Test func `a slot's end is noticed though something that it started lives on`() async throws {
    let stage = try await Stage("head -c 4 >/dev/null; sleep 1000 & kill -SEGV $$")
    let supervisor = stage.supervisor
    async let ending = supervisor.supervise()
    try await stage.welcome()
    stage.send(.order(order(1), attempt: 1))
    let report = try await stage.report(on: lease(1))
    #expect(report.outcome == .failed("the slot ended by signal 11 (segmentation fault)"))
    stage.supervisor.orphan()
    _ = try await ending
    await stage.close()
  }

  @Test func `signs of life go on while a slot works, and stop with the study`() async throws {
    let stage = try await Stage("exec tail -f /dev/null")
    let supervisor = stage.supervisor
    async let ending = supervisor.supervise()
    try await stage.welcome()
    stage.send(.order(order(1), attempt: 1))
    for _ in 0..<5 {
      try await stage.message { if $0 == .heartbeat(held: [lease(1)]) { true } else { nil } }
    }
    stage.send(.finished)
    #expect(try await ending == WorkerEnding(exitCode: 0, reason: "the study is finished"))
    await stage.close()
  }

  @Test func `a program that cannot be started fails its orders`() async throws {
    let stage = try await Stage(command: ["/nowhere/hillock"])
    let supervisor = stage.supervisor
    async let ending = supervisor.supervise()
    try await stage.welcome()
    stage.send(.order(order(1), attempt: 1))
    let report = try await stage.report(on: lease(1))
    #expect(report.outcome.reason?.hasPrefix("cannot start /nowhere/hillock: ") == true)
    stage.supervisor.orphan()
    #expect(try await ending.reason == "the process that started it is gone")
    await stage.close()
  }

  @Test func `a worker of another protocol version is refused`() async throws {
    let stage = try await Stage("exec cat")
    let supervisor = stage.supervisor
    async let ending = supervisor.supervise()
    try await stage.meet()
    stage.send(.refused(Rejection(code: .version, reason: "too old")))
    #expect(try await ending == WorkerEnding(exitCode: 3, reason: "too old"))
    await stage.close()
  }

  @Test func `a worker outlives its coordinator and comes back with what it holds`() async throws {
    let stage = try await Stage("exec tail -f /dev/null")
    let supervisor = stage.supervisor
    async let ending = supervisor.supervise()
    try await stage.welcome()
    stage.send(.order(order(1), attempt: 1))
    try await stage.message { if $0 == .heartbeat(held: [lease(1)]) { true } else { nil } }
    try await stage.restart()
    let hello = try await stage.meet()
    #expect(hello.held == [lease(1)])
    #expect(hello.study == Bench.study)
    stage.supervisor.orphan()
    _ = try await ending
    await stage.close()
  }
}

/// A supervisor, and the coordinator's end of its connection.
private final class Stage {
  let supervisor: Supervisor
  private let folder: URL
  private let address: Address
  private var inbox = Inbox<Transport.Event>()
  private var router: Router
  private var peer: Peer?
  private var unread: [Message] = []

  convenience init(_ script: String) async throws {
    try await self.init(command: ["/bin/sh", "-c", script])
  }

  init(command: [String]) async throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "hillock-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    address = try Address("ipc://\(folder.path)/c")
    router = try await Router.start(binding: [address], delivering: inbox)
    var settings = WorkerSettings(address: address, program: "test")
    settings.slots = 1
    settings.evaluator = command
    supervisor = Supervisor(
      settings, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  func send(_ message: Message) {
    guard let peer else { return }
    let envelope = Envelope(study: Bench.study, incarnation: 1, message: message)
    router.send([envelope.encoded()], to: peer)
  }

  /// The first message that fits, now or later; those before it are forgotten.
  @discardableResult
  func message<T>(_ fits: (Message) -> T?) async throws -> T {
    while true {
      while !unread.isEmpty {
        if let found = fits(unread.removeFirst()) { return found }
      }
      for event in try #require(await inbox.next(), "cancelled") {
        guard case .message(let sender, let frames) = event else { continue }
        peer = sender
        unread.append(try Envelope(decoding: frames[0]).message)
      }
    }
  }

  @discardableResult
  func meet() async throws -> Hello {
    try await message { if case .hello(let hello) = $0 { hello } else { nil } }
  }

  func welcome() async throws {
    try await meet()
    send(.welcome(Welcome(study: "name", heartbeat: .milliseconds(50))))
    try await message { if $0 == .ready(capacity: 1) { true } else { nil } }
  }

  func report(on lease: LeaseKey) async throws -> Report {
    try await message {
      if case .report(let report) = $0, report.lease == lease { report } else { nil }
    }
  }

  /// The coordinator is gone, and another one takes its place.
  func restart() async throws {
    await router.close()
    peer = nil
    unread = []
    inbox = Inbox()
    router = try await Router.start(binding: [address], delivering: inbox)
  }

  func close() async {
    await router.close()
    try? FileManager.default.removeItem(at: folder)
  }
}
