/// The numbers of a row that SQL cannot hold: what is not finite is stored as NULL, negative zero
/// as 0, with their names and values in the row's `special` column, as in
/// `trainLoss=inf,testLoss=nan`.
struct SpecialNumbers {
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

  /// What the column holds, or NULL when there is no such number.
  var text: String? {
    values.isEmpty ? nil : values.map { "\($0.name)=\($0.value)" }.joined(separator: ",")
  }

  /// What is stored for a number.
  mutating func stored(_ value: Double?, _ name: String) -> Double? {
    guard let value else { return nil }
    let isNegativeZero = value == 0 && value.sign == .minus
    guard isNegativeZero || !value.isFinite else { return value }
    // One not-a-number is as good as another; some print with a payload that does not read back.
    values.append((name, value.isNaN ? .nan : value))
    return isNegativeZero ? 0 : nil
  }

  /// The number that was stored.
  func value(_ stored: Double?, _ name: String) -> Double? {
    values.first { $0.name == name }?.value ?? stored
  }
}
