import Digests
import Spelling

/// Why a data set cannot be opened; each text is one line that names the file.
public enum DatasetError: Error, Equatable, CustomStringConvertible {
  /// No data set has this name.
  case unknown(name: String, nearest: String?)
  /// The folder of a data set is not there; a Debian package provides it.
  case missingFolder(dataset: String, folder: String, package: String)
  /// A file of a data set is not there; a Debian package provides it.
  case missingFile(file: String, package: String)
  /// The system refused to read a file.
  case unreadable(file: String, reason: String)
  /// The system refused to write a file.
  case unwritable(file: String, reason: String)
  /// A gzip stream contradicts itself, or is none.
  case damaged(file: String, reason: String)
  /// A file ends before its gzip stream does.
  case truncated(file: String, count: Int, expected: Int)
  /// A gzip stream ends before the data that its header announces do.
  case tooShort(file: String, count: Int, expected: Int)
  /// A gzip stream goes on after the data that its header announces.
  case tooLong(file: String, expected: Int)
  /// Something follows the gzip stream.
  case trailing(file: String, count: Int)
  /// A file holds another kind of data than its name says.
  case mislabelled(file: String, found: IDXKind, expected: IDXKind)
  /// A file is no IDX file of bytes.
  case notIDX(file: String, magic: UInt32, expected: IDXKind)
  /// A file holds another number of images, or images of another size.
  case wrongDimensions(file: String, found: [Int], expected: [Int])
  /// A label is no class.
  case wrongLabel(file: String, index: Int, label: Int, classCount: Int)
  /// A file is well formed, but not the published one.
  case wrongDigest(file: String, found: Digest, expected: Digest)

  public var description: String {
    switch self {
    case .unknown(let name, let nearest):
      let advice = nearest.map { "did you mean '\($0)'?" }
      let names = "there are \(DatasetCatalogue.names.joined(separator: ", "))"
      return "unknown data set \(quoted(name)) (\(advice ?? names))"
    case .missingFolder(let dataset, let folder, let package):
      return "cannot open data set \(dataset): no folder \(folder) (\(Self.advice(package)))"
    case .missingFile(let file, let package):
      return "cannot read \(file): no such file (\(Self.advice(package)))"
    case .unreadable(let file, let reason):
      return "cannot read \(file): \(reason)"
    case .unwritable(let file, let reason):
      return "cannot write \(file): \(reason)"
    case .damaged(let file, let reason):
      return "cannot read \(file): no intact gzip stream (\(reason))"
    case .truncated(let file, let count, let expected):
      return "cannot read \(file): the file is cut off (\(count) bytes; \(expected) expected)"
    case .tooShort(let file, let count, let expected):
      return "cannot read \(file): too few data (\(count) bytes inflated; \(expected) expected)"
    case .tooLong(let file, let expected):
      return "cannot read \(file): more data than its header says "
        + "(over \(expected) bytes inflated; \(expected) expected)"
    case .trailing(let file, let count):
      return "cannot read \(file): \(count) bytes follow the gzip stream (none expected)"
    case .mislabelled(let file, let found, let expected):
      return "cannot read \(file): it holds \(found); \(expected) expected"
    case .notIDX(let file, let magic, let expected):
      let magic = String(magic, radix: 16)
      return "cannot read \(file): no IDX file (magic 0x\(magic); \(expected) expected)"
    case .wrongDimensions(let file, let found, let expected):
      return "cannot read \(file): wrong size (\(Self.product(found)); "
        + "\(Self.product(expected)) expected)"
    case .wrongLabel(let file, let index, let label, let classCount):
      return "cannot read \(file): label \(index) is no class "
        + "(\(label); 0 to \(classCount - 1) expected)"
    case .wrongDigest(let file, let found, let expected):
      return "cannot use \(file): not the published file (SHA-256 \(found); \(expected) expected)"
    }
  }

  private static func advice(_ package: String) -> String {
    "install Debian's package \(package), or name another folder with \(DatasetCatalogue.folderFlag)"
  }

  private static func product(_ dimensions: [Int]) -> String {
    dimensions.map(String.init).joined(separator: "x")
  }
}
