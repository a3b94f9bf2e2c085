import Activations
import ArgumentParser
import Orders
import Storage
import Studies

/// `hillock benchmark record`: evaluates every class of a space, and writes down what came out.
struct Record: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Evaluates every class of a study's space; starts or continues.",
    discussion: """
      The study's policy is 'exhaustive'. A folder is written at the end: about.json says what was \
      measured with what, results.csv has a line for each evaluation, study.yaml is the study, and spectra.gz \
      holds the spectra where they are among the study's features. A recording may be given that \
      feature later: it goes on with the spectra, and trains nothing again.
      """)

  @OptionGroup var options: StudyOptions
  @OptionGroup var team: LocalTeam

  @Option(help: "Where the benchmark is written; ./<study> otherwise.")
  var output: String?

  func run() async throws {
    _ = try team.address()
    let (study, yaml) = try options.resolved()
    guard let trained = study.trained else {
      throw Failure("\(options.study): a rehearsal measures nothing that could be recorded")
    }
    guard study.study.search.policy == .exhaustive else {
      throw Failure(
        "\(options.study): 'search.policy' is '\(study.study.search.policy.name.rawValue)'; "
          + "expected 'exhaustive', which evaluates every class")
    }
    guard study.study.objective.metric == .validationAccuracy else {
      throw Failure(
        "\(options.study): 'objective.metric' is '\(study.study.objective.metric.name)'; "
          + "expected 'validation-accuracy', which benchmarks go by")
    }
    let classes = study.table.classes.count
    guard study.study.search.budget >= classes else {
      throw Failure(
        "\(options.study): 'search.budget' is \(study.study.search.budget); "
          + "expected the \(classes) classes of the space")
    }
    if options.dryRun { return try options.rehearse(study, yaml: yaml, .table) }
    let file = try options.open(study, yaml: yaml)
    let ending = try await team.run(
      study, file: file, command: "benchmark", folders: options.folders)
    guard let ending else {
      Console.note("interrupted; the same command continues with \(file.path)")
      try file.close()
      throw ExitStatus.interrupted
    }
    if let failure = ending.failure { throw failure }
    let recording = Recording(
      study: study, dataset: trained.dataset, yaml: yaml, trials: try file.reader.trials(),
      spectra: try file.reader.spectra(), spectrumTrials: try file.reader.spectrumTrials())
    let folder = output ?? study.study.name
    try recording.write(to: folder)
    try file.close()
    try Console.print(recording.summary(folder: folder))
  }
}
