/// Reads the text form without recursion, so that no text can exhaust the stack.
///
/// `Name` turns a word into the node that it calls, so that expressions and schemas share a grammar:
/// a leaf `x`, or a name with arguments in parentheses.
struct PrefixParser<Name> {
  struct Node {
    let name: Name?  // nil for x
    var argumentCount: Int
  }

  private struct Call {
    let node: Int
    let word: String
    let start: Int
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
      guard case .word(let word) = lexeme else {
        throw unexpected(lexeme, expected: leaf, scanner)
      }
      if word == "x" {
        nodes.append(Node(name: nil, argumentCount: 0))
        return
      }
      let start = scanner.start
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
      open.append(Call(node: nodes.count, word: word, start: start))
      nodes.append(Node(name: name, argumentCount: 1))
    }
  }

  /// After a leaf: reads closing parentheses up to the next comma, or to the end of the text.
  private func closeCalls(
    _ scanner: inout TextScanner, _ nodes: inout [Node], _ open: inout [Call]
  ) throws(ExpressionError) {
    while let call = open.last {
      let lexeme = scanner.scan()
      if lexeme == .sign(UInt8(ascii: ",")) {
        nodes[call.node].argumentCount += 1
        return
      }
      guard lexeme == .sign(UInt8(ascii: ")")) else {
        throw unexpected(lexeme, expected: "',' or ')' for '\(call.word)'", scanner)
      }
      let given = nodes[call.node].argumentCount
      if let name = nodes[call.node].name, !argumentCounts(name).contains(given) {
        throw .wrongArgumentCount(
          call.word, given: given, expected: argumentCounts(name),
          at: scanner.position(of: call.start))
      }
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
