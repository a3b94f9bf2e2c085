import Spelling

extension NetworkPlan {
  /// Reads a plan that a person wrote: the text of a plan, with `repeat` and named blocks, which
  /// end with `end`.
  ///
  ///     block wide WIDTH            # words in capitals are given where the block is used
  ///       convolution WIDTH kernel 3 padding 1 bias none
  ///       change = batch-norm
  ///       add change in             # what the block reads is called `in`
  ///     end
  ///     repeat 3
  ///       wide 16
  ///     end
  ///
  /// Names inside belong to each repetition and each use: nobody sees them from outside.
  ///
  /// - Throws: `NetworkError.plan`, with a line of this text.
  public init(file text: String) throws(NetworkError) {
    var file = NetworkFile(try PlanLine.lines(of: text))
    self = try file.plan()
  }
}

/// A network's text that is being read and written out, line by line.
private struct NetworkFile {
  private var lines: ArraySlice<PlanLine>
  private var blocks: [String: Block] = [:]
  /// The blocks that are being written out, the outermost first.
  private var used: [String] = []
  private var reader = PlanReader()

  private enum Statement {
    case line(PlanLine)
    case repetition(PlanLine, [Statement])
  }

  private struct Block {
    let parameters: [String]
    let body: [Statement]
  }

  init(_ lines: [PlanLine]) { self.lines = lines[...] }

  mutating func plan() throws(NetworkError) -> NetworkPlan {
    while let line = lines.popFirst() {
      if line.next == "block" {
        try define(line)
      } else if let statement = try statement(line) {
        try write(statement, [:])
      } else {
        throw line.refused("'end' without a 'block' or 'repeat' before it")
      }
    }
    return try reader.plan()
  }

  /// Reads `block NAME PARAMETER...` and its lines.
  private mutating func define(_ line: PlanLine) throws(NetworkError) {
    var words = line
    _ = words.word()
    let name = try words.checked(words.word() ?? "", as: "name of a block", isBlock: true)
    guard blocks[name] == nil else { throw line.refused("\(quoted(name)) names two blocks") }
    var parameters: [String] = []
    while let word = words.word() {
      guard word.allSatisfy({ ("A"..."Z").contains($0) || $0.isNumber || "-_".contains($0) }),
        word.first?.isLetter == true
      else {
        throw line.refused(
          "\(quoted(word)) is no parameter of a block (expected a word in capitals)")
      }
      guard !parameters.contains(word) else { throw line.refused("\(word) is given twice") }
      parameters.append(word)
    }
    blocks[name] = Block(parameters: parameters, body: try body(of: line, "block \(name)"))
    reader.otherWords.append(name)
  }

  /// The lines up to the matching `end`.
  private mutating func body(
    of line: PlanLine, _ what: String
  ) throws(NetworkError) -> [Statement] {
    var body: [Statement] = []
    while let next = lines.popFirst() {
      guard next.next != "block" else {
        throw next.refused("a block within a \(what) (expected it outside)")
      }
      guard let statement = try statement(next) else {
        guard !body.isEmpty else { throw line.refused("\(what) is empty") }
        return body
      }
      body.append(statement)
    }
    throw line.refused("\(what) has no 'end'")
  }

  /// Reads a line, with what it repeats; nil for an `end`.
  private mutating func statement(_ line: PlanLine) throws(NetworkError) -> Statement? {
    switch line.next {
    case "end":
      var words = line
      _ = words.word()
      try words.end()
      return nil
    case "repeat": return .repetition(line, try body(of: line, "repeat"))
    default: return .line(line)
    }
  }

  /// Writes out a statement in which parameters have values.
  private mutating func write(
    _ statement: Statement, _ values: [String: String]
  ) throws(NetworkError) {
    switch statement {
    case .line(let line): try write(line.replacing(values))
    case .repetition(let line, let body):
      var words = line.replacing(values)
      _ = words.word()
      let times = try words.size("times", of: "repeat")
      try words.end()
      for _ in 0..<times {
        try reader.open(reading: nil, at: line)
        for statement in body { try write(statement, values) }
        reader.close()
      }
    }
  }

  /// Writes out a line: a node, or the use of a block.
  private mutating func write(_ line: PlanLine) throws(NetworkError) {
    var words = line
    let name = try words.name()
    guard let word = words.word(), let block = blocks[word] else { return try reader.read(line) }
    let source = try words.source()
    let given = words.words(atMost: .max)
    guard given.count == block.parameters.count else {
      let expected = block.parameters.isEmpty ? "none" : block.parameters.joined(separator: " ")
      throw line.refused("\(word) is given \(given.count) values (expected \(expected))")
    }
    guard !reader.isEmpty else {
      throw line.refused("a plan starts with its input, like 'input 28x28x1'")
    }
    guard !used.contains(word) else {
      throw line.refused("the block \(word) uses itself, directly or through another")
    }
    used.append(word)
    defer { used.removeLast() }
    let values = Dictionary(uniqueKeysWithValues: zip(block.parameters, given))
    let context = reader.context
    try reader.open(reading: source, at: line)
    reader.context = " (in the block \(word) that line \(line.number) uses)"
    for statement in block.body { try write(statement, values) }
    reader.context = context
    reader.close()
    if let name { try reader.give(name, at: line) }
  }
}
