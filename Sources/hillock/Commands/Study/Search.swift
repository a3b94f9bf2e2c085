import ArgumentParser

/// `hillock search`: coordinator and local workers in one go.
struct Search: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Searches: a coordinator and local workers in one go; starts or continues.")

  @OptionGroup var options: StudyOptions
  @OptionGroup var team: LocalTeam
  @OptionGroup var output: FormatOption

  func run() async throws {
    let format = try output.resolved()
    _ = try team.address()
    let (study, yaml) = try options.resolved()
    if options.dryRun { return try options.rehearse(study, yaml: yaml, format) }
    let file = try options.open(study, yaml: yaml)
    let ending = try await team.run(
      study, file: file, command: "search", folders: options.folders)
    try StudyEnd(study: study, file: file, ending: ending).conclude(format)
  }
}
