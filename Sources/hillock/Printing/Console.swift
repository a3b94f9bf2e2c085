import Foundation

/// The two streams of a command: results go to standard output, everything else to standard error.
enum Console {
  /// Whether standard error is a terminal, on which a line may be drawn again.
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// How many characters fit on a line of the terminal.
  static var width: Int {
    Int(ProcessInfo.processInfo.environment["COLUMNS"] ?? "").map { max(20, $0 - 1) } ?? 99
  }

  /// Writes a line to standard error.
  static func note(_ line: String) { write(line + "\n", to: .standardError) }

  /// Draws a line on the terminal over the one before; an empty text clears it.
  static func draw(_ line: String) { write("\r\u{1b}[K" + line, to: .standardError) }

  /// Writes text to standard output.
  ///
  /// A reader that has gone away, such as `head`, is no failure; a full disk is one.
  static func print(_ text: String) throws(Failure) {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
      let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
      if cause?.code == Int(EPIPE) { return }
      throw Failure(.failed, "cannot write to standard output: \(error.reason)")
    }
  }

  private static func write(_ text: String, to stream: FileHandle) {
    try? stream.write(contentsOf: Data(text.utf8))
  }
}
