/// The numbers of a row that are not finite: stored as NULL, with their names and values in the
/// row's `nonFinite` column, as in `trainLoss=inf,testLoss=nan`.
struct NonFinite {
  private var values: [(name: String, value: Double)] = []

  init() {}

  /// Reads the column.
  init(_ text: String?) {
    for part in (text ?? "").split(separator: ",") {
      let pair = part.split(separator: "=", maxSplits: 1)
      guard pair.count == 2, let value = Double(pair[1]) else { continue }
      values.append((String(pair[0]), value))
    }
  }

  /// What the column holds, or NULL when every number is finite.
  var text: String? {
    values.isEmpty ? nil : values.map { "\($0.name)=\($0.value)" }.joined(separator: ",")
  }

  /// What is stored for a number.
  mutating func stored(_ value: Double?, _ name: String) -> Double? {
    guard let value, !value.isFinite else { return value }
    values.append((name, value.isNaN ? .nan : value))
    return nil
  }

  /// The number that was stored.
  func value(_ stored: Double?, _ name: String) -> Double? {
    stored ?? values.first { $0.name == name }?.value
  }
}
