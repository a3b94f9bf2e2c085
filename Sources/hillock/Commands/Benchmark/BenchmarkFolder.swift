import Activations
import Benchmarking
import Datasets
import Foundation
import Searching
import Studies

/// A recorded benchmark as it lies on the disk: the results, the study that they are of, and the
/// spectra of its classes, where there are any.
struct BenchmarkFolder {
  static let resultsName = "results.csv.gz"
  static let spectraName = "spectra.gz"
  static let studyName = "study.yaml"

  let path: String

  /// Longest files that are read at all.
  private static let studyLimit = 8 << 20
  private static let resultsLimit = 256 << 20
  private static let spectraLimit = 2 << 30

  private func file(_ name: String) -> String { path + (path.hasSuffix("/") ? "" : "/") + name }

  /// What was recorded.
  struct Contents {
    let study: Study
    let results: RecordedTable
    let spectra: RecordedSpectra?
  }

  /// Reads all files; without spectra the benchmark is about outputs alone.
  func read() throws -> Contents {
    let studyPath = file(Self.studyName)
    let yaml = try TextFile.read(studyPath, as: "study", limit: Self.studyLimit)
    let study = try named(studyPath) { try Study(yaml: yaml) }
    let resultsPath = file(Self.resultsName)
    let bytes = try GzipFile.read(resultsPath, limit: Self.resultsLimit)
    let results = try named(resultsPath) {
      try RecordedTable(text: String(decoding: bytes, as: UTF8.self))
    }
    let spectraPath = file(Self.spectraName)
    guard FileManager.default.fileExists(atPath: spectraPath) else {
      return Contents(study: study, results: results, spectra: nil)
    }
    let compressed = try GzipFile.read(spectraPath, limit: Self.spectraLimit)
    let spectra = try named(spectraPath) { try RecordedSpectra(bytes: compressed) }
    return Contents(study: study, results: results, spectra: spectra)
  }

  /// Writes all files; the folder must be there.
  ///
  /// - Parameters:
  ///   - yaml: the study's file as it is.
  ///   - results: the results.
  ///   - spectra: the spectra; those of an earlier recording stay where there are none.
  func write(yaml: String, results: RecordedTable, spectra: RecordedSpectra?) throws {
    try TextFile.write(yaml, to: file(Self.studyName), as: "study")
    try GzipFile.write(Array(results.text.utf8), to: file(Self.resultsName))
    if let spectra { try GzipFile.write(spectra.bytes, to: file(Self.spectraName)) }
  }

  private func named<Value>(_ file: String, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as BenchmarkingError {
      throw Failure("cannot read \(file): \(error)")
    } catch let error as StudyError {
      throw Failure("\(file): \(error)")
    }
  }
}

extension BenchmarkFolder.Contents {
  /// The classes of the study's space, and the baselines of its searches.
  func classes() throws -> (
    table: ClassTable, baselines: [Activations.Expression], mutations: Mutations
  ) {
    let operators = try OperatorSet.named(study.space.operators)
    let schemas = try study.space.schemas.map { try Schema($0) }
    let baselines = try study.space.baselines.map { try Activations.Expression($0) }
    let table = try ClassTable(schemas: schemas, operators: operators, including: baselines)
    return (
      table, baselines, Mutations(schemas: schemas, operators: operators, table: table)
    )
  }
}
