extension RecordedTable {
  /// The table as a file: facts as comment lines, then comma-separated values with a heading.
  ///
  /// For each seed there are a state, a validation and a test accuracy, empty where there is none.
  /// The last column is the mean validation accuracy, for people; it is not read back.
  public var text: String {
    var lines = ["# hillock benchmark: \(RecordedTable.version)"]
    lines += facts.map {
      "# \($0.name): \($0.text.split(whereSeparator: \.isNewline).joined(separator: " "))"
    }
    lines.append("# chance: \(chance)")
    lines.append("# seeds: " + seeds.map(String.init).joined(separator: " "))
    lines.append(SeparatedLine.text(Self.columns(seeds: seeds.count)))
    for one in classes {
      lines.append(
        SeparatedLine.text(
          [
            "\(one.index)", "\(one.key)", one.form, one.representative,
            one.isFinite ? "yes" : "no",
          ] + one.results.flatMap(Self.fields)
            + [one.mean(chance: chance).map { "\($0)" } ?? ""]))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  static func columns(seeds: Int) -> [String] {
    ["class", "key", "form", "representative", "finite"]
      + (0..<seeds).flatMap { seed in
        ["state", "validation", "test"].map { "\($0)\(seed + 1)" }
      } + ["mean"]
  }

  private static func fields(_ result: RecordedResult?) -> [String] {
    switch result {
    case .completed(let validation, let test):
      ["completed", "\(validation)", test.map { "\($0)" } ?? ""]
    case .infeasible: ["infeasible", "", ""]
    case nil: ["", "", ""]
    }
  }
}
