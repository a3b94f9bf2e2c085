import Spelling

/// The data sets that a study may name.
public enum DatasetCatalogue {
  /// What they are called, in the order in which help texts list them.
  public static let names = ["fashion-mnist", "generated", "generated-32"]

  /// The command line's flag for a folder of data set files, which error texts mention.
  public static let folderFlag = "--data-folder"

  /// The shape of a data set's images and the number of its classes, without its files.
  ///
  /// - Throws: `DatasetError`, for an unknown name.
  public static func images(
    of name: String
  ) throws(DatasetError) -> (shape: ImageShape, classCount: Int) {
    let layout =
      switch name {
      case "fashion-mnist": PackagedImages.fashionMNIST.layout
      case GeneratedImages.grey.name: GeneratedImages.grey.layout
      case GeneratedImages.colour.name: GeneratedImages.colour.layout
      default: throw .unknown(name: name, nearest: nearest(to: name, among: names))
      }
    return (layout.shape, layout.classCount)
  }

  /// Opens a data set by name.
  ///
  /// - Parameters:
  ///   - name: one of `names`.
  ///   - folder: where its files are; nil for the place where Debian puts them. Files in a folder
  ///     named here are verified each time. A data set that needs no files ignores it.
  ///   - cache: a folder for inflated files, made when it is missing. Where it cannot be written
  ///     the images stay in memory, and `placement` says why.
  /// - Returns: the data set, verified.
  /// - Throws: `DatasetError`, for an unknown name and for files that are missing or not the
  ///   published ones.
  public static func open(
    _ name: String, folder: String?, cache: String
  ) throws(DatasetError) -> Dataset {
    switch name {
    case "fashion-mnist": return try PackagedImages.fashionMNIST.open(folder: folder, cache: cache)
    case GeneratedImages.grey.name: return GeneratedImages.grey.dataset()
    case GeneratedImages.colour.name: return GeneratedImages.colour.dataset()
    default: throw .unknown(name: name, nearest: nearest(to: name, among: names))
    }
  }
}
