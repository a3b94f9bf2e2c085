extension Expression {
  /// Source text of a function `activation` that computes the expression, ready to paste.
  ///
  /// Each call becomes one line, in stable form. PyTorch, JAX and Keras functions take tensors and
  /// are differentiated by their frameworks; C and Swift functions take and return one float.
  /// Learnable parameters `p1`, `p2` and so on are those of a module `Activation` in PyTorch and a
  /// layer in Keras, and further arguments elsewhere; each starts where the expression says, and has
  /// one value for all or one for each channel.
  public func code(in language: CodeLanguage) -> String {
    let body = CodeBody(self, language)
    return switch language {
    case .pytorch: PyTorchTemplates.file(self, body)
    case .jax: JAXTemplates.file(self, body)
    case .keras: KerasTemplates.file(self, body)
    case .c: CTemplates.file(self, body)
    case .swift: SwiftTemplates.file(self, body)
    }
  }
}

/// The lines of a function: one assignment a call, and the name of the result.
struct CodeBody {
  private(set) var assignments: [(name: String, value: String)] = []
  private(set) var result = "x"
  /// The parameters that the lines use, with their starts as decimals.
  private(set) var parameters: [(name: String, start: String)] = []
  let usesBessel: Bool
  private let language: CodeLanguage

  init(_ expression: Expression, _ language: CodeLanguage) {
    self.language = language
    usesBessel = expression.tokens.contains { token in
      if case .call(let operation, _) = token {
        operation == .besselI0e || operation == .besselI1e
      } else {
        false
      }
    }
    var names: [Expression: String] = [.x: "x"]
    let folded = expression.folded()
    result = lower(folded, isInline: false, &names)
    if case .parameter = folded.tokens[0] {
      result = CodeBody.filled(language.template(.zero), ["x"]) + " + " + result
    }
  }

  /// Assigns a subtree to a variable, unless it has one; equal parts with parameters are not the same.
  private mutating func lower(
    _ expression: Expression, isInline: Bool, _ names: inout [Expression: String]
  ) -> String {
    if let name = names[expression] { return name }
    guard let operation = expression.operation else {
      return leaf(expression.tokens[0], isInline: isInline)
    }
    let arguments = expression.arguments
    // Arithmetic takes a number beside an array, other calls take arrays.
    let takesNumbers =
      CodeBody.arithmetic.contains(operation) && !arguments.allSatisfy(CodeBody.isNumber)
    let values = arguments.map { lower($0, isInline: takesNumbers, &names) }
    let template = language.template(operation)
    var name = values[0]
    if operation.kind == .nary {
      for value in values.dropFirst() { name = assign(CodeBody.filled(template, [name, value])) }
    } else {
      name = assign(CodeBody.filled(template, values))
    }
    if expression.parameterStarts.isEmpty { names[expression] = name }
    return name
  }

  private static let arithmetic: Set<Operator> = [.add, .sub, .mul, .div, .pow]

  private static func isNumber(_ expression: Expression) -> Bool {
    if case .constant = expression.tokens[0] { true } else { false }
  }

  private mutating func leaf(_ token: Expression.Token, isInline: Bool) -> String {
    switch token {
    case .variable, .call: return "x"
    case .constant(let number): return language.number(number.decimal, isInline: isInline)
    case .parameter(let start):
      let name = "p\(parameters.count + 1)"
      parameters.append((name, start.decimal))
      return name
    }
  }

  private mutating func assign(_ value: String) -> String {
    let name = "t\(assignments.count + 1)"
    assignments.append((name, value))
    return name
  }

  /// Puts arguments in the place of `$0` and `$1`.
  private static func filled(_ template: String, _ arguments: [String]) -> String {
    var text = ""
    var rest = template[...]
    while let mark = rest.firstIndex(of: "$") {
      text += rest[..<mark]
      let digit = rest.index(after: mark)
      text += arguments[rest[digit] == "0" ? 0 : 1]
      rest = rest[rest.index(after: digit)...]
    }
    return text + rest
  }
}

extension CodeBody {
  /// The lines of a Python function, a line for the result included.
  func python(indent: Int) -> [String] {
    let space = String(repeating: " ", count: indent)
    return assignments.map { "\(space)\($0.name) = \($0.value)" } + ["\(space)return \(result)"]
  }
}

extension Literal {
  /// The number with a point or an exponent, so that every language takes it for a real one.
  var decimal: String {
    let text = description
    return text.contains(".") || text.contains("e") ? text : text + ".0"
  }
}
