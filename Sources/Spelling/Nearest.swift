/// The word of a list that is closest to a misspelt one, or nil when none is close.
///
/// Closeness is the optimal string alignment distance: insertions, deletions, substitutions and
/// swaps of neighbours count one each. A word is close when at most a third of the longer
/// word's letters differ, or one letter while others are the same; or when it alone begins with what
/// was written. The first of equally close words wins.
///
/// - Parameters:
///   - word: what was written; anything over 64 letters has no near word.
///   - words: what may be written.
/// - Returns: the nearest word, or nil.
public func nearest(to word: String, among words: some Sequence<String>) -> String? {
  guard word.utf8.count <= 64 else { return nil }
  let letters = Array(word.lowercased())
  // Whoever writes a beginning that only one word has means that word.
  let begun = words.filter { letters.count >= 3 && $0.lowercased().hasPrefix(word.lowercased()) }
  if begun.count == 1 { return begun[0] }
  var best: (word: String, distance: Int)?
  for candidate in words {
    let other = Array(candidate.lowercased())
    let distance = alignmentDistance(letters, other)
    let length = max(letters.count, other.count)
    // A word of which no letter is left is another word.
    guard distance <= max(1, length / 3), distance < length else { continue }
    if distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  return best?.word
}

/// The tail of an error message that suggests the nearest word, or nothing.
public func suggestion(for word: String, among words: some Sequence<String>) -> String {
  nearest(to: word, among: words).map { " (did you mean '\($0)'?)" } ?? ""
}

/// A value as an error message may quote it: one line, at most 60 characters.
public func quoted(_ value: String) -> String {
  let line = value.map { $0.isNewline ? " " : $0 }
  return "'" + String(line.prefix(60))
    + (line.count > 60 ? "...' (\(value.utf8.count) bytes)" : "'")
}

private func alignmentDistance(_ a: [Character], _ b: [Character]) -> Int {
  guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
  var beforePrevious = [Int](repeating: 0, count: b.count + 1)
  var previous = Array(0...b.count)
  for i in 1...a.count {
    var current = [i] + [Int](repeating: 0, count: b.count)
    for j in 1...b.count {
      let substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
      current[j] = min(previous[j] + 1, current[j - 1] + 1, substitution)
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
        current[j] = min(current[j], beforePrevious[j - 2] + 1)
      }
    }
    beforePrevious = previous
    previous = current
  }
  return previous[b.count]
}
