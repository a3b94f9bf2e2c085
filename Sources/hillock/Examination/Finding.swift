import JSON
import Studies

/// One thing that `hillock doctor` looked at.
struct Finding {
  /// How good it is, worst last.
  enum State: String, Comparable, CaseIterable {
    case good
    /// Work goes on, slower or with less.
    case warning
    /// Something required is not there.
    case missing

    static func < (a: State, b: State) -> Bool { a.rank < b.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  /// What was looked at, in the camel case of JSON keys.
  let name: String
  /// The same for people.
  let heading: String
  let state: State
  /// What was found.
  let value: String
  /// What is wrong and what to do, unless it is good.
  let advice: String?

  init(
    _ name: String, _ heading: String, _ value: String, state: State = .good,
    advice: String? = nil
  ) {
    self.name = name
    self.heading = heading
    self.state = state
    self.value = value
    self.advice = advice
  }

  /// A finding that is a warning exactly when there is advice.
  init(_ name: String, _ heading: String, _ value: String, warning advice: String?) {
    self.init(name, heading, value, state: advice == nil ? .good : .warning, advice: advice)
  }

  var json: JSON {
    [
      "name": .text(name), "state": .text(state.rawValue), "value": .text(value),
      "advice": .text(orNull: advice),
    ]
  }
}
