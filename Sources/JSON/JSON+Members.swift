/// Members of an object by their keys; nil for another key, another type, and what is no object.
extension JSON {
  public func member(_ key: String) -> JSON? {
    if case .object(let members) = self { members.first { $0.key == key }?.value } else { nil }
  }

  /// A text.
  public func text(_ key: String) -> String? {
    if case .text(let text) = member(key) { text } else { nil }
  }

  /// The texts of a list; none where there is no list.
  public func texts(_ key: String) -> [String] {
    guard case .list(let elements) = member(key) else { return [] }
    return elements.compactMap { if case .text(let text) = $0 { text } else { nil } }
  }

  /// A whole number.
  public func whole(_ key: String) -> Int64? {
    if case .whole(let whole) = member(key) { whole } else { nil }
  }

  /// A number, whole or not.
  public func number(_ key: String) -> Double? { member(key)?.double }

  var double: Double? {
    switch self {
    case .number(let number): number
    case .whole(let whole): Double(whole)
    default: nil
    }
  }
}
