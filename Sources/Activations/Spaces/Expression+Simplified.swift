extension Expression {
  /// The 128-bit key of the outputs on the probe, by the identity rule.
  public var classKey: ClassKey { probed.key }

  /// The key, and whether all outputs on the probe are finite.
  public var probed: (key: ClassKey, isFinite: Bool) {
    let outputs = ExpressionGraph.outputs(of: self, rule: .identity)
    return (outputs.key, outputs.isFinite)
  }

  /// The shortest known expression of the same class that stays finite.
  public func simplified() -> Expression { FormChooser.form(of: self, rule: .identity) }
}
