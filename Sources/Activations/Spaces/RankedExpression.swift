/// An expression ordered by how short it is: nodes, then length of text, then text.
struct RankedExpression: Comparable, Sendable {
  let expression: Expression
  let text: String

  init(_ expression: Expression, text: String? = nil) {
    self.expression = expression
    self.text = text ?? expression.description
  }

  static func < (a: RankedExpression, b: RankedExpression) -> Bool {
    (a.expression.nodeCount, a.text.utf8.count, a.text)
      < (b.expression.nodeCount, b.text.utf8.count, b.text)
  }

  static func == (a: RankedExpression, b: RankedExpression) -> Bool { a.text == b.text }
}
