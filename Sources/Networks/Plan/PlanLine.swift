import Datasets
import Spelling

/// A line of a plan that is being read, word by word.
struct PlanLine {
  let number: Int
  private var words: ArraySlice<String>

  static let sizeLimit = 1 << 16
  private static let textLimit = 1 << 16

  init(number: Int, words: [String]) {
    self.number = number
    self.words = words[...]
  }

  /// The lines of a text that say something: `#` starts a comment, and `=` is a word even where
  /// no space surrounds it.
  static func lines(of text: String) throws(NetworkError) -> [PlanLine] {
    guard text.utf8.count <= textLimit else {
      throw .plan(line: 1, reason: "the text has \(text.utf8.count) bytes (at most \(textLimit))")
    }
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return lines.enumerated().compactMap { index, content in
      let spaced = content.prefix { $0 != "#" }.map { $0 == "=" ? " = " : String($0) }.joined()
      let words = spaced.split(whereSeparator: \.isWhitespace).map(String.init)
      return words.isEmpty ? nil : PlanLine(number: index + 1, words: words)
    }
  }

  /// The next word; nil at the end.
  mutating func word() -> String? { words.popFirst() }

  /// The next word, left where it is.
  var next: String? { words.first }

  /// Up to so many of the next words.
  mutating func words(atMost count: Int) -> [String] {
    defer { words = words.dropFirst(count) }
    return Array(words.prefix(count))
  }

  /// The name before a `=`, if the line begins with one.
  mutating func name() throws(NetworkError) -> String? {
    guard words.dropFirst().first == "=" else { return nil }
    let name = words.removeFirst()
    words.removeFirst()
    return try checked(name, as: "name")
  }

  /// The names after the line's `from`, which ends it.
  mutating func source() throws(NetworkError) -> String? {
    guard let place = words.firstIndex(of: "from") else { return nil }
    let names = words[(place + 1)...]
    words = words[..<place]
    guard let name = names.first, names.count == 1 else {
      throw refused("from is followed by \(names.count) words (expected one name)")
    }
    return name
  }

  /// A word that may name something.
  func checked(
    _ name: String, as what: String, isBlock: Bool = false
  ) throws(NetworkError) -> String {
    let isName =
      name.first?.isLetter == true
      && name.utf8.allSatisfy { $0 < 128 }
      && name.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
    guard isName, name.count <= 64 else {
      throw refused(
        "\(quoted(name)) is no \(what) (expected letters, digits, '-', '_' and '.', a letter first)"
      )
    }
    // A block stands where a layer's word may; a name stands before a '=', so that a kind of layer
    // that comes later takes no name from a plan that was written before.
    let words = ["input", "in", "from", "repeat", "block", "end"]
    guard !words.contains(name), !isBlock || !LayerCatalogue.words.contains(name) else {
      throw refused("\(quoted(name)) is a word of the text, not a \(what)")
    }
    return name
  }

  /// Reads `input 28x28x1`.
  mutating func input() throws(NetworkError) -> ImageShape {
    guard word() == "input" else {
      throw refused("a plan starts with its input, like 'input 28x28x1'")
    }
    let word = word() ?? ""
    let sizes = word.split(separator: "x", omittingEmptySubsequences: false).compactMap { Int($0) }
    guard sizes.count == 3, sizes.allSatisfy({ (1...Self.sizeLimit).contains($0) }),
      sizes.reduce(1, *) <= NetworkPlan.sizeLimit,
      word == sizes.map(String.init).joined(separator: "x")
    else {
      throw refused("the input is \(quoted(word)) (expected HEIGHTxWIDTHxCHANNELS)")
    }
    return ImageShape(height: sizes[0], width: sizes[1], channels: sizes[2])
  }

  /// Reads a whole number.
  mutating func size(
    _ what: String, of layer: String, least: Int = 1
  ) throws(NetworkError) -> Int {
    try size(word(), what, of: layer, least: least)
  }

  /// Reads the rest of the line as options, each a word and its value, in any order.
  mutating func options(
    of layer: String, _ known: [String]
  ) throws(NetworkError) -> Options {
    var values: [String: String] = [:]
    while let option = word() {
      guard known.contains(option) else {
        throw refused("unknown option \(quoted(option))\(suggestion(for: option, among: known))")
      }
      guard values[option] == nil else { throw refused("\(option) is given twice") }
      values[option] = word() ?? ""
    }
    return Options(word: layer, line: self, values: values)
  }

  /// Refuses words that are left over.
  func end() throws(NetworkError) {
    if let word = words.first { throw refused("unexpected \(quoted(word))") }
  }

  /// The line with some of its words replaced.
  func replacing(_ values: [String: String]) -> PlanLine {
    PlanLine(number: number, words: words.map { values[$0] ?? $0 })
  }

  func refused(_ reason: String) -> NetworkError {
    .plan(line: number, reason: reason)
  }

  fileprivate func size(
    _ word: String?, _ what: String, of layer: String, least: Int
  ) throws(NetworkError) -> Int {
    guard let word, let size = Int(word), (least...Self.sizeLimit).contains(size) else {
      throw refused(
        "\(what) of \(layer) is \(word.flatMap { $0.isEmpty ? nil : quoted($0) } ?? "missing") "
          + "(expected a whole number from \(least) to \(Self.sizeLimit))")
    }
    return size
  }

  /// What the options of a layer's line say.
  struct Options {
    /// The layer's word.
    let word: String
    fileprivate let line: PlanLine
    fileprivate let values: [String: String]

    /// The whole number of an option; nil where it is left out.
    func size(_ option: String, least: Int = 1) throws(NetworkError) -> Int? {
      guard let value = values[option] else { return nil }
      return try line.size(value, option, of: word, least: least)
    }

    /// Whether the layer has a bias: `bias none` says that it has not.
    func bias() throws(NetworkError) -> Bool {
      guard let value = values["bias"] else { return true }
      guard value == "none" else {
        throw line.refused(
          "bias of \(word) is \(quoted(value)) (expected 'none', or no 'bias' at all)")
      }
      return false
    }

    func refused(_ reason: String) -> NetworkError { line.refused(reason) }
  }
}
