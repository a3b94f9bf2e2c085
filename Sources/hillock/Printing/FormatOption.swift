import ArgumentParser

/// The flag `--format`.
struct FormatOption: ParsableArguments {
  @Option(help: "How the result is printed: table, json or csv; HILLOCK_FORMAT otherwise.")
  var format: Format?

  /// The format asked for, the table when none is.
  func resolved() throws(Failure) -> Format {
    try Environment.current.setting(format, "HILLOCK_FORMAT") ?? .table
  }
}
