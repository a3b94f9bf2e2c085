import Foundation
import Glibc
import TestSupport
import Testing

/// A `hillock` that was started, with what it has written so far.
final class RunningProgram: Sendable {
  let arguments: [String]
  let id: pid_t
  private let process: Process
  private let outputFile: URL
  private let errorsFile: URL
  /// Held open so that its standard input never ends.
  private let input = Pipe()

  /// Starts a command line.
  ///
  /// - Parameters:
  ///   - command: the program and what follows it.
  ///   - folder: the working folder, where its outputs are kept too.
  ///   - number: unlike every other program's of the folder.
  ///   - environment: all of its variables.
  /// - Throws: why it could not be started.
  init(
    _ command: [String], in folder: URL, number: Int, environment: [String: String]
  ) throws {
    arguments = Array(command.dropFirst())
    outputFile = folder.appending(path: "\(number).out")
    errorsFile = folder.appending(path: "\(number).err")
    for file in [outputFile, errorsFile] { try Data().write(to: file) }
    process = Process()
    process.executableURL = URL(filePath: command[0])
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = environment
    process.standardInput = input
    process.standardOutput = try FileHandle(forWritingTo: outputFile)
    process.standardError = try FileHandle(forWritingTo: errorsFile)
    try process.run()
    id = process.processIdentifier
  }

  var output: String { text(outputFile) }
  var errors: String { text(errorsFile) }
  var isRunning: Bool { process.isRunning }

  /// The output's whole lines.
  var lines: [Substring] {
    let text = output
    return text.prefix(upTo: text.lastIndex(of: "\n") ?? text.startIndex)
      .split(separator: "\n")
  }

  /// Sends it a signal.
  func signal(_ number: Int32) { _ = kill(id, number) }

  /// Waits for its end.
  ///
  /// - Returns: its exit code; the negative number of the signal that ended it.
  func end(within deadline: Duration = .seconds(60)) async throws -> Int32 {
    let hasEnded = await waitUntil(deadline: deadline) { !process.isRunning }
    try #require(hasEnded, "'\(arguments.joined(separator: " "))' goes on after \(deadline)")
    return process.terminationReason == .exit
      ? process.terminationStatus : -process.terminationStatus
  }

  /// Waits until its standard error has a text.
  func says(_ words: String, within deadline: Duration = .seconds(30)) async throws {
    let hasSaid = await waitUntil(deadline: deadline) {
      errors.contains(words) || !process.isRunning
    }
    try #require(
      hasSaid && errors.contains(words),
      "'\(arguments.joined(separator: " "))' does not say '\(words)'")
  }

  /// The ids of the processes that it started, and that these started.
  var descendants: [pid_t] {
    var found = [id]
    var next = 0
    while next < found.count {
      let tasks = "/proc/\(found[next])/task"
      for task in (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? [] {
        let children = systemText("\(tasks)/\(task)/children")
        found += children.split(separator: " ").compactMap { pid_t($0) }
      }
      next += 1
    }
    return Array(found.dropFirst())
  }

  /// Whether it handles or ignores a signal by now.
  func catches(_ number: Int32) -> Bool {
    systemText("/proc/\(id)/status").split(separator: "\n").contains { line in
      guard line.hasPrefix("SigCgt:") || line.hasPrefix("SigIgn:"),
        let mask = line.split(separator: "\t").last
      else { return false }
      return (UInt64(mask, radix: 16) ?? 0) >> UInt64(number - 1) & 1 == 1
    }
  }

  /// What it has written, for a failed test.
  var log: String {
    "— \(arguments.joined(separator: " ")) (process \(id), "
      + (process.isRunning ? "running" : "ended with \(process.terminationStatus)") + ")\n"
      + String(errors.suffix(4_000))
  }

  private func text(_ file: URL) -> String {
    String(decoding: (try? Data(contentsOf: file)) ?? Data(), as: UTF8.self)
  }
}

/// Whether a process is there and not merely waiting to be buried.
func isAlive(_ process: pid_t) -> Bool {
  let state = systemText("/proc/\(process)/stat").split(separator: ")").last ?? ""
  return !state.isEmpty && !state.hasPrefix(" Z") && !state.hasPrefix(" X")
}

/// A file that the kernel makes up; empty when there is none.
private func systemText(_ path: String) -> String {
  guard let handle = FileHandle(forReadingAtPath: path) else { return "" }
  defer { try? handle.close() }
  return String(decoding: (try? handle.readToEnd()) ?? Data(), as: UTF8.self)
}
