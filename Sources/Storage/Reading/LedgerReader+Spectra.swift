import GRDB
import Orders
import Studies

extension LedgerReader {
  /// Every spectrum of the study, by ascending class index.
  ///
  /// - Throws: `damaged`, with the order's number, for a row that is not as it was written;
  ///   `otherStudy` for spectra of another version than this program's; or `failed`.
  public func spectra() throws(StorageError) -> [ClassSpectrum] {
    guard version >= Schema.versionWithSpectra else { return [] }
    let (number, path) = (number, path)
    return try read { database in
      let rows = try Row.fetchCursor(
        database,
        sql: "SELECT \(SpectrumRow.columns) FROM spectra WHERE study = ? ORDER BY class",
        arguments: [number])
      var spectra: [ClassSpectrum] = []
      while let row = try rows.next() {
        var columns = ColumnReader(row, of: "spectrum", path: path)
        let record = try SpectrumRow.record(&columns)
        if let difference = SpectrumRow.difference(version: record.version) {
          throw StorageError.otherStudy(path: path, difference: difference)
        }
        spectra.append(ClassSpectrum(index: record.candidate, spectrum: record.spectrum))
      }
      return spectra
    }
  }
}
