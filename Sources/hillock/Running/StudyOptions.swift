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

  @Option(
    parsing: .unconditional, help: "The study's seed, instead of the study file's.",
    transform: OptionValue.seed)
  var seed: UInt64?

  @Option(
    parsing: .unconditional, help: "How many search evaluations, instead of the study file's.",
    transform: OptionValue.whole(in: Studies.Search.budgetRange))
  var budget: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Proposal i uses exactly the results of proposals 1 to i-K, so that 1 to K slots propose the "
        + "same.", valueName: "k"),
    transform: OptionValue.whole(in: Studies.Search.inOrderRange))
  var inOrder: Int?

  @Flag(help: "Check everything, say what would be done, and end.")
  var dryRun = false

  @OptionGroup(title: "Folders") var folders: FolderOptions

  /// Longest study file that is read at all.
  private static let sizeLimit = 64 << 20

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
    let resolved = try ResolvedStudy(read, path: study, yaml: yaml, folders: folders)
    resolved.warnOfSmallSpace()
    return (resolved, yaml)
  }

  /// Says what would be done, after a look at the ledger that leaves it as it is.
  func rehearse(_ study: ResolvedStudy, yaml: String, _ format: Format) throws {
    let path = path(of: study)
    let reader = try LedgerFile.check(at: path, study: record(of: study, yaml: yaml))
    let settled = try reader?.status().search.settled
    if let settled { warnOfLowBudget(study, settled: settled) }
    try Console.print(DryRun(study: study, ledger: path, settled: settled).text(format))
  }

  private func path(of study: ResolvedStudy) -> String {
    ledger ?? Environment.current["HILLOCK_LEDGER"] ?? "\(study.study.name).ledger"
  }

  private func record(of study: ResolvedStudy, yaml: String) -> StudyRecord {
    study.record(
      id: UUID().uuidString, yaml: yaml, time: Int64(Date().timeIntervalSince1970 * 1_000))
  }

  private func warnOfLowBudget(_ study: ResolvedStudy, settled: Int) {
    let budget = study.study.search.budget
    guard settled > budget else { return }
    Console.note(
      "note: the budget of \(budget) has no effect: \(settled) evaluations have been made already")
  }

  /// Opens the study's ledger, or begins it.
  func open(_ study: ResolvedStudy, yaml: String) throws -> LedgerFile {
    do {
      let file = try LedgerFile.open(at: path(of: study), study: record(of: study, yaml: yaml))
      if !file.isNew { warnOfLowBudget(study, settled: try file.reader.status().search.settled) }
      return file
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
