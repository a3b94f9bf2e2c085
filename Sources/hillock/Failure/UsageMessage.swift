import Spelling

/// What ArgumentParser says of wrong usage, in the form of this program's other errors.
enum UsageMessage {
  /// The message on one line.
  static func line(_ message: String) -> String {
    if let match = message.wholeMatch(of: #/(?s)The value '(.*)' is invalid for '(.*?)'(.*)/#) {
      return wrongValue(String(match.1), of: String(match.2), String(match.3))
    }
    if let match = message.wholeMatch(of: #/(Unknown option '.*')\. Did you mean '(.*)'\?/#) {
      return sentence("\(match.1) (did you mean '\(match.2)'?)")
    }
    if let match = message.wholeMatch(of: #/Missing value for '(\S+)(?: (<.*>))?'/#) {
      return "\(match.1) has no value; expected \(match.2 ?? "one")"
    }
    if let match = message.wholeMatch(
      of: #/(?s)The option '(.*?)' does not take any value, but '(.*)' was specified\./#)
    {
      return "\(match.1) is \(quoted(String(match.2))); expected no value"
    }
    return sentence(message)
  }

  /// A value that an option refused, or that is none of its words.
  private static func wrongValue(_ value: String, of place: String, _ rest: String) -> String {
    let option = place.split(separator: " ").first.map(String.init) ?? place
    // The option's own reader has said it all.
    if rest.hasPrefix(": is ") { return sentence(option + rest.dropFirst()) }
    guard rest.contains("Please provide one of") else {
      return sentence("\(option) is \(quoted(value))\(rest)")
    }
    let names =
      rest.contains("'")
      ? rest.matches(of: #/'([^']*)'/#).map { String($0.1) }
      : rest.matches(of: #/- (\S+)/#).map { String($0.1) }
    return "\(option) is \(quoted(value))\(suggestion(for: value, among: names)); "
      + "expected \(names.joined(separator: ", "))"
  }

  /// A sentence as the reason of an error: one line, a small letter first, no full stop.
  private static func sentence(_ text: String) -> String {
    var line = Failure.line(text)
    if line.hasSuffix(".") { line.removeLast() }
    return line.prefix(1).lowercased() + line.dropFirst()
  }
}
