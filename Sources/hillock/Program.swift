import ArgumentParser
import Foundation
import Glibc
import Spelling

/// Where the process starts: reads the command line, runs a command, and ends with its exit code.
@main
enum Program {
  /// The version that provenance and `--version` name.
  static let version = "0.1.0"

  static func main() async {
    // A file that may grow no further is a failed write, with an error that says so.
    _ = signal(SIGXFSZ, SIG_IGN)
    exit(await run(Array(CommandLine.arguments.dropFirst())).rawValue)
  }

  /// Runs one command line.
  ///
  /// - Parameter arguments: what follows the program's name.
  /// - Returns: how the process ends; whatever there was to say has been written.
  static func run(_ arguments: [String]) async -> ExitStatus {
    do {
      try checkSubcommand(arguments)
      var command = try Hillock.parseAsRoot(arguments)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      return .done
    } catch {
      return report(error)
    }
  }

  /// Writes what ended a command, on one line, and says how the process ends.
  private static func report(_ error: any Error) -> ExitStatus {
    if let status = error as? ExitStatus { return status }
    if let failure = Failure(error) {
      Console.note("error: \(failure)")
      return failure.status
    }
    let text = Hillock.fullMessage(for: error)
    if Hillock.exitCode(for: error) == .success {
      do {
        try Console.print(text + "\n")
        return .done
      } catch {
        Console.note("error: \(error)")
        return error.status
      }
    }
    Console.note("error: " + UsageMessage.line(Hillock.message(for: error)))
    return .usage
  }

  /// Refuses an unknown subcommand by its name; ArgumentParser would call it an argument too many.
  private static func checkSubcommand(_ arguments: [String]) throws(Failure) {
    guard let name = arguments.first, !name.hasPrefix("-") else { return }
    let commands = Hillock.configuration.subcommands
    let all = commands.map { $0._commandName } + ["help"]
    guard !all.contains(name) else { return }
    let shown = commands.filter { $0.configuration.shouldDisplay }
    let names = shown.map { $0._commandName } + ["help"]
    throw Failure(
      "unknown command \(quoted(name))\(suggestion(for: name, among: names)); "
        + "expected \(names.joined(separator: ", "))")
  }
}
