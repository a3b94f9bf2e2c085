import ArgumentParser
import Foundation
import Orders
import Storage
import Studies

/// What every command that runs a study takes.
struct StudyOptions: ParsableArguments {
  @Argument(help: "The study file (YAML).")
  var study: String

  @Option(
    help: ArgumentHelp(
      "Where the results are kept; HILLOCK_LEDGER otherwise, or ./<study>.ledger.",
      valueName: "file"))
  var ledger: String?

  @Option(help: "The study's seed, instead of the study file's.")
  var seed: UInt64?

  @Option(help: "How many search evaluations, instead of the study file's.")
  var budget: Int?

  @Option(
    help: ArgumentHelp(
      "Proposal i uses exactly the results of proposals 1 to i-K, so that 1 to K slots propose the "
        + "same.", valueName: "k"))
  var inOrder: Int?

  @Flag(help: "Check everything, say what would be done, and end.")
  var dryRun = false

  @OptionGroup(title: "Folders") var folders: FolderOptions

  /// Longest study file that is read at all.
  private static let sizeLimit = 64 << 20

  func validate() throws {
    if let budget, !(1...10_000_000).contains(budget) {
      throw ValidationError("--budget is \(budget); expected 1 to 10000000")
    }
    if let inOrder, !(1...10_000).contains(inOrder) {
      throw ValidationError("--in-order is \(inOrder); expected 1 to 10000")
    }
  }

  /// Reads the study file, applies the flags, and looks up every name.
  func resolved() throws -> (study: ResolvedStudy, yaml: String) {
    let yaml = try TextFile.read(study, as: "study", limit: Self.sizeLimit)
    var read: Study
    do {
      read = try Study(yaml: yaml)
    } catch {
      throw Failure("\(study): \(error)")
    }
    read.search.seed = seed ?? read.search.seed
    read.search.budget = budget ?? read.search.budget
    read.search.inOrder = inOrder ?? read.search.inOrder
    return (try ResolvedStudy(read, path: study, folders: folders), yaml)
  }

  /// Opens the study's ledger, or begins it.
  func open(_ study: ResolvedStudy, yaml: String) throws -> LedgerFile {
    let path = ledger ?? Environment.current["HILLOCK_LEDGER"] ?? "\(study.study.name).ledger"
    let now = Int64(Date().timeIntervalSince1970 * 1_000)
    do {
      return try LedgerFile.open(
        at: path, study: study.record(id: UUID().uuidString, yaml: yaml, time: now))
    } catch {
      // Before anything has begun, a disk that takes nothing is a wrong place for a ledger; once
      // the study runs, it is the study's failure.
      switch error {
      case .readOnly, .full: throw Failure(.usage, error.description)
      default: throw error
      }
    }
  }
}
