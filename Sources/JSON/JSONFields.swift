/// The members of an object that must be there, read by their keys.
///
/// Whoever reads a record reads what it needs; further keys, of a later version, do no harm. What is
/// missing or of another type is an error that names the key.
public struct JSONFields: Sendable {
  /// What is wrong about a member.
  public struct Damage: Error, Hashable, CustomStringConvertible {
    /// The key, with the keys and places that lead to it: `failures[2].attempt`.
    public let key: String
    /// What stands there; nil where nothing does.
    public let found: JSON?
    public let expected: String

    public var description: String {
      guard let found else { return "'\(key)' is missing (\(expected) was expected)" }
      let text = found.description
      let shown = text.count > 60 ? text.prefix(60) + "..." : text[...]
      return "'\(key)' is \(shown) (\(expected) was expected)"
    }
  }

  private let json: JSON
  /// What leads to this object, for errors: empty, or ending in a full stop.
  private let path: String

  /// The members of a value that must be an object.
  public init(_ json: JSON, of name: String = "record") throws(Damage) {
    guard case .object = json else {
      throw Damage(key: name, found: json, expected: "an object")
    }
    self.init(json: json, path: "")
  }

  private init(json: JSON, path: String) {
    self.json = json
    self.path = path
  }

  /// What is wrong about a key, in the reader's words.
  public func damage(_ key: String, expected: String) -> Damage {
    Damage(key: path + key, found: json.member(key), expected: expected)
  }

  /// A member that is there and not null.
  private func value<Value>(
    _ key: String, _ expected: String, _ read: (JSON) -> Value?
  ) throws(Damage) -> Value {
    guard let value = json.member(key).flatMap(read) else {
      throw damage(key, expected: expected)
    }
    return value
  }

  /// What `read` makes of a member; nil where it is null or missing.
  public func optional<Value>(
    _ key: String, _ read: (JSONFields) -> (String) throws(Damage) -> Value
  ) throws(Damage) -> Value? {
    switch json.member(key) {
    case nil, .null?: nil
    case .some: try read(self)(key)
    }
  }

  public func text(_ key: String) throws(Damage) -> String {
    try value(key, "a text") { if case .text(let text) = $0 { text } else { nil } }
  }

  public func flag(_ key: String) throws(Damage) -> Bool {
    try value(key, "true or false") { if case .flag(let flag) = $0 { flag } else { nil } }
  }

  /// A whole number.
  public func whole(_ key: String) throws(Damage) -> Int64 {
    try value(key, "a whole number") { if case .whole(let whole) = $0 { whole } else { nil } }
  }

  /// A whole number in a range.
  public func whole(_ key: String, in range: ClosedRange<Int>) throws(Damage) -> Int {
    try value(key, "a whole number in \(range.lowerBound)...\(range.upperBound)") {
      guard case .whole(let whole) = $0, let number = Int(exactly: whole), range.contains(number)
      else { return nil }
      return number
    }
  }

  /// A number, whole or not.
  public func number(_ key: String) throws(Damage) -> Double {
    try value(key, "a number") { $0.double }
  }

  /// A number that may be null because it is not finite; the word beside it, under the key with
  /// `Reason` at its end, says what it is, and without one it is not a number.
  public func measurement(_ key: String) throws(Damage) -> Double {
    guard json.member(key) == .null else { return try number(key) }
    return json.text(key + "Reason").flatMap { Double(nonFiniteWord: $0) } ?? .nan
  }

  /// One of a list of words.
  public func word<Word: RawRepresentable<String> & CaseIterable>(
    _ key: String, _ type: Word.Type = Word.self
  ) throws(Damage) -> Word {
    let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
    return try value(key, "one of \(words)") {
      if case .text(let text) = $0 { Word(rawValue: text) } else { nil }
    }
  }

  /// The texts of a list.
  public func texts(_ key: String) throws(Damage) -> [String] {
    try value(key, "a list of texts") {
      guard case .list(let elements) = $0 else { return nil }
      let texts = elements.compactMap { if case .text(let text) = $0 { text } else { nil } }
      return texts.count == elements.count ? texts : nil
    }
  }

  /// The objects of a list.
  public func records(_ key: String) throws(Damage) -> [JSONFields] {
    let elements = try value(key, "a list") { (json: JSON) -> [JSON]? in
      if case .list(let elements) = json { elements } else { nil }
    }
    return try Self.records(elements, "\(path)\(key)")
  }

  /// The objects of a value that must be a list of them.
  ///
  /// - Parameters:
  ///   - json: the list.
  ///   - name: what it is, for errors.
  /// - Returns: the objects, in their order.
  /// - Throws: what is no list, or the place of what is no object.
  public static func list(_ json: JSON, of name: String) throws(Damage) -> [JSONFields] {
    guard case .list(let elements) = json else {
      throw Damage(key: name, found: json, expected: "a list")
    }
    return try records(elements, name)
  }

  private static func records(_ elements: [JSON], _ name: String) throws(Damage) -> [JSONFields] {
    var records: [JSONFields] = []
    for (place, element) in elements.enumerated() {
      guard case .object = element else {
        throw Damage(key: "\(name)[\(place)]", found: element, expected: "an object")
      }
      records.append(JSONFields(json: element, path: "\(name)[\(place)]."))
    }
    return records
  }
}
