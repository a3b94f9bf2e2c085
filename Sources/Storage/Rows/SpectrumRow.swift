import Activations
import Digests
import Foundation
import GRDB
import JSON
import Orders
import Studies

/// The spectrum of a class as a row of `spectra`; written once.
enum SpectrumRow {
  static func write(_ record: SpectrumRecord, study: Int64, to database: Database) throws {
    let bytes = record.spectrum.bytes
    let checksum = record.spectrum.checksum(version: record.version, bytes: bytes)
    try database.cachedStatement(
      sql: """
        INSERT INTO spectra (study, "order", key, class, version, layers, checksum, cdf)
          VALUES (?,?,?,?,?,?,?,?)
        """
    ).execute(arguments: [
      study, record.order, record.candidate.key.description, record.candidate.place,
      record.version, text(record.spectrum.layers), Data(checksum.bytes), Data(bytes),
    ])
  }

  /// What keeps a ledger's spectra from being compared with those that this program computes, or
  /// nil.
  static func difference(study: Int64, in database: Database) throws -> String? {
    let version = try Int.fetchOne(
      database, sql: "SELECT version FROM spectra WHERE study = ? AND version <> ? LIMIT 1",
      arguments: [study, SpectrumRecipe.version])
    return version.flatMap(difference)
  }

  /// What keeps spectra of a version from being compared with those of this program, or nil.
  static func difference(version: Int) -> String? {
    version == SpectrumRecipe.version
      ? nil
      : "its spectra are of version \(version); this program's are of version "
        + "\(SpectrumRecipe.version)"
  }

  /// The columns that `record(_:)` reads, in its order.
  static let columns = """
    spectra."order", orders.key, spectra.version, spectra.layers, spectra.checksum, spectra.cdf
    """

  /// Joins a spectrum with its order, which says whose it is in tables of any version.
  static let join = """
    spectra JOIN orders ON orders.study = spectra.study AND orders.id = spectra."order"
    """

  /// Reads a row with the version of its computation; one that does not have its checksum is
  /// damaged.
  static func spectrum(
    _ row: inout ColumnReader
  ) throws(StorageError) -> (spectrum: ClassSpectrum, version: Int) {
    let _: Int64 = try row.value()
    guard let key = try row.optionalKey() else { throw row.damage("NULL") }
    let version: Int = try row.value()
    let layers = try layers(&row)
    let checksum = try row.digest()
    let bytes = Array(try row.value(Data.self))
    guard let spectrum = Spectrum(layers: layers, bytes: bytes) else {
      throw row.damage("\(bytes.count) bytes")
    }
    guard spectrum.checksum(version: version, bytes: bytes) == checksum else {
      throw row.damage("of another checksum")
    }
    return (ClassSpectrum(key: key, spectrum: spectrum), version)
  }

  private static func text(_ layers: [Spectrum.Layer]) -> String {
    JSON.list(
      layers.map {
        [
          "name": .text($0.name), "weights": .whole($0.weights), "edges": .whole($0.edges),
          "state": .text($0.state.rawValue),
        ]
      }
    ).description
  }

  private static func layers(
    _ row: inout ColumnReader
  ) throws(StorageError) -> [Spectrum.Layer] {
    try row.records(try row.value(), of: "layers") { fields throws(JSONFields.Damage) in
      Spectrum.Layer(
        name: try fields.text("name"), weights: Int(try fields.whole("weights")),
        edges: try fields.whole("edges", in: 2...1 << 40), state: try fields.word("state"))
    }
  }
}
