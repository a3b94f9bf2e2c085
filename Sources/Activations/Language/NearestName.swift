/// Finds the name that was probably meant.
public enum NearestName {
  /// Names that other libraries give to our operators.
  private static let synonyms = [
    "silu": "swish", "logsigmoid": "log_sigmoid", "asinh": "arcsinh", "atan": "arctan",
    "multiply": "mul", "times": "mul", "subtract": "sub", "minus": "sub", "plus": "add",
    "divide": "div", "power": "pow", "maximum": "max", "minimum": "min", "neg": "negative",
    "inv": "reciprocal", "hardsigmoid": "hard_sigmoid", "leaky_relu": "leakyrelu",
    "i0e": "bessel_i0e", "i1e": "bessel_i1e", "sum": "sum_n", "prod": "prod_n",
  ]

  /// The nearest of some names by edits (insert, delete, replace, swap neighbours), or nil where
  /// none is near: at most one edit for three letters or fewer, otherwise two.
  ///
  /// Equal distances go to the name that comes first.
  public static func of(_ word: String, among names: [String]) -> String? {
    let lowered = word.lowercased()
    if let synonym = synonyms[lowered], names.contains(synonym) { return synonym }
    guard word.utf8.count <= 32 else { return nil }
    let limit = word.utf8.count <= 3 ? 1 : 2
    var best: (name: String, distance: Int)?
    for name in names {
      let distance = distance(Array(lowered.utf8), Array(name.utf8))
      if distance <= limit, distance < best?.distance ?? .max { best = (name, distance) }
    }
    return best?.name
  }

  /// The optimal string alignment distance.
  static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var beforePrevious = [Int](repeating: 0, count: b.count + 1)
    var previous = Array(0...b.count)
    for i in 0..<a.count {
      var current = [i + 1]
      for j in 0..<b.count {
        var cost = Swift.min(previous[j + 1] + 1, current[j] + 1)
        cost = Swift.min(cost, previous[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          cost = Swift.min(cost, beforePrevious[j - 1] + 1)
        }
        current.append(cost)
      }
      (beforePrevious, previous) = (previous, current)
    }
    return previous[b.count]
  }
}
