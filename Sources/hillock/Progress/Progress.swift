import Synchronization

/// How far a command has come: a bar on a terminal, a line for each step otherwise.
///
/// All of it goes to standard error, and may come from any thread.
final class Progress: Sendable {
  let total: Int
  private let done = Mutex(0)
  private let draws = Console.isTerminal

  /// - Parameter total: how many steps make up the whole; at least 1.
  init(total: Int) {
    precondition(total >= 1, "progress of \(total) steps")
    self.total = total
  }

  /// Says that a step is done.
  ///
  /// - Parameters:
  ///   - count: how many steps are done now.
  ///   - note: what the step showed, on one line.
  func report(_ count: Int, _ note: String) {
    done.withLock { done in
      done = count
      if draws {
        Console.draw("\(Self.bar(count, of: total)) \(count)/\(total)  \(note)")
      } else {
        Console.note("\(count)/\(total)  \(note)")
      }
    }
  }

  /// Clears the bar, before a result is printed.
  func finish() {
    done.withLock { _ in if draws { Console.draw("") } }
  }

  /// A bar of 24 places.
  static func bar(_ count: Int, of total: Int) -> String {
    let width = 24
    let filled = min(max(count * width / total, 0), width)
    return "[" + String(repeating: "#", count: filled)
      + String(repeating: "-", count: width - filled) + "]"
  }
}
