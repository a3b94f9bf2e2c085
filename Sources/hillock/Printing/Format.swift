import ArgumentParser

/// How a command prints its result.
enum Format: String, CaseIterable, ExpressibleByArgument {
  case table
  case json
  case csv
}

/// The flag `--format`.
struct FormatOption: ParsableArguments {
  @Option(help: "How the result is printed: table, json or csv; HILLOCK_FORMAT otherwise.")
  var format: Format?

  /// The format asked for, the table when none is.
  func resolved() throws(Failure) -> Format {
    try Environment.current.setting(format, "HILLOCK_FORMAT") ?? .table
  }
}
