import Datasets
import Foundation

/// What lies on disk: data sets and the cache folder.
enum FileFindings {
  /// The data sets and the cache folder; a data folder that was named must hold the data.
  static func all(_ folders: FolderOptions) -> [Finding] {
    let cache = folders.cache
    let cacheFindings = [cacheFolder(cache), freeSpace(cache)]
    return DatasetCatalogue.names.map { dataset($0, folders) } + cacheFindings
  }

  private static func dataset(_ name: String, _ folders: FolderOptions) -> Finding {
    let heading = "data set \(name)"
    let key = "dataset." + name
    do {
      let images = try DatasetCatalogue.open(name, folder: folders.data, cache: folders.cache)
      let count = images.train.count + images.validation.count + images.test.count
      return Finding(key, heading, "\(count) images of \(images.shape)", warning: nil)
    } catch {
      return Finding(
        key, heading, "none", state: folders.data == nil ? .warning : .missing,
        advice: error.description)
    }
  }

  private static func cacheFolder(_ folder: String) -> Finding {
    let files = FileManager.default
    try? files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let isWritable = files.isWritableFile(atPath: folder)
    return Finding(
      "cacheFolder", "cache folder", folder,
      warning: isWritable
        ? nil : "it cannot be written: every process will hold the images in its own memory")
  }

  /// The space of the nearest folder that exists.
  private static func freeSpace(_ folder: String) -> Finding {
    var place = URL(filePath: folder)
    while !FileManager.default.fileExists(atPath: place.path), place.path != "/" {
      place.deleteLastPathComponent()
    }
    let attributes = try? FileManager.default.attributesOfFileSystem(forPath: place.path)
    guard let bytes = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value else {
      return Finding("freeSpace", "free space there", "unknown", warning: nil)
    }
    let mebibytes = bytes >> 20
    return Finding(
      "freeSpace", "free space there", "\(mebibytes) MiB",
      warning: mebibytes < 512 ? "less than 512 MiB: ledgers and data sets need room" : nil)
  }
}
