import ArgumentParser
import Datasets
import Foundation
import Logging
import Spelling

/// The variables `HILLOCK_...`, which flags override and which override defaults.
struct Environment {
  let variables: [String: String]

  /// This process's variables.
  static let current = Environment(variables: ProcessInfo.processInfo.environment)

  /// A variable's value; nil when it is not set, or empty.
  subscript(_ name: String) -> String? {
    variables[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// What a setting is: the flag, or else the variable, or else nil.
  ///
  /// - Throws: a usage failure when the variable's value cannot be read.
  func setting<Value: ExpressibleByArgument>(
    _ flag: Value?, _ name: String
  ) throws(Failure) -> Value? {
    if let flag { return flag }
    guard let text = self[name] else { return nil }
    if let value = Value(argument: text) { return value }
    let names = Value.allValueStrings
    let expected =
      names.isEmpty
      ? ""
      : suggestion(for: text, among: names) + "; expected "
        + names.joined(separator: ", ")
    throw Failure("\(name) is \(quoted(text))\(expected)")
  }

  /// The folder for files that can be made again, such as inflated data sets.
  func cacheFolder(_ flag: String?) -> String {
    if let folder = flag ?? self["HILLOCK_CACHE"] { return folder }
    if let folder = self["XDG_CACHE_HOME"], folder.hasPrefix("/") { return folder + "/hillock" }
    return FileManager.default.homeDirectoryForCurrentUser.path + "/.cache/hillock"
  }

  /// The folder of data set files; nil leaves the place to the data set.
  func dataFolder(_ flag: String?) -> String? { flag ?? self["HILLOCK_DATA"] }
}

/// Where a command finds data sets and keeps what it can make again.
struct FolderOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Folder of data set files; HILLOCK_DATA otherwise, or where Debian puts them.",
      valueName: "folder"))
  var dataFolder: String?

  @Option(
    help: ArgumentHelp(
      "Folder for inflated data sets; HILLOCK_CACHE otherwise, or ~/.cache/hillock.",
      valueName: "folder"))
  var cacheFolder: String?

  /// Says on standard error that images are not kept in the cache folder, and why.
  func warn(of dataset: Dataset) {
    if case .memory(let reason) = dataset.placement {
      Console.note("warning: \(dataset.name) is not kept in the cache folder: \(reason)")
    }
  }

  var data: String? { Environment.current.dataFolder(dataFolder) }
  var cache: String { Environment.current.cacheFolder(cacheFolder) }
}

/// The program's log, on standard error.
enum Log {
  /// Makes a logger whose level HILLOCK_LOG sets: trace, debug, info, notice, warning, error.
  static func make(_ label: String, default level: Logger.Level) throws(Failure) -> Logger {
    var logger = Logger(label: label, factory: StreamLogHandler.standardError(label:))
    logger.logLevel = level
    if let name = Environment.current["HILLOCK_LOG"] {
      guard let named = Logger.Level(rawValue: name) else {
        let names = Logger.Level.allCases.map(\.rawValue)
        throw Failure(
          "HILLOCK_LOG is \(quoted(name))\(suggestion(for: name, among: names)); "
            + "expected \(names.joined(separator: ", "))")
      }
      logger.logLevel = named
    }
    return logger
  }
}
