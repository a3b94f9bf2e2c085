import JSON
import Spelling
import Yams

extension Study {
  /// Longest study file, in bytes; a study names things, it does not hold them.
  public static let maximumSize = 8 << 20

  /// Reads a study file and checks every key and type; names are checked by whoever resolves them.
  ///
  /// - Parameter yaml: the whole file.
  /// - Throws: the first thing that is wrong, with its line and column.
  public init(yaml: String) throws(StudyError) {
    guard yaml.utf8.count <= Self.maximumSize else {
      throw StudyError(
        reason: "the study has \(yaml.utf8.count) bytes; expected at most \(Self.maximumSize)")
    }
    let root = try Self.parse(yaml)
    let file = try Section(root, path: "", keys: ["study"] + StudyKeys.parts.map(\.name))
    guard let name = try file.text("study") else { throw file.missing("study") }
    guard Self.isPlain(name) else {
      throw file.wrong(
        "study", "letters, digits, '-', '_' and '.', at most 64, a letter or digit first")
    }
    self.init(name)
    for part in StudyKeys.parts {
      // First with every key that a study may have here, so that a typo is named as such.
      let written = try file.section(part.name, keys: part.names)
      if written == nil, part.isRequired { throw file.missing(part.name) }
      let keys = try part.meant(written ?? file.empty(part.name))
      let section = try file.section(part.name, keys: keys.map(\.name))
      for key in keys { try key.read(section ?? file.empty(part.name), &self) }
    }
  }

  /// These settings as a study file in JSON, which is YAML: reading it gives them back.
  public var settings: JSON {
    .object(
      [.init("study", .text(name))]
        + StudyKeys.parts.map { .init($0.name, StudyKey.written($0.keys(self), of: self)) })
  }

  /// The first key in which a continued study differs from what its ledger was begun with, or nil
  /// when it may continue: budget, confirmation and limits may change.
  ///
  /// Limits decide no result, only how much an evaluation may use. In-order does: which results a
  /// proposal knew follows from it, and nothing records when it changed.
  ///
  /// - Parameter begun: the study as it began, or as it was continued before; both are to be asked.
  /// - Returns: the key as a study file has it.
  public func forbiddenChange(from begun: Study) -> String? {
    guard name == begun.name else { return "study" }
    for part in StudyKeys.parts {
      for key in part.keys(self) {
        if let changed = key.forbiddenChange(self, begun) { return "\(part.name).\(changed)" }
      }
    }
    return nil
  }

  /// A study whose keys are still to be read.
  private init(_ name: String) {
    self.init(
      name: name,
      objective: Objective(
        dataset: "", network: "",
        recipe: Recipe(epochs: 1, batch: 1, optimizer: Optimizer(rate: 0))),
      space: Space(operators: "", schemas: [], baselines: []),
      search: Search(policy: .random, budget: 1, seed: 1),
      confirmation: Confirmation(top: 0, seeds: 2, against: []), limits: Limits())
  }

  /// A study's name is also a file's name.
  private static func isPlain(_ name: String) -> Bool {
    name.utf8.count <= 64 && !name.hasPrefix(".") && !name.hasPrefix("-")
      && name.unicodeScalars.allSatisfy {
        $0.isASCII
          && ($0.properties.isAlphabetic || ("0"..."9").contains($0)
            || "-_.".unicodeScalars.contains($0))
      }
  }

  /// What a parser says of a file, in a user's words where its own are about its functions.
  private static func told(_ problem: String) -> String {
    if problem.contains("nesting") { return "it is nested too deeply" }
    if problem.contains("another document") { return "it has a second document after '---'" }
    return problem
  }

  private static func parse(_ yaml: String) throws(StudyError) -> Node {
    do {
      guard let root = try compose(yaml: yaml) else {
        throw StudyError(reason: "the study file is empty; expected 'study: NAME' and its sections")
      }
      return root
    } catch let error as StudyError {
      throw error
    } catch YamlError.duplicatedKeysInMapping(let duplicates, let context) {
      let mark = context.mark
      let keys = duplicates.map { quoted("\($0)") }.sorted().joined(separator: ", ")
      throw StudyError(line: mark.line, column: mark.column, reason: "written twice: key \(keys)")
    } catch YamlError.scanner(_, let problem, let mark, _), YamlError.parser(
      _, let problem, let mark, _),
      YamlError.composer(_, let problem, let mark, _)
    {
      throw StudyError(
        line: mark.line, column: mark.column, reason: "not YAML: \(Self.told(problem))")
    } catch {
      throw StudyError(reason: "not YAML: \(quoted("\(error)"))")
    }
  }
}
