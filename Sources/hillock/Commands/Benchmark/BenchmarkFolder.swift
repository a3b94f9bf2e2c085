import Activations
import Benchmarking
import Datasets
import Files
import Foundation
import JSON
import Reporting
import Searching
import Studies

/// A recorded benchmark as it lies on the disk: what was measured, the results, the study that they
/// are of, and the spectra of its classes, where there are any.
struct BenchmarkFolder {
  static let aboutName = "about.json"
  static let resultsName = "results.csv"
  static let studyName = "study.yaml"
  static let spectraName = "spectra.gz"

  let path: String

  /// Longest files that are read at all.
  private static let textLimit = 8 << 20
  private static let resultsLimit = 256 << 20
  private static let spectraLimit = 2 << 30

  /// Where a file of the benchmark lies.
  func file(_ name: String) -> String { path + (path.hasSuffix("/") ? "" : "/") + name }

  /// What was recorded.
  struct Contents {
    let study: Study
    let results: RecordedTable
    let spectra: RecordedSpectra?
  }

  /// Reads all files; without spectra the benchmark is about outputs alone.
  func read() throws -> Contents {
    let study = try readStudy()
    let chance = try chance()
    let resultsPath = file(Self.resultsName)
    let text = try TextFile.read(resultsPath, as: "results", limit: Self.resultsLimit)
    let results = try named(resultsPath) { try RecordedTable(results: text, chance: chance) }
    return Contents(study: study, results: results, spectra: try readSpectra())
  }

  /// Reads the study that was recorded.
  func readStudy() throws -> Study {
    let yaml = try studyText()
    return try named(file(Self.studyName)) { try Study(yaml: yaml) }
  }

  /// The text of the study's file.
  func studyText() throws -> String {
    try TextFile.read(file(Self.studyName), as: "study", limit: Self.textLimit)
  }

  /// Writes the spectra of a benchmark's classes beside what was recorded before, and says so in
  /// its description.
  ///
  /// - Parameters:
  ///   - spectra: what is written.
  ///   - origin: further members of the description, such as the command that made them.
  /// - Throws: why a file cannot be read or written.
  func write(_ spectra: RecordedSpectra, origin: [JSON.Member] = []) throws {
    let recipe = spectra.recipe
    let members: [JSON.Member] =
      [
        .init("spectra", .whole(spectra.entries.count)),
        .init("spectraVersion", .whole(RecordedSpectra.version)),
        .init(
          "spectraRecipe",
          [
            "version": .whole(SpectrumRecipe.version), "batch": .whole(recipe.batch),
            "labels": .text(recipe.labels.rawValue), "seed": .seed(recipe.seed),
          ]),
      ] + origin
    guard case .object(let known) = try about() else {
      throw Failure("cannot read \(file(Self.aboutName)): it is no JSON object")
    }
    let kept = known.filter { member in !members.contains { $0.key == member.key } }
    try GzipFile.write(spectra.bytes, to: WrittenFile(file(Self.spectraName)).path)
    try TextFile.write(
      JSON.object(kept + members).description + "\n", to: file(Self.aboutName),
      as: "description")
  }

  private func readSpectra() throws -> RecordedSpectra? {
    let path = file(Self.spectraName)
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let bytes = try GzipFile.read(path, limit: Self.spectraLimit)
    return try named(path) { try RecordedSpectra(bytes: bytes) }
  }

  /// The accuracy of guessing, from a description whose version can be read.
  private func chance() throws -> Double {
    let path = file(Self.aboutName)
    let about = try about()
    guard let version = about.number("version"), let chance = about.number("chance") else {
      throw Failure("cannot read \(path): it says no version or no chance level")
    }
    guard version <= Double(RecordedTable.version) else {
      throw Failure(
        .refused,
        "cannot read \(path): it is version \(version.short); this program reads up to "
          + "\(RecordedTable.version)")
    }
    return chance
  }

  /// The description as it is.
  private func about() throws -> JSON {
    let path = file(Self.aboutName)
    let text = try TextFile.read(path, as: "description", limit: Self.textLimit)
    do throws(JSON.SyntaxError) {
      return try JSON(reading: text)
    } catch {
      throw Failure("cannot read \(path): it is \(error)")
    }
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
