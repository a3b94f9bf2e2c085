import Synchronization

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
