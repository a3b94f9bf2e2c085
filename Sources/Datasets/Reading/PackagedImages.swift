import Digests
import Files
import Foundation

/// A data set of four IDX files, as a Debian package installs them.
struct PackagedImages: Sendable {
  let name: String
  /// The Debian package that provides the files.
  let package: String
  /// Where the package puts them.
  let folder: String
  let layout: ImageLayout
  let trainImages: IDXFile
  let trainLabels: IDXFile
  let testImages: IDXFile
  let testLabels: IDXFile

  private var files: [IDXFile] { [trainImages, trainLabels, testImages, testLabels] }

  /// The digest of the digests of the four files, in the order of the properties.
  var digest: Digest { Digest.of(files.flatMap(\.digest.bytes)) }

  /// Opens the data set, through the cache.
  ///
  /// An intact cache file stands for the package's files, which are not looked at then. Files in
  /// a folder that somebody named are verified each time.
  func open(folder: String?, cache: String) throws(DatasetError) -> Dataset {
    let place = folder ?? self.folder
    if folder != nil, !files.allSatisfy({ $0.isIntact(in: place) }) {
      // Reading them is what finds out why.
      _ = try read(from: place)
    }
    let (bytes, placement) = try ImageCache(folder: cache).open(
      name, digest: digest, count: layout.byteCount
    ) { () throws(DatasetError) in try read(from: place) }
    return Dataset(
      name: name, digest: digest, layout: layout, bytes: bytes, placement: placement)
  }

  /// Reads and verifies all four files, and puts the header of a cache file before them.
  private func read(from folder: String) throws(DatasetError) -> MappedBytes {
    guard (try? FileManager.default.contentsOfDirectory(atPath: folder)) != nil else {
      throw .missingFolder(dataset: name, folder: folder, package: package)
    }
    return try MappedBytes.memory(count: layout.byteCount) { bytes throws(DatasetError) in
      try read(trainImages, from: folder, into: layout.trainImages, of: &bytes)
      try read(trainLabels, from: folder, into: layout.trainLabels, of: &bytes)
      try read(testImages, from: folder, into: layout.testImages, of: &bytes)
      try read(testLabels, from: folder, into: layout.testLabels, of: &bytes)
      let payload = CacheHeader.byteCount..<layout.byteCount
      let header = CacheHeader(
        digest: digest, payloadCount: payload.count,
        payloadChecksum: checksum(bytes.span.extracting(payload)))
      for (place, byte) in header.encoded.enumerated() { bytes[place] = byte }
    }
  }

  private func read(
    _ file: IDXFile, from folder: String, into range: Range<Int>,
    of bytes: inout MutableSpan<UInt8>
  ) throws(DatasetError) {
    var part = bytes._mutatingExtracting(range)
    try file.read(from: folder, package: package, into: &part)
    guard file.kind == .labels else { return }
    for index in part.indices where part[index] >= layout.classCount {
      throw .wrongLabel(
        file: "\(folder)/\(file.name)", index: index, label: Int(part[index]),
        classCount: layout.classCount)
    }
  }
}
