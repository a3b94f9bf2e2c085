import Foundation
import TestSupport
import Testing

/// A finished run of the built `hillock`, with what it wrote.
struct CommandRun {
  let status: Int32
  let output: String
  let errors: String

  /// The built executable, which lies beside the tests' own.
  static var executable: URL {
    get throws {
      let tests = try #require(Bundle.main.executableURL, "the tests have no executable")
      return tests.deletingLastPathComponent().appending(path: "hillock")
    }
  }

  /// Runs a command line to its end.
  ///
  /// - Parameters:
  ///   - arguments: what follows the program's name.
  ///   - input: standard input; empty when nil.
  ///   - environment: variables besides PATH; none of this process's `HILLOCK_...` are passed on.
  /// - Throws: when it cannot be started.
  init(
    _ arguments: [String], input: Data? = nil, environment: [String: String] = [:]
  ) throws {
    self = try withTemporaryFolder { folder in
      let output = try Self.file("output", in: folder)
      let errors = try Self.file("errors", in: folder)
      try (input ?? Data()).write(to: folder.appending(path: "input"))
      let process = try Self.process(arguments, environment, home: folder)
      process.standardInput = try FileHandle(forReadingFrom: folder.appending(path: "input"))
      process.standardOutput = try FileHandle(forWritingTo: output)
      process.standardError = try FileHandle(forWritingTo: errors)
      try process.run()
      process.waitUntilExit()
      return CommandRun(
        status: process.terminationReason == .exit ? process.terminationStatus : -1,
        output: try String(contentsOf: output, encoding: .utf8),
        errors: try String(contentsOf: errors, encoding: .utf8))
    }
  }

  private init(status: Int32, output: String, errors: String) {
    self.status = status
    self.output = output
    self.errors = errors
  }

  /// A process that is ready to run.
  static func process(
    _ arguments: [String], _ environment: [String: String] = [:], home: URL
  ) throws -> Process {
    let process = Process()
    process.executableURL = try executable
    process.arguments = arguments
    process.environment =
      ["PATH": "/usr/bin:/bin", "HOME": home.path].merging(environment) { $1 }
    return process
  }

  private static func file(_ name: String, in folder: URL) throws -> URL {
    let file = folder.appending(path: name)
    try Data().write(to: file)
    return file
  }

  /// Whether it ended as bad input does: exit code 2, one line on standard error, nothing else.
  var isRefusedInput: Bool {
    status == 2 && output.isEmpty && errors.hasPrefix("error: ")
      && errors.count { $0 == "\n" } == 1 && errors.hasSuffix("\n")
  }

  func decoded<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
    try JSONDecoder().decode(type, from: Data(output.utf8))
  }
}
