/// The operators that fill the placeholders of a schema, in the order of enumeration.
public struct OperatorSet: Hashable, Sendable {
  public let name: String
  public let unary: [Operator]
  public let binary: [Operator]
  public let nary: [Operator]

  /// The published set: 27 unary operators.
  public static let aquasurf27 = OperatorSet(
    name: "aquasurf-27", unary: Array(Operator.unary.prefix(27)), binary: Operator.binary,
    nary: Operator.nary)

  /// The published set for CoAtNet: elish, leakyrelu, mish and gelu besides.
  public static let aquasurf31 = OperatorSet(
    name: "aquasurf-31", unary: Array(Operator.unary.prefix(31)), binary: Operator.binary,
    nary: Operator.nary)

  public static let all = [aquasurf27, aquasurf31]

  /// The set with a name.
  ///
  /// - Throws: the nearest name where there is none.
  public static func named(_ name: String) throws(ExpressionError) -> OperatorSet {
    if let set = all.first(where: { $0.name == name }) { return set }
    throw .unknownOperatorSet(
      TextScanner.shortened(name), nearest: NearestName.of(name, among: all.map(\.name)))
  }

  /// The operators of one kind.
  public func operators(_ kind: Operator.Kind) -> [Operator] {
    switch kind {
    case .unary: unary
    case .binary: binary
    case .nary: nary
    }
  }
}
