import ArgumentParser
import Foundation
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
