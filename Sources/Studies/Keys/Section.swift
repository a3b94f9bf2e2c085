import Spelling
import Yams

/// One mapping of a study file, read key by key; every key must be known and have its type.
struct Section {
  private let node: Node
  private let path: String
  private let values: [String: Node]

  /// Opens a mapping.
  ///
  /// - Parameters:
  ///   - node: what the file holds at this place.
  ///   - path: the dotted keys that lead here, for messages; empty for the whole file.
  ///   - keys: what may be written here.
  /// - Throws: what is no mapping, or the first unknown key.
  init(_ node: Node, path: String, keys: [String]) throws(StudyError) {
    self.node = node
    self.path = path
    guard let mapping = node.mapping else {
      throw Self.error(
        at: node,
        "\(path.isEmpty ? "the study" : "'\(path)'") must be a mapping with the keys "
          + keys.joined(separator: ", "))
    }
    var values: [String: Node] = [:]
    for (key, value) in mapping {
      guard let name = key.string, keys.contains(name) else {
        let name = key.string ?? "?"
        throw Self.error(
          at: key,
          "unknown key \(quoted(name))\(path.isEmpty ? "" : " in '\(path)'")"
            + "\(suggestion(for: name, among: keys)); expected \(keys.joined(separator: ", "))")
      }
      values[name] = value
    }
    self.values = values
  }

  /// A section below this one of which nothing is written.
  func empty(_ key: String) -> Section {
    Section(empty: node, path: dotted(key))
  }

  private init(empty node: Node, path: String) {
    self.node = node
    self.path = path
    values = [:]
  }

  /// A section below this one, or nil when its key is absent.
  func section(_ key: String, keys: [String]) throws(StudyError) -> Section? {
    guard let value = values[key] else { return nil }
    return try Section(value, path: dotted(key), keys: keys)
  }

  /// A section below this one that must be there.
  func required(_ key: String, keys: [String]) throws(StudyError) -> Section {
    guard let section = try section(key, keys: keys) else { throw missing(key) }
    return section
  }

  /// Whether a key is written, whatever its value.
  func has(_ key: String) -> Bool { values[key] != nil }

  /// The error that a required key is absent.
  func missing(_ key: String) -> StudyError {
    Self.error(at: node, "missing key '\(dotted(key))'")
  }

  func text(_ key: String) throws(StudyError) -> String? {
    guard let value = values[key] else { return nil }
    guard case .scalar(let scalar) = value, !scalar.string.isEmpty else {
      throw wrong(key, value, "a text")
    }
    return scalar.string
  }

  func texts(_ key: String) throws(StudyError) -> [String]? {
    guard let value = values[key] else { return nil }
    guard let sequence = value.sequence else { throw wrong(key, value, "a list of texts") }
    var texts: [String] = []
    for element in sequence {
      guard case .scalar(let scalar) = element, !scalar.string.isEmpty else {
        throw wrong(key, element, "a list of texts")
      }
      texts.append(scalar.string)
    }
    return texts
  }

  /// Several texts, none of them twice.
  func distinctTexts(_ key: String) throws(StudyError) -> [String]? {
    guard let texts = try texts(key), let elements = values[key]?.sequence else { return nil }
    var seen: Set<String> = []
    for (text, element) in zip(texts, elements) where !seen.insert(text).inserted {
      throw Self.error(at: element, "'\(dotted(key))' names \(quoted(text)) twice")
    }
    return texts
  }

  func whole(_ key: String, in range: ClosedRange<Int>) throws(StudyError) -> Int? {
    guard let value = values[key] else { return nil }
    guard case .scalar(let scalar) = value, let whole = Int(scalar.string), range.contains(whole)
    else { throw wrong(key, value, Expectation.whole(in: range)) }
    return whole
  }

