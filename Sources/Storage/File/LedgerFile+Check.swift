import Foundation

extension LedgerFile {
  /// Says what opening a ledger for a study would find, and changes nothing.
  ///
  /// - Parameters:
  ///   - path: where the ledger is or will be.
  ///   - study: what is to be searched.
  /// - Returns: a reader of the ledger that would be continued; nil where one would begin.
  /// - Throws: what `open` would throw, as far as it shows without writing.
  public static func check(
    at path: String, study: StudyRecord
  ) throws(StorageError) -> LedgerReader? {
    let path = URL(filePath: path).resolvingSymlinksInPath().path()
    let header = try FileHeader(ofFileAt: path)
    try header.check(path: path)
    try LedgerLock.check(ledger: path)
    guard !header.isEmpty else {
      let folder = URL(filePath: path).deletingLastPathComponent().path()
      guard FileManager.default.fileExists(atPath: folder) else { throw .missing(path: path) }
      return nil
    }
    let reader = try LedgerReader.open(at: path)
    let number = reader.number
    // A file of the first version has no spectra; `open` gives it their table.
    let spectra =
      reader.version < Schema.versionWithSpectra
      ? nil
      : try reader.read { database in
        try SpectrumRow.difference(study: number, in: database)
      }
    let (begun, current) = (try reader.begun(), try reader.current())
    if let difference = study.difference(from: begun) ?? study.difference(from: current) ?? spectra
    {
      throw .otherStudy(path: path, difference: difference)
    }
    return reader
  }
}
