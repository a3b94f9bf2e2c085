import Storage
import Tensors
import Transport

/// The versions of the libraries that this process runs with.
enum LibraryFindings {
  static var all: [Finding] {
    [
      checked("libzmq", "libzmq", MessageLibrary.version, least: "4.3"),
      checked("openblas", "OpenBLAS", LinearAlgebra.version, least: "0.3"),
      checked("sqlite", "SQLite", DatabaseLibrary.version ?? "none", least: "3.35"),
    ]
  }

  private static func checked(
    _ name: String, _ heading: String, _ version: String, least: String
  ) -> Finding {
    guard isAtLeast(version, least) else {
      return Finding(
        name, heading, version, state: .missing, advice: "expected version \(least) or later")
    }
    return Finding(name, heading, version)
  }

  /// Compares versions number by number.
  static func isAtLeast(_ version: String, _ least: String) -> Bool {
    func numbers(_ text: String) -> [Int] { text.split(separator: ".").map { Int($0) ?? -1 } }
    let version = numbers(version)
    let least = numbers(least)
    return !version.lexicographicallyPrecedes(least)
  }
}
