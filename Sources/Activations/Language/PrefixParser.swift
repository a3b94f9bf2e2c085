/// Reads the text form without recursion, so that no text can exhaust the stack.
///
/// `Name` turns a word into the node that it calls, so that expressions and schemas share a grammar:
/// a leaf `x`, a number, a parameter `p(number)`, or a name with arguments in parentheses.
struct PrefixParser<Name> {
  enum Node {
    case variable
    case constant(Literal)
    case parameter(Literal)
    case call(Name, argumentCount: Int)
  }

  private struct Call {
    let node: Int
    let name: Name
    let word: String
    let start: Int
    var argumentCount = 1
  }

  let argumentCounts: (Name) -> ClosedRange<Int>
  let lookUp: (String) -> Name?
  let knownNames: [String]
  let leaf: String

  /// The nodes in prefix order.
  func parse(_ text: String) throws(ExpressionError) -> [Node] {
    var scanner = try TextScanner(text)
    var nodes: [Node] = []
    var open: [Call] = []
    repeat {
      try readNode(&scanner, &nodes, &open)
      try closeCalls(&scanner, &nodes, &open)
    } while !open.isEmpty
    return nodes
  }

  /// Reads calls up to and including the next leaf.
  private func readNode(
    _ scanner: inout TextScanner, _ nodes: inout [Node], _ open: inout [Call]
  ) throws(ExpressionError) {
    while true {
      let lexeme = scanner.scan()
      if case .number(let text) = lexeme {
        nodes.append(.constant(try number(text, scanner)))
        return
      }
      guard case .word(let word) = lexeme else {
        throw unexpected(lexeme, expected: leaf, scanner)
      }
      if word == "x" {
        nodes.append(.variable)
        return
      }
      let start = scanner.start
      if word == "p" {
        let known = nodes.count { if case .parameter = $0 { true } else { false } }
        guard known < Expression.parameterLimit else {
          throw .tooManyParameters(limit: Expression.parameterLimit, at: scanner.position)
        }
        nodes.append(.parameter(try parameterStart(word, &scanner)))
        return
      }
      guard let name = lookUp(word) else {
        throw .unknownOperator(
          TextScanner.shortened(word), nearest: NearestName.of(word, among: knownNames),
          at: scanner.position)
      }
      let parenthesis = scanner.scan()
      guard parenthesis == .sign(UInt8(ascii: "(")) else {
        throw unexpected(parenthesis, expected: "'(' after '\(word)'", scanner)
      }
      guard open.count < Expression.depthLimit else {
        throw .tooDeep(limit: Expression.depthLimit, at: scanner.position(of: start))
      }
      open.append(Call(node: nodes.count, name: name, word: word, start: start))
      nodes.append(.call(name, argumentCount: 1))
    }
  }

  /// Reads the number in parentheses at which a parameter starts.
  private func parameterStart(_ word: String, _ scanner: inout TextScanner)
    throws(ExpressionError) -> Literal
  {
    let parenthesis = scanner.scan()
    guard parenthesis == .sign(UInt8(ascii: "(")) else {
      throw unexpected(parenthesis, expected: "'(' after '\(word)'", scanner)
    }
    let lexeme = scanner.scan()
    guard case .number(let text) = lexeme else {
      throw unexpected(lexeme, expected: "the number at which the parameter starts", scanner)
    }
    let start = try number(text, scanner)
    let end = scanner.scan()
    guard end == .sign(UInt8(ascii: ")")) else {
      throw unexpected(end, expected: "')' after the parameter's start", scanner)
    }
    return start
  }

  private func number(_ text: String, _ scanner: TextScanner) throws(ExpressionError) -> Literal {
    guard let number = Literal(text: text[...].utf8) else {
      throw .invalidNumber(TextScanner.shortened(text), at: scanner.position)
    }
    return number
  }

  /// After a leaf: reads closing parentheses up to the next comma, or to the end of the text.
  private func closeCalls(
    _ scanner: inout TextScanner, _ nodes: inout [Node], _ open: inout [Call]
  ) throws(ExpressionError) {
    while let call = open.last {
      let lexeme = scanner.scan()
      if lexeme == .sign(UInt8(ascii: ",")) {
        open[open.count - 1].argumentCount += 1
        return
      }
      guard lexeme == .sign(UInt8(ascii: ")")) else {
        throw unexpected(lexeme, expected: "',' or ')' for '\(call.word)'", scanner)
      }
      guard argumentCounts(call.name).contains(call.argumentCount) else {
        throw .wrongArgumentCount(
          call.word, given: call.argumentCount, expected: argumentCounts(call.name),
          at: scanner.position(of: call.start))
      }
      nodes[call.node] = .call(call.name, argumentCount: call.argumentCount)
      open.removeLast()
    }
    let rest = scanner.scan()
    guard rest == .end else { throw unexpected(rest, expected: "the end", scanner) }
  }

  private func unexpected(
    _ lexeme: TextScanner.Lexeme, expected: String, _ scanner: TextScanner
  ) -> ExpressionError {
    .unexpected(TextScanner.quoted(lexeme), expected: expected, at: scanner.position)
  }
}
