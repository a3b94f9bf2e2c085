import Studies

/// A study's functions from its records, best first.
///
/// Those that were confirmed come first, by their mean test accuracy and without the baselines;
/// then the others by validation accuracy.
struct Ranking {
  let functions: [String]

  init(_ records: [JSON]) {
    var searched: [(function: String, accuracy: Double)] = []
    var found: Set<String> = []
    var tests: [String: [Double]] = [:]
    for record in records {
      guard let function = record.text("candidate") else { continue }
      let state = record.text("state")
      if record.text("purpose") == "search" {
        if record.text("proposalReason") != "baseline" { found.insert(function) }
        if let accuracy = record.number("validationAccuracy") {
          searched.append((function, accuracy))
        }
      } else if state == "completed" || state == "infeasible" {
        tests[function, default: []].append(record.number("testAccuracy") ?? 0)
      }
    }
    let confirmed = tests.filter { found.contains($0.key) }
      .map { (function: $0.key, mean: $0.value.reduce(0, +) / Double($0.value.count)) }
      .sorted { ($1.mean, $0.function) < ($0.mean, $1.function) }
      .map(\.function)
    let others = searched.enumerated()
      .sorted { ($1.element.accuracy, $0.offset) < ($0.element.accuracy, $1.offset) }
      .map(\.element.function)
    functions = confirmed + others.filter { !confirmed.contains($0) }
  }
}
