import JSON

/// One key of a study file, whole: how it is read, how it is written, and whether it may have
/// another value when a study continues.
struct StudyKey: Sendable {
  let name: String
  /// Reads the key from its section into a study, or its default.
  let read: @Sendable (Section, inout Study) throws(StudyError) -> Void
  /// The value in JSON, which reads back as the same; nil where nothing is written.
  let written: @Sendable (Study) -> JSON?
  /// Which value differs that may not, of a study and what it was begun with: this key's name, or
  /// that of a part of it; nil where it may continue.
  let forbiddenChange: @Sendable (_ study: Study, _ begun: Study) -> String?

  /// Whether a value may differ from what a study was begun with.
  enum Change: Sendable {
    case never
    case always
    case conditional(@Sendable (_ study: Study, _ begun: Study) -> Bool)

    func isAllowed(_ study: Study, _ begun: Study) -> Bool {
      switch self {
      case .never: false
      case .always: true
      case .conditional(let isAllowed): isAllowed(study, begun)
      }
    }
  }

  /// What an absent key means, and whether that is written.
  enum Absence<Value: Sendable>: Sendable {
    /// The key must be there.
    case isAnError
    /// It stands for a value, which is written all the same.
    case means(@Sendable (Study) -> Value)
    /// It stands for a value, which is never written: studies that were begun before there was such
    /// a key stay as they are written.
    case meansUnwritten(Value)
  }

  /// A key with one value.
  init<Value: Equatable & Sendable>(
    _ name: String, _ path: StudyPath<Value>, _ form: ValueForm<Value>,
    absent: Absence<Value> = .isAnError, change: Change = .never
  ) {
    self.name = name
    read = { (section: Section, study: inout Study) throws(StudyError) in
      if let value = try form.read(section, name) {
        study[keyPath: path] = value
        return
      }
      switch absent {
      case .isAnError: throw section.missing(name)
      case .means(let value): study[keyPath: path] = value(study)
      case .meansUnwritten(let value): study[keyPath: path] = value
      }
    }
    written = { study in
      let value = study[keyPath: path]
      if case .meansUnwritten(let absent) = absent, value == absent { return nil }
      return form.written(value)
    }
    forbiddenChange = { study, begun in
      study[keyPath: path] == begun[keyPath: path] || change.isAllowed(study, begun) ? nil : name
    }
  }

  /// A key with a value that may be missing, and is then not written.
  init<Value: Equatable & Sendable>(
    _ name: String, optional path: StudyPath<Value?>,
    _ form: ValueForm<Value>, change: Change = .never
  ) {
    self.name = name
    read = { (section: Section, study: inout Study) throws(StudyError) in
      study[keyPath: path] = try form.read(section, name)
    }
    written = { study in study[keyPath: path].map(form.written) }
    forbiddenChange = { study, begun in
      study[keyPath: path] == begun[keyPath: path] || change.isAllowed(study, begun) ? nil : name
    }
  }

  /// A mapping of further keys, compared as a whole.
  ///
  /// - Parameters:
  ///   - name: the key.
  ///   - isRequired: whether it must be there; otherwise its keys have their defaults.
  ///   - keys: what may be written in it.
  ///   - change: whether what is in it may differ.
  ///   - apart: keys that are compared by themselves, under their dotted names.
  init(
    _ name: String, isRequired: Bool, _ keys: [StudyKey], change: Change = .never,
    apart: Set<String> = []
  ) {
    self.name = name
    let names = keys.map(\.name)
    read = { (section: Section, study: inout Study) throws(StudyError) in
      let part: Section
      if isRequired {
        part = try section.required(name, keys: names)
      } else {
        part = try section.section(name, keys: names) ?? section.empty(name)
      }
      for key in keys { try key.read(part, &study) }
    }
    written = { study in Self.written(keys, of: study) }
    forbiddenChange = { study, begun in
      for key in keys {
        guard let changed = key.forbiddenChange(study, begun) else { continue }
        if apart.contains(key.name) { return "\(name).\(changed)" }
        if !change.isAllowed(study, begun) { return name }
      }
      return nil
    }
  }

  /// A key of another form.
  init(
    _ name: String,
    read: @escaping @Sendable (Section, inout Study) throws(StudyError) -> Void,
    written: @escaping @Sendable (Study) -> JSON?,
    isSame: @escaping @Sendable (Study, Study) -> Bool
  ) {
    self.name = name
    self.read = read
    self.written = written
    forbiddenChange = { study, begun in isSame(study, begun) ? nil : name }
  }

  /// The values of some keys as an object.
  static func written(_ keys: [StudyKey], of study: Study) -> JSON {
    .object(keys.compactMap { key in key.written(study).map { .init(key.name, $0) } })
  }
}

/// How a value is read from a study file, and written in JSON, which is YAML.
struct ValueForm<Value: Sendable>: Sendable {
  let read: @Sendable (Section, String) throws(StudyError) -> Value?
  let written: @Sendable (Value) -> JSON
}

extension ValueForm where Value == Int {
  static func whole(in range: ClosedRange<Int>) -> ValueForm {
    ValueForm(
      read: { (section: Section, key: String) throws(StudyError) in
        try section.whole(key, in: range)
      }, written: { .whole($0) })
  }
}

extension ValueForm where Value == Double {
  static func number(in range: ClosedRange<Double>) -> ValueForm {
    ValueForm(
      read: { (section: Section, key: String) throws(StudyError) in
        try section.number(key, in: range)
      }, written: { .number($0) })
  }
}

extension ValueForm where Value == UInt64 {
  /// A seed may need all 64 bits: text in JSON, the same number to a reader of YAML.
  static let seed = ValueForm(
    read: { (section: Section, key: String) throws(StudyError) in try section.seed(key) },
    written: { .text(String($0)) })
}

extension ValueForm where Value == Bool {
  static let flag = ValueForm(
    read: { (section: Section, key: String) throws(StudyError) in try section.flag(key) },
    written: { .flag($0) })
}

extension ValueForm where Value == String {
  static let text = ValueForm(
    read: { (section: Section, key: String) throws(StudyError) in try section.text(key) },
    written: { .text($0) })
}

extension ValueForm where Value == [String] {
  /// Several texts, none of them twice.
  static let texts = ValueForm(
    read: { (section: Section, key: String) throws(StudyError) in
      try section.distinctTexts(key)
    }, written: { .list($0.map { .text($0) }) })
}

extension ValueForm where Value == Metric {
  static let metric = ValueForm(
    read: { (section: Section, key: String) throws(StudyError) in
      try section.named(key, among: Metric.builtIn, by: \.name)
    }, written: { .text($0.name) })
}

extension ValueForm where Value: RawRepresentable<String> & CaseIterable {
  /// One of a list of names.
  static var choice: ValueForm {
    ValueForm(
      read: { (section: Section, key: String) throws(StudyError) in try section.choice(key) },
      written: { .text($0.rawValue) })
  }
}

extension ValueForm {
  /// Several of a list of names, in one order.
  static func choices<Choice>() -> ValueForm
  where Value == [Choice], Choice: RawRepresentable<String> & CaseIterable & Hashable {
    ValueForm(
      read: { (section: Section, key: String) throws(StudyError) in try section.choices(key) },
      written: { .list($0.map { .text($0.rawValue) }) })
  }
}

/// Where a study keeps a value.
typealias StudyPath<Value> = any WritableKeyPath<Study, Value> & Sendable
