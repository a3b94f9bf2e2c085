/// Waits until a condition holds.
///
/// - Parameters:
///   - deadline: the longest wait; the condition is looked at once more when it is over.
///   - condition: what is waited for; looked at every 20 ms.
/// - Returns: whether the condition held in time.
public func waitUntil(
  deadline: Duration, _ condition: () async throws -> Bool
) async rethrows -> Bool {
  let end = ContinuousClock.now + deadline
  while ContinuousClock.now < end {
    if try await condition() { return true }
    guard (try? await Task.sleep(for: .milliseconds(20))) != nil else { return false }
  }
  return try await condition()
}
