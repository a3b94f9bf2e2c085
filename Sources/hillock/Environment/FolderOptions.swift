import ArgumentParser
import Datasets

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
