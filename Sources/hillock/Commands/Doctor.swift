import ArgumentParser
import JSON
import Reporting
import Studies

/// `hillock doctor`: whether this machine has what a search needs.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Looks at this machine: kernels, cores, memory, libraries, data sets, disk.",
    discussion: "Ends with 0, warnings included; with 2 only when something required is missing.")

  @OptionGroup(title: "Folders") var folders: FolderOptions
  @OptionGroup var output: FormatOption

  func run() throws {
    let format = try output.resolved()
    let findings =
      HostFindings.all(.current) + LibraryFindings.all + FileFindings.all(folders)
    try Console.print(Self.text(findings, format))
    guard findings.allSatisfy({ $0.state != .missing }) else { throw ExitStatus.usage }
  }

  static func text(_ findings: [Finding], _ format: Format) -> String {
    guard format == .json else {
      var table = Table([.text("name"), .text("state"), .text("value"), .text("advice")])
      for finding in findings {
        table.add([
          .init(shown: finding.heading, value: finding.name), .text(finding.state.rawValue),
          .text(finding.value), .text(finding.advice ?? ""),
        ])
      }
      return format == .csv ? table.csv : table.text
    }
    let worst = findings.map(\.state).max() ?? .good
    let object: JSON = [
      "program": .text(Program.version), "state": .text(worst.rawValue),
      "findings": .list(findings.map(\.json)),
    ]
    return object.description + "\n"
  }
}
