import Activations
import Spelling

extension RecordedTable {
  /// Reads the results that `hillock benchmark record` wrote, one evaluation a line.
  ///
  /// - Parameters:
  ///   - results: comma-separated values with a heading. Further columns are left aside.
  ///   - chance: the accuracy of guessing.
  /// - Throws: the first line that is wrong, with its number.
  public init(results: String, chance: Double) throws(BenchmarkingError) {
    var reading: Reading?
    var number = 0
    for line in results.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      guard !line.isEmpty else { continue }
      guard let fields = SeparatedLine.fields(line) else {
        throw .wrongLine(number: number, reason: "a quotation does not end")
      }
      guard reading != nil else {
        reading = try Reading(heading: fields)
        continue
      }
      try reading?.take(fields, number)
    }
    guard let reading else { throw .notRecorded(reason: "it has no heading") }
    self.init(chance: chance, classes: reading.classes)
  }

  /// The classes up to some line.
  private struct Reading {
    private static let names = [
      "class", "key", "form", "state", "validationAccuracy", "testAccuracy",
    ]

    private let columns: [Int]  // where each of the names stands
    private let count: Int
    private(set) var classes: [RecordedClass] = []
    private var places: [Int: Int] = [:]  // of each class among those

    init(heading: [String]) throws(BenchmarkingError) {
      var columns: [Int] = []
      for name in Self.names {
        guard let column = heading.firstIndex(of: name) else {
          throw .notRecorded(reason: "its heading has no column '\(name)'")
        }
        columns.append(column)
      }
      self.columns = columns
      count = heading.count
    }

    mutating func take(_ all: [String], _ line: Int) throws(BenchmarkingError) {
      guard all.count == count else {
        throw .wrongLine(number: line, reason: "\(all.count) fields; expected \(count)")
      }
      let fields = columns.map { all[$0] }
      guard let index = Int(fields[0]), index >= 0 else {
        throw .wrongLine(number: line, reason: "\(quoted(fields[0])) is no class number")
      }
      guard let key = ClassKey(hexadecimal: fields[1]) else {
        throw .wrongLine(number: line, reason: "\(quoted(fields[1])) is no class key")
      }
      let result = try Self.result(fields[3], fields[4], fields[5], line)
      guard let place = places[index] else {
        places[index] = classes.count
        classes.append(RecordedClass(index: index, key: key, form: fields[2], results: [result]))
        return
      }
      let known = classes[place]
      guard known.key == key else {
        throw .wrongLine(
          number: line, reason: "class \(index) is \(key) here and \(known.key) before")
      }
      classes[place] = RecordedClass(
        index: index, key: key, form: known.form, results: known.results + [result])
    }

    private static func result(
      _ state: String, _ validation: String, _ test: String, _ line: Int
    ) throws(BenchmarkingError) -> RecordedResult {
      func number(_ text: String) throws(BenchmarkingError) -> Double {
        guard let number = Double(text), number.isFinite else {
          throw .wrongLine(number: line, reason: "\(quoted(text)) is no number")
        }
        return number
      }
      switch state {
      case "infeasible": return .infeasible
      case "completed":
        return .completed(
          validation: try number(validation), test: test.isEmpty ? nil : try number(test))
      default:
        throw .wrongLine(
          number: line,
          reason: "unknown state \(quoted(state)) (expected 'completed' or 'infeasible')")
      }
    }
  }
}
