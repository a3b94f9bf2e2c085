/// What an IDX file of bytes holds, which its first four bytes (the magic) say.
public enum IDXKind: Hashable, Sendable, CustomStringConvertible {
  /// One byte an example.
  case labels
  /// Height times width bytes an example.
  case images

  /// The kind that a magic stands for, if any: two zeros, 8 for bytes, the number of dimensions.
  init?(magic: UInt32) {
    switch magic {
    case Self.labels.magic: self = .labels
    case Self.images.magic: self = .images
    default: return nil
    }
  }

  var magic: UInt32 {
    switch self {
    case .labels: 0x0801
    case .images: 0x0803
    }
  }

  public var description: String {
    switch self {
    case .labels: "labels (magic 0x801)"
    case .images: "images (magic 0x803)"
    }
  }
}
