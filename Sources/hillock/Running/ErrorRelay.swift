import Foundation
import Synchronization

/// Passes on what a local worker writes to its standard error, but for the error that ends it:
/// whoever started the worker decides what to say of that.
final class ErrorRelay: Sendable {
  /// The worker's standard error.
  let pipe = Pipe()
  private static let mark = "error: "
  private let ends: AsyncStream<String?>

  init() {
    let (ends, continuation) = AsyncStream<String?>.makeStream()
    self.ends = ends
    let thread = Thread { [handle = pipe.fileHandleForReading] in
      Thread.current.name = "hillock.errors"
      var rest = Data()
      var error: String?
      while case let data = handle.availableData, !data.isEmpty {
        rest += data
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
          let line = String(decoding: rest[..<end], as: UTF8.self)
          rest = Data(rest[rest.index(after: end)...])
          if line.hasPrefix(Self.mark) {
            error = String(line.dropFirst(Self.mark.count))
          } else {
            Console.note(line)
          }
        }
      }
      continuation.yield(error)
      continuation.finish()
    }
    thread.start()
  }

  /// Its last error without the mark, once the worker is gone; nil when it wrote none.
  var lastError: String? {
    get async {
      for await error in ends { return error }
      return nil
    }
  }
}
