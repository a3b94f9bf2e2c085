import Studies

/// The names in a study file, with the places where they stand.
struct StudyNames {
  let path: String
  let yaml: String

  /// Looks up what a key names.
  ///
  /// - Throws: why it is not found, after file, line, column and key.
  func resolve<Value>(_ key: String, _ body: () throws -> Value) throws -> Value {
    try resolve(key, element: nil, body)
  }

  /// Looks up what each element of a list names.
  func resolve<Value>(
    _ key: String, _ texts: [String], _ body: (String) throws -> Value
  ) throws -> [Value] {
    try texts.enumerated().map { index, text in
      try resolve(key, element: index) { try body(text) }
    }
  }

  private func resolve<Value>(
    _ key: String, element: Int?, _ body: () throws -> Value
  ) throws -> Value {
    do {
      return try body()
    } catch {
      guard let failure = Failure(error) else { throw error }
      throw Failure(failure.status, "\(file(at: key, element: element)): '\(key)': \(failure)")
    }
  }

  /// The file, with line and column where it has the key.
  func file(at key: String, element: Int? = nil) -> String {
    guard let place = StudyPlaces(yaml: yaml).place(of: key, element: element) else { return path }
    return "\(path): line \(place.line), column \(place.column)"
  }
}
