import Activations
import Digests
import Files

/// A table of classes that is kept in a file, because computing it takes seconds and gigabytes.
///
/// The file is named by what the table was made from and by the version of what made it, so that
/// another space, rule or program has another file. A file that is damaged is made again; one that
/// cannot be written costs time, never the table.
public struct ClassTableFile: Sendable {
  /// What a table is made from.
  public struct Source: Hashable, Sendable {
    public var schemas: [Activations.Schema]
    public var operators: OperatorSet
    /// Expressions that no schema need contain.
    public var extras: [Expression]
    public var rule: ClassTable.Rule

    public init(
      schemas: [Activations.Schema], operators: OperatorSet, extras: [Expression],
      rule: ClassTable.Rule = .identity
    ) {
      self.schemas = schemas
      self.operators = operators
      self.extras = extras
      self.rule = rule
    }

    var digest: Digest {
      var lines = [ClassTable.evaluator, rule.rawValue, operators.name]
      lines += Operator.Kind.allCases.map { kind in
        operators.operators(kind).map(\.name).joined(separator: " ")
      }
      lines += schemas.map { "schema \($0)" }
      lines += extras.map { "extra \($0)" }
      return Digest.of(lines.joined(separator: "\n"))
    }
  }

  /// Spaces of fewer expressions are computed in less time than a file is worth.
  public static let smallestCount = 20_000

  /// The table; its outputs are mapped from the file where there is one.
  public let table: ClassTable
  /// What to tell a person: a file that was damaged, or cannot be written.
  public let notes: [String]

  private enum Section {
    static let columns = 0
    static let outputs = 1
    static let count = 2
  }

  /// Opens the table of a space, or computes it and keeps it in a file.
  ///
  /// - Parameters:
  ///   - source: what the table is made from.
  ///   - folder: where files are kept; it is made.
  ///   - checksOutputs: whether the outputs are read through and compared with their hash, as
  ///     whoever searches by them wants it; counts and names are always checked.
  ///   - smallest: spaces of fewer expressions are not kept.
  /// - Throws: `spaceTooLarge`.
  public init(
    _ source: Source, folder: String, checksOutputs: Bool,
    smallest: Int = ClassTableFile.smallestCount
  ) throws(ExpressionError) {
    let count = try ClassTable.checkSize(
      schemas: source.schemas, operators: source.operators, including: source.extras)
    guard count >= smallest else {
      table = try Self.computed(source)
      notes = []
      return
    }
    let path = Self.path(source, folder: folder)
    let unchecked: Set<Int> = checksOutputs ? [] : [Section.outputs]
    var notes: [String] = []
    var found: SectionFile?
    do throws(SectionFile.Absence) {
      found = try SectionFile.open(path, source: source.digest.bytes, unchecked: unchecked)
    } catch {
      if error == .damaged { notes.append("\(path) is damaged: the table is computed again") }
    }
    if let found {
      if let table = Self.table(in: found) {
        self.table = table
        self.notes = notes
        return
      }
      notes.append("\(path) holds no table: it is computed again")
    }
    let computed = try Self.computed(source)
    do throws(SectionFile.Absence) {
      let file = try SectionFile.replace(path, source: source.digest.bytes) { writer in
        writer.append(computed.encoded.span)
        computed.withOutputs { writer.append($0) }
      }
      table = Self.table(in: file) ?? computed
    } catch {
      table = computed
      if case .unwritable(let reason) = error {
        notes.append("the table is not kept: cannot write \(path): \(reason)")
      }
    }
    self.notes = notes
  }

  /// Where the table of a space is kept.
  static func path(_ source: Source, folder: String) -> String {
    "\(folder)/classes-\(source.digest.description.prefix(16))"
  }

  private static func computed(_ source: Source) throws(ExpressionError) -> ClassTable {
    try ClassTable(
      schemas: source.schemas, operators: source.operators, including: source.extras,
      rule: source.rule)
  }

  private static func table(in file: SectionFile) -> ClassTable? {
    guard file.sectionCount == Section.count else { return nil }
    let encoded = file.withBytes(of: Section.columns) { bytes in bytes.indices.map { bytes[$0] } }
    return ClassTable(encoded: encoded, outputs: MappedOutputs(file: file))
  }

  /// Outputs that stay in the file.
  private struct MappedOutputs: OutputStore {
    let file: SectionFile

    func withOutputs<R, Failure: Error>(
      _ body: (Span<Float>) throws(Failure) -> R
    ) throws(Failure) -> R {
      try file.withFloats(of: Section.outputs, body)
    }
  }
}
