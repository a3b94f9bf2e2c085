import GRDB
import Orders
import Studies

extension LedgerReader {
  /// Every spectrum of the study, by ascending place of its class.
  ///
  /// - Throws: `damaged`, with the order's number, for a row that is not as it was written;
  ///   `otherStudy` for spectra of another version than this program's; or `failed`.
  public func spectra() throws(StorageError) -> [ClassSpectrum] {
    guard version >= Schema.versionWithSpectra else { return [] }
    let (number, path) = (number, path)
    return try read { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT \(SpectrumRow.columns) FROM \(SpectrumRow.join)
          WHERE spectra.study = ? ORDER BY spectra.class, spectra."order"
          """,
        arguments: [number])
      var spectra: [ClassSpectrum] = []
      while let row = try rows.next() {
        var columns = ColumnReader(row, of: "spectrum", path: path)
        let (spectrum, version) = try SpectrumRow.spectrum(&columns)
        if let difference = SpectrumRow.difference(version: version) {
          throw StorageError.otherStudy(path: path, difference: difference)
        }
        spectra.append(spectrum)
      }
      return spectra
    }
  }
}
