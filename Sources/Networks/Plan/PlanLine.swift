import Datasets
import Spelling

/// One line of a plan that is being read, word by word.
struct PlanLine {
  let number: Int
  private var words: ArraySlice<String>

  private static let layerNames = [
    "dense", "token-dense", "convolution", "depthwise", "max-pool", "average-pool",
    "global-average-pool", "batch-norm", "dropout", "activation", "flatten",
  ]
  private static let sizeLimit = 1 << 16

  init(number: Int, words: [String]) {
    self.number = number
    self.words = words[...]
  }

  /// Reads `input 28x28x1`.
  mutating func input() throws(NetworkError) -> ImageShape {
    guard words.popFirst() == "input" else {
      throw refused("a plan starts with its input, like 'input 28x28x1'")
    }
    let word = words.popFirst() ?? ""
    let sizes = word.split(separator: "x", omittingEmptySubsequences: false).compactMap { Int($0) }
    guard sizes.count == 3, sizes.allSatisfy({ (1...Self.sizeLimit).contains($0) }),
      sizes.reduce(1, *) <= NetworkPlan.sizeLimit,
      word == sizes.map(String.init).joined(separator: "x")
    else {
      throw refused("the input is \(quoted(word)) (expected HEIGHTxWIDTHxCHANNELS)")
    }
    return ImageShape(height: sizes[0], width: sizes[1], channels: sizes[2])
  }

  /// Reads a layer with its options.
  mutating func layer() throws(NetworkError) -> LayerPlan {
    let name = words.popFirst() ?? ""
    switch name {
    case "dense": return .dense(units: try size("units", of: name))
    case "convolution":
      let filters = try size("filters", of: name)
      return .convolution(filters: filters, window: try window(of: name, strideIsKernel: false))
    case "token-dense": return .tokenDense(units: try size("units", of: name))
    case "depthwise": return .depthwise(try window(of: name, strideIsKernel: false))
    case "max-pool": return .maxPool(try window(of: name, strideIsKernel: true))
    case "average-pool": return .averagePool(try window(of: name, strideIsKernel: true))
    case "global-average-pool": return .globalAveragePool
    case "batch-norm": return .batchNorm
    case "dropout": return .dropout(rate: try rate())
    case "activation": return .activation
    case "flatten": return .flatten
    default:
      throw refused(
        "unknown layer \(quoted(name))\(suggestion(for: name, among: Self.layerNames))")
    }
  }

  /// Refuses words that are left over.
  func end() throws(NetworkError) {
    if let word = words.first { throw refused("unexpected \(quoted(word))") }
  }

  private mutating func window(
    of layer: String, strideIsKernel: Bool
  ) throws(NetworkError) -> LayerPlan.Window {
    var options: [String: Int] = [:]
    let known = ["kernel", "stride", "padding"]
    while let option = words.popFirst() {
      guard known.contains(option) else {
        throw refused("unknown option \(quoted(option))\(suggestion(for: option, among: known))")
      }
      guard options[option] == nil else { throw refused("\(option) is given twice") }
      options[option] = try size(option, of: layer, least: option == "padding" ? 0 : 1)
    }
    guard let kernel = options["kernel"] else {
      throw refused("\(layer) has no kernel (expected like 'kernel 3')")
    }
    return LayerPlan.Window(
      kernel: kernel, stride: options["stride"] ?? (strideIsKernel ? kernel : 1),
      padding: options["padding"] ?? 0)
  }

  private mutating func size(
    _ what: String, of layer: String, least: Int = 1
  ) throws(NetworkError) -> Int {
    let word = words.popFirst()
    guard let word, let size = Int(word), (least...Self.sizeLimit).contains(size) else {
      throw refused(
        "\(what) of \(layer) is \(word.map(quoted) ?? "missing") "
          + "(expected a whole number from \(least) to \(Self.sizeLimit))")
    }
    return size
  }

  private mutating func rate() throws(NetworkError) -> Double {
    let word = words.popFirst()
    guard let word, let rate = Double(word), rate >= 0, rate < 1 else {
      throw refused(
        "rate of dropout is \(word.map(quoted) ?? "missing") "
          + "(expected a number from 0 to less than 1)")
    }
    return rate
  }

  private func refused(_ reason: String) -> NetworkError {
    .plan(line: number, reason: reason)
  }
}
