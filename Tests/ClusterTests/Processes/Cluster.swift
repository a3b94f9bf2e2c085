import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

/// The programs of one test, in a folder of their own.
final class Cluster: Sendable {
  @TaskLocal static var current: Cluster?

  let folder: URL
  private let programs = Mutex<[RunningProgram]>([])

  private init(folder: URL) { self.folder = folder }

  /// Runs a test with a fresh folder; what still runs afterwards is killed.
  static func run(_ body: (Cluster) async throws -> Void) async throws {
    try await withTemporaryFolder { folder in
      let cluster = Cluster(folder: folder)
      try await $current.withValue(cluster) {
        let result: Result<Void, any Error>
        do { result = .success(try await body(cluster)) } catch { result = .failure(error) }
        await cluster.close()
        try result.get()
      }
    }
  }

  /// The built program, which lies beside the tests.
  static var executable: String {
    get throws {
      let tests = try #require(Bundle.main.executableURL, "the tests have no executable")
      return tests.deletingLastPathComponent().appending(path: "hillock").path
    }
  }

  /// Starts `hillock`.
  ///
  /// - Parameters:
  ///   - arguments: what follows the program's name.
  ///   - launcher: a command that starts it, such as `env` with its options.
  ///   - environment: variables besides those that every program gets.
  /// - Returns: the program, which is killed when the test ends.
  /// - Throws: why it could not be started.
  func start(
    _ arguments: String..., by launcher: [String] = [], environment: [String: String] = [:]
  ) throws -> RunningProgram {
    try start(arguments, by: launcher, environment: environment)
  }

  /// Starts `hillock` with a list of arguments.
  func start(
    _ arguments: [String], by launcher: [String] = [], environment: [String: String] = [:]
  ) throws -> RunningProgram {
    let variables = [
      "PATH": "/usr/bin:/bin", "HOME": folder.path, "HILLOCK_CACHE": folder.path + "/cache",
      "XDG_RUNTIME_DIR": folder.path,
    ].merging(environment) { $1 }
    return try programs.withLock { programs in
      let program = try RunningProgram(
        launcher + [Self.executable] + arguments, in: folder, number: programs.count + 1,
        environment: variables)
      programs.append(program)
      return program
    }
  }

  /// Starts a coordinator, at a port that the system chooses, and says where it listens.
  func startCoordinator(
    _ arguments: String..., at address: String = "tcp://127.0.0.1:*", by launcher: [String] = []
  ) async throws -> (program: RunningProgram, address: String) {
    let program = try start(["coordinator"] + arguments + ["--listen", address], by: launcher)
    try await program.says("listening on ")
    let line = try #require(
      program.errors.split(separator: "\n").first { $0.hasPrefix("listening on ") })
    return (program, String(line.dropFirst("listening on ".count)))
  }

  /// Runs `hillock` to its end and requires that it went well.
  ///
  /// - Returns: what it wrote to its standard output.
  @discardableResult func output(of arguments: String...) async throws -> String {
    let program = try start(arguments)
    let code = try await program.end()
    try #require(code == 0, "'\(arguments.joined(separator: " "))' ended with \(code)")
    return program.output
  }

  /// Writes a file and gives its path.
  @discardableResult func write(_ text: String, to name: String) throws -> String {
    try write(Data(text.utf8), to: name)
  }

  /// Writes a file of bytes and gives its path.
  @discardableResult func write(_ data: Data, to name: String) throws -> String {
    let file = folder.appending(path: name)
    try data.write(to: file)
    return file.path
  }

  /// The folders of sockets between searches and their workers.
  var socketFolders: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: folder.path)
        .filter { $0.hasPrefix("hillock-") }.map { folder.path + "/" + $0 }
    }
  }

  /// What all programs have written.
  var log: String { programs.withLock { $0 }.map(\.log).joined(separator: "\n") }

  private func close() async {
    let programs = programs.withLock { $0 }
    let processes = programs.flatMap { $0.isRunning ? [$0.id] + $0.descendants : [] }
    for process in processes { kill(process, SIGKILL) }
    _ = await waitUntil(deadline: .seconds(10)) { !programs.contains { $0.isRunning } }
  }
}

/// All tests of whole programs: one after the other, because they measure deadlines, and with
/// what the programs wrote beside every issue.
@Suite(
  .serialized, .timeLimit(.minutes(2)),
  .compactMapIssues { issue in
    guard let cluster = Cluster.current else { return issue }
    var issue = issue
    issue.comments.append(Comment(rawValue: cluster.log))
    return issue
  })
enum Programs {}