  func seed(_ key: String) throws(StudyError) -> UInt64? {
    guard let value = values[key] else { return nil }
    guard case .scalar(let scalar) = value, let seed = UInt64(scalar.string) else {
      throw wrong(key, value, Expectation.seed)
    }
    return seed
  }

  func number(_ key: String, in range: ClosedRange<Double>) throws(StudyError) -> Double? {
    guard let value = values[key] else { return nil }
    guard case .scalar(let scalar) = value, let number = Double(scalar.string),
      range.contains(number)
    else { throw wrong(key, value, Expectation.number(in: range)) }
    return number
  }

  func flag(_ key: String) throws(StudyError) -> Bool? {
    guard let value = values[key] else { return nil }
    guard case .scalar(let scalar) = value, let flag = Bool(scalar.string) else {
      throw wrong(key, value, "true or false")
    }
    return flag
  }

  /// One of a list of names.
  func choice<Choice>(_ key: String) throws(StudyError) -> Choice?
  where Choice: RawRepresentable<String> & CaseIterable {
    guard let text = try text(key), let value = values[key] else { return nil }
    return try choice(text, at: value, of: key)
  }

  /// Several of a list of names, at least one and none twice, in the order of their kind.
  func choices<Choice>(_ key: String) throws(StudyError) -> [Choice]?
  where Choice: RawRepresentable<String> & CaseIterable & Hashable {
    guard let texts = try texts(key), let value = values[key] else { return nil }
    guard !texts.isEmpty else {
      let names = Choice.allCases.map(\.rawValue)
      throw Self.error(
        at: value, "'\(dotted(key))' is empty; expected \(names.joined(separator: ", "))")
    }
    var choices: Set<Choice> = []
    for text in texts {
      guard choices.insert(try choice(text, at: value, of: key)).inserted else {
        throw Self.error(at: value, "'\(dotted(key))' names \(quoted(text)) twice")
      }
    }
    return Choice.allCases.filter(choices.contains)
  }

  /// One of a list of values that have names.
  func named<Value>(
    _ key: String, among values: [Value], by name: (Value) -> String
  ) throws(StudyError) -> Value? {
    guard let text = try text(key), let node = self.values[key] else { return nil }
    guard let value = values.first(where: { name($0) == text }) else {
      throw unknown(text, at: node, of: key, among: values.map(name))
    }
    return value
  }

  /// Whether a key's value is a mapping rather than a text.
  func isMapping(_ key: String) -> Bool {
    values[key]?.mapping != nil
  }

  private func choice<Choice>(_ text: String, at node: Node, of key: String) throws(StudyError)
    -> Choice
  where Choice: RawRepresentable<String> & CaseIterable {
    guard let choice = Choice(rawValue: text) else {
      throw unknown(text, at: node, of: key, among: Choice.allCases.map(\.rawValue))
    }
    return choice
  }

  private func unknown(
    _ text: String, at node: Node, of key: String, among names: [String]
  ) -> StudyError {
    Self.error(
      at: node,
      "'\(dotted(key))' is \(quoted(text))\(suggestion(for: text, among: names))"
        + "; expected \(names.joined(separator: ", "))")
  }

  /// The error that the value of a key that is there is not what was expected.
  func wrong(_ key: String, _ expected: String) -> StudyError {
    wrong(key, values[key] ?? node, expected)
  }

  private func wrong(_ key: String, _ value: Node, _ expected: String) -> StudyError {
    let found =
      switch value {
      case .scalar(let scalar): quoted(scalar.string)
      case .mapping: "a mapping"
      case .sequence: "a list"
      case .alias: "an alias"
      }
    return Self.error(at: value, "'\(dotted(key))' is \(found); expected \(expected)")
  }

  private func dotted(_ key: String) -> String {
    path.isEmpty ? key : "\(path).\(key)"
  }

  private static func error(at node: Node, _ reason: String) -> StudyError {
    StudyError(line: node.mark?.line ?? 0, column: node.mark?.column ?? 0, reason: reason)
  }
}
