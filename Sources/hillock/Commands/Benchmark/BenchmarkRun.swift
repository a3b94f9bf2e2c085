import Activations
import ArgumentParser
import Benchmarking
import Reporting
import Studies
import Tensors
import Working

/// `hillock benchmark run`: policies against recorded results, without any training.
struct BenchmarkRun: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Plays search policies against a recorded benchmark and says which is soonest.",
    discussion: """
      Each repetition is a search that asks for one proposal after another. It counts how many \
      evaluations a policy needs until it has tried one of the best classes, by the mean of their \
      recorded results. What is not reached within the limit is a miss and counts as more than \
      that.
      """)

  @Argument(help: "The folder of a recorded benchmark.")
  var folder: String

  @Option(
    help: ArgumentHelp(
      "Which policies, with commas between; \(Self.groups).", valueName: "names"))
  var policies = "standard"

  @Option(
    parsing: .unconditional, help: "How often each policy plays. (default: 100)",
    transform: OptionValue.whole(in: 1...100_000))
  var repetitions = 100

  @Option(
    parsing: .unconditional, help: "After how many evaluations a repetition ends. (default: 150)",
    transform: OptionValue.whole(in: 1...100_000))
  var limit = 150

  @Option(
    help: "What a search begins with: the study's baselines, or as many random classes.")
  var start = Contest.Start.baselines

  @Option(
    parsing: .unconditional,
    help: "How many maps of the same features the repetitions take turns with. (default: 20)",
    transform: OptionValue.whole(in: 1...1_000))
  var maps = 20

  @Option(
    parsing: .unconditional, help: "The seed of all repetitions. (default: 1)",
    transform: OptionValue.seed)
  var seed: UInt64 = 1

  @Option(
    parsing: .unconditional, help: "How many repetitions at once; the cores at hand otherwise.",
    transform: OptionValue.whole(in: 1...1_024))
  var threads: Int?

  @Option(help: ArgumentHelp("Write the best-so-far curves as CSV.", valueName: "file"))
  var csv: String?

  @Option(help: ArgumentHelp("Draw the best-so-far curves.", valueName: "file"))
  var svg: String?

  @OptionGroup var output: FormatOption

  private static let groups =
    "standard (without spectra those that need none), all, or of "
    + ContestantName.all.map(\.description).joined(separator: ", ")

  func run() async throws {
    let format = try output.resolved()
    let contents = try BenchmarkFolder(path: folder).read()
    let names = try names(hasSpectra: contents.spectra != nil)
    let (classes, baselines, mutations) = try contents.classes()
    let arena = try Arena(
      contents.results, classes: classes, baselines: baselines, spectra: contents.spectra)
    guard !arena.pool.isEmpty else {
      throw Failure("cannot play against \(folder): no class has what a policy needs")
    }
    let lineup = Lineup(
      arena, mutations: mutations, spectra: contents.spectra, seed: seed, maps: maps)

    LinearAlgebra.threads = 1
    let threads = threads ?? availableCores()
    let interruption = Interruption()
    let contestants = try await onComputeThread(name: "maps") {
      try lineup.contestants(
        names, threads: threads, progress: { Console.note($0) },
        isCancelled: { interruption.isRequested })
    }
    guard let contestants else { throw ExitStatus.interrupted }
    let contest = Contest(
      arena, start: start, repetitions: repetitions, limit: limit, seed: seed)
    let progress = Progress(total: contestants.count * repetitions)
    let courses = await contest.courses(
      of: contestants, threads: threads,
      progress: { step in
        if Console.isTerminal || step.done.isMultiple(of: contestants.count * 10) {
          progress.report(step.done, step.name)
        }
      }, isCancelled: { interruption.isRequested })
    progress.finish()
    guard let courses else {
      Console.note("interrupted")
      throw ExitStatus.interrupted
    }
    let milestones = Milestone.all(in: arena)
    let report = BenchmarkReport(
      study: contents.study.name, contest: contest, milestones: milestones,
      standings: zip(contestants, courses).map {
        Standing(name: $0.name, courses: $1, milestones: milestones, limit: limit)
      })
    if let csv { try TextFile.write(report.curves.csv, to: csv, as: "curves") }
    if let svg { try TextFile.write(report.chart.text, to: svg, as: "chart") }
    try Console.print(report.text(format))
  }

  /// The policies that were asked for.
  private func names(hasSpectra: Bool) throws -> [ContestantName] {
    func playable(_ names: [ContestantName]) -> [ContestantName] {
      names.filter { hasSpectra || !$0.needsSpectra }
    }
    var names: [ContestantName] = []
    for word in policies.split(separator: ",").map({ $0.filter { $0 != " " } }) {
      let found =
        switch word {
        case "standard": playable(ContestantName.standard)
        case "all": playable(ContestantName.all)
        default: [try ContestantName.named(word)]
        }
      names += found.filter { !names.contains($0) }
    }
    guard !names.isEmpty else { throw Failure("--policies names no policy") }
    return names
  }
}

extension Contest.Start: ExpressibleByArgument {}
