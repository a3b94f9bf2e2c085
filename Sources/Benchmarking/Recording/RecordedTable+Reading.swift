import Activations
import Spelling

extension RecordedTable {
  /// Reads what `text` wrote.
  ///
  /// - Throws: the first line that is wrong, with its number.
  public init(text: String) throws(BenchmarkingError) {
    var reading = Reading()
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      reading.number += 1
      try reading.take(line)
    }
    self = try reading.table()
  }

  /// The state between two lines.
  private struct Reading {
    var number = 0
    private var version: Int?
    private var facts: [Fact] = []
    private var chance: Double?
    private var seeds: [UInt64] = []
    private var hasHeading = false
    private var classes: [RecordedClass] = []

    mutating func take(_ line: Substring) throws(BenchmarkingError) {
      if line.hasPrefix("#") { return try takeFact(line.dropFirst()) }
      guard version != nil else {
        throw .notRecorded(reason: "it begins with \(quoted(String(line.prefix(60))))")
      }
      guard !line.isEmpty else { return }
      guard let fields = SeparatedLine.fields(line) else {
        throw wrong("a quotation does not end")
      }
      let columns = RecordedTable.columns(seeds: seeds.count)
      guard hasHeading else {
        guard fields == columns else {
          throw wrong("\(quoted(String(line))) is not the heading for \(seeds.count) seeds")
        }
        hasHeading = true
        return
      }
      guard fields.count == columns.count else {
        throw wrong("\(fields.count) fields; expected \(columns.count)")
      }
      classes.append(try read(fields))
    }

    func table() throws(BenchmarkingError) -> RecordedTable {
      guard hasHeading else { throw .notRecorded(reason: "it has no heading") }
      guard let chance else { throw .notRecorded(reason: "it does not say the chance level") }
      for (one, next) in zip(classes, classes.dropFirst()) where one.index >= next.index {
        throw .notRecorded(reason: "class \(next.index) follows class \(one.index)")
      }
      return RecordedTable(facts: facts, chance: chance, seeds: seeds, classes: classes)
    }

    private mutating func takeFact(_ line: Substring) throws(BenchmarkingError) {
      guard let colon = line.firstIndex(of: ":") else {
        throw wrong("a comment without a colon")
      }
      let name = line[..<colon].drop { $0 == " " }
      let text = String(line[line.index(after: colon)...].drop { $0 == " " })
      switch name {
      case "hillock benchmark":
        guard let found = Int(text) else { throw wrong("\(quoted(text)) is no version") }
        guard found <= RecordedTable.version else {
          throw .newerVersion(found: found, readable: RecordedTable.version)
        }
        version = found
      case "chance": chance = try number(text)
      case "seeds":
        for word in text.split(separator: " ") {
          guard let seed = UInt64(word) else { throw wrong("\(quoted(String(word))) is no seed") }
          seeds.append(seed)
        }
      default: facts.append(Fact(String(name), text))
      }
    }

    private func read(_ fields: [String]) throws(BenchmarkingError) -> RecordedClass {
      guard let index = Int(fields[0]), index >= 0 else {
        throw wrong("\(quoted(fields[0])) is no class number")
      }
      guard let key = ClassKey(hexadecimal: fields[1]) else {
        throw wrong("\(quoted(fields[1])) is no class key")
      }
      var results: [RecordedResult?] = []
      for start in stride(from: 5, to: fields.count - 1, by: 3) {
        results.append(try result(fields[start], fields[start + 1], fields[start + 2]))
      }
      return RecordedClass(
        index: index, key: key, form: fields[2], representative: fields[3],
        isFinite: fields[4] == "yes", results: results)
    }

    private func result(
      _ state: String, _ validation: String, _ test: String
    ) throws(BenchmarkingError) -> RecordedResult? {
      switch state {
      case "": return nil
      case "infeasible": return .infeasible
      case "completed":
        return .completed(
          validation: try number(validation), test: test.isEmpty ? nil : try number(test))
      default:
        throw wrong("unknown state \(quoted(state)) (expected 'completed', 'infeasible' or none)")
      }
    }

    private func number(_ text: String) throws(BenchmarkingError) -> Double {
      guard let number = Double(text), number.isFinite else {
        throw wrong("\(quoted(text)) is no number")
      }
      return number
    }

    private func wrong(_ reason: String) -> BenchmarkingError {
      .wrongLine(number: number, reason: reason)
    }
  }
}
