import Spelling

/// Finds the name that was probably meant.
enum NearestName {
  /// Names that other libraries give to our operators.
  private static let synonyms = [
    "silu": "swish", "logsigmoid": "log_sigmoid", "asinh": "arcsinh", "atan": "arctan",
    "multiply": "mul", "times": "mul", "subtract": "sub", "minus": "sub", "plus": "add",
    "divide": "div", "power": "pow", "maximum": "max", "minimum": "min", "neg": "negative",
    "inv": "reciprocal", "hardsigmoid": "hard_sigmoid", "leaky_relu": "leakyrelu",
    "i0e": "bessel_i0e", "i1e": "bessel_i1e", "sum": "sum_n", "prod": "prod_n",
  ]

  /// The nearest of some names, known synonyms first, or nil where none is near.
  static func of(_ word: String, among names: [String]) -> String? {
    if let synonym = synonyms[word.lowercased()], names.contains(synonym) { return synonym }
    return nearest(to: word, among: names)
  }
}
