extension Expression {
  /// Source text of a function `activation` that computes the expression, ready to paste.
  ///
  /// Each call becomes one line, in stable form. PyTorch, JAX and Keras functions take tensors and
  /// are differentiated by their frameworks; C and Swift functions take and return one float.
  public func code(in language: CodeLanguage) -> String {
    let body = CodeBody(self, language)
    return switch language {
    case .pytorch:
      CodeExport.python(
        self, imports: ["import torch", "import torch.nn.functional as F"], body)
    case .jax:
      CodeExport.python(
        self, imports: ["import jax", "import jax.numpy as jnp", "from jax.scipy import special"],
        body)
    case .keras:
      CodeExport.python(
        self, imports: ["import keras", "import tensorflow as tf"], body,
        decorator: "@keras.saving.register_keras_serializable(package=\"hillock\")")
    case .c: CTemplates.file(self, body)
    case .swift: SwiftTemplates.file(self, body)
    }
  }
}

/// The lines of a function: one assignment a call, and the name of the result.
struct CodeBody {
  private(set) var assignments: [(name: String, value: String)] = []
  private(set) var result = "x"
  let usesBessel: Bool

  init(_ expression: Expression, _ language: CodeLanguage) {
    usesBessel = expression.tokens.contains { token in
      if case .call(let operation, _) = token {
        operation == .besselI0e || operation == .besselI1e
      } else {
        false
      }
    }
    var names: [Expression: String] = [.x: "x"]
    result = lower(expression.folded(), language, &names)
  }

  /// Assigns a subtree to a variable, unless it has one.
  private mutating func lower(
    _ expression: Expression, _ language: CodeLanguage, _ names: inout [Expression: String]
  ) -> String {
    if let name = names[expression] { return name }
    guard let operation = expression.operation else { return "x" }
    let arguments = expression.arguments.map { lower($0, language, &names) }
    let template = language.template(operation)
    var name = arguments[0]
    if operation.kind == .nary {
      for argument in arguments.dropFirst() {
        name = assign(CodeBody.filled(template, [name, argument]))
      }
    } else {
      name = assign(CodeBody.filled(template, arguments))
    }
    names[expression] = name
    return name
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

/// The frame around a function's lines.
enum CodeExport {
  static func python(
    _ expression: Expression, imports: [String], _ body: CodeBody, decorator: String? = nil
  ) -> String {
    var lines = imports + ["", ""]
    if let decorator { lines.append(decorator) }
    lines.append("def activation(x):")
    lines.append("    \"\"\"\(expression)\"\"\"")
    lines += body.assignments.map { "    \($0.name) = \($0.value)" }
    lines.append("    return \(body.result)")
    return lines.joined(separator: "\n") + "\n"
  }
}
