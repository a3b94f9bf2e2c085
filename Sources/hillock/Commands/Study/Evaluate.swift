import ArgumentParser
import Foundation
import Working

/// `hillock evaluate`: a worker's slot, which speaks over its standard input and output.
struct Evaluate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "A worker's slot; started by hillock worker.", shouldDisplay: false)

  @OptionGroup(title: "Folders") var folders: FolderOptions

  func run() async throws {
    let code = await runEvaluator(
      program: Program.version, dataFolder: folders.data, cacheFolder: folders.cache)
    if code != 0 { throw ExitStatus(rawValue: code) ?? ExitStatus.failed }
  }
}
