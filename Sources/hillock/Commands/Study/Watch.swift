import ArgumentParser
import Foundation
import JSON
import Messages
import Orders
import Synchronization
import Transport
import UnixSignals

/// `hillock watch`: a study's log stream.
struct Watch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Follows a study's log stream until the study ends.")

  @Option(help: "The coordinator's address.")
  var connect = "tcp://127.0.0.1:7117"

  @Option(
    parsing: .unconditional,
    help: "Start after this event; 0 is the beginning, and the next event is the default.",
    transform: OptionValue.whole(in: 0...Int.max))
  var since: Int?

  @Flag(help: "One JSON object a line.")
  var json = false

  @Flag(help: "Also show epochs as they end; these have no sequence.")
  var progress = false

  @Flag(help: "Dial another machine although nothing is encrypted.")
  var insecure = false

  func run() async throws {
    let stream = LogStream(
      address: try Address(connect), allowsInsecure: insecure, since: since.map { Int64($0) })
    Console.note("watching \(connect)")
    let silence = Silence()
    let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
    let isInterrupted = try await withThrowingTaskGroup(of: Bool.self) { group in
      group.addTask {
        for await _ in signals { return true }
        return false
      }
      group.addTask {
        try await stream.follow {
          switch $0 {
          case .answered: silence.end()
          case .lost: silence.begin()
          case .event, .progress: break
          }
          try show($0)
        }
        return false
      }
      group.addTask {
        try await silence.tell("no answer from \(connect) yet; still trying")
        return false
      }
      defer { group.cancelAll() }
      return try await group.next() ?? false
    }
    if isInterrupted { throw ExitStatus.interrupted }
  }

  private func show(_ item: LogStream.Item) throws {
    switch item {
    case .event(let event) where json: try Console.print(LogStream.line(event) + "\n")
    case .event(let event):
      let time = Date(timeIntervalSince1970: Double(event.time) / 1_000)
        .formatted(.iso8601.time(includingFractionalSeconds: false))
      try Console.print("\(event.sequence)  \(time)  \(event.kind)  \(event.fields)\n")
    case .progress(let text) where progress: try Console.print(text + "\n")
    case .progress, .answered: break
    case .lost: Console.note("the coordinator is gone; waiting for it to come back")
    }
  }
}

/// Tells a person that nobody answers: after 5 s, and from then on once a minute.
final class Silence: Sendable {
  private let since = Mutex<ContinuousClock.Instant?>(.now)

  /// Somebody has answered.
  func end() { since.withLock { $0 = nil } }

  /// Whoever answered is gone.
  func begin() { since.withLock { $0 = .now } }

  /// Writes the line whenever it is due, until the task is cancelled.
  func tell(_ line: String) async throws {
    var patience = Duration.seconds(5)
    while true {
      try await Task.sleep(for: .milliseconds(500))
      guard let start = since.withLock({ $0 }) else {
        patience = .seconds(5)
        continue
      }
      guard ContinuousClock.now - start >= patience else { continue }
      Console.note(line)
      patience += .seconds(60)
    }
  }
}
