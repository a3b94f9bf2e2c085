/// A language that an activation function is exported to.
public enum CodeLanguage: String, CaseIterable, Hashable, Sendable {
  case pytorch, jax, keras, c, swift

  /// The call of an operator, `$0`, `$1` and so on standing for its arguments; for an n-ary
  /// operator, the fold of `$0` so far and the next argument `$1`.
  func template(_ operation: Operator) -> String {
    switch self {
    case .pytorch: PyTorchTemplates.template(operation)
    case .jax: JAXTemplates.template(operation)
    case .keras: KerasTemplates.template(operation)
    case .c: CTemplates.template(operation)
    case .swift: SwiftTemplates.template(operation)
    }
  }

  /// A number, inline beside an array or, for languages of arrays, as an array of its own.
  func number(_ decimal: String, isInline: Bool) -> String {
    let inline = decimal.hasPrefix("-") ? "(\(decimal))" : decimal
    return switch self {
    case .pytorch: isInline ? inline : "torch.full_like(x, \(decimal))"
    case .jax: isInline ? inline : "jnp.full_like(x, \(decimal))"
    case .keras: isInline ? inline : "\(inline) * tf.ones_like(x)"
    case .c: decimal.hasPrefix("-") ? "(\(decimal)f)" : "\(decimal)f"
    case .swift: "Float(\(decimal))"
    }
  }
}
