import Datasets

extension NetworkPlan {
  /// The plan in its canonical text: the input, then one layer a line.
  ///
  ///     input 28x28x1
  ///     convolution 16 kernel 3 stride 2 padding 1
  ///     activation
  ///     flatten
  ///     dense 10
  public var text: String {
    (["input \(input)"] + layers.map(\.text)).map { $0 + "\n" }.joined()
  }

  /// Reads a plan from text: words separated by spaces, `#` starts a comment, empty lines are
  /// skipped.
  ///
  /// Options may come in any order and be left out: stride is 1 (for pools the kernel), padding
  /// is 0.
  public init(text: String) throws(NetworkError) {
    guard text.utf8.count <= 1 << 16 else {
      throw .plan(line: 1, reason: "the text has \(text.utf8.count) bytes (at most 65536)")
    }
    var input: ImageShape?
    var layers: [LayerPlan] = []
    var lines: [Int] = []
    let all = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, content) in all.enumerated() {
      let words = content.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace)
      guard !words.isEmpty else { continue }
      var line = PlanLine(number: index + 1, words: words.map(String.init))
      if input == nil {
        input = try line.input()
      } else {
        layers.append(try line.layer())
        lines.append(index + 1)
      }
      try line.end()
    }
    guard let input else {
      throw .plan(line: 1, reason: "no input (a plan starts like 'input 28x28x1')")
    }
    do {
      try self.init(input: input, layers: layers)
    } catch .plan(let line, let reason) {
      // Comments and empty lines move a layer away from its place in the list.
      throw .plan(line: lines[min(line - 2, lines.count - 1)], reason: reason)
    }
  }
}

extension LayerPlan {
  /// The line that describes the layer, every option spelt out.
  var text: String {
    switch self {
    case .dense(let units): "dense \(units)"
    case .tokenDense(let units): "token-dense \(units)"
    case .depthwise(let window): "depthwise \(window.text)"
    case .convolution(let filters, let window): "convolution \(filters) \(window.text)"
    case .maxPool(let window): "max-pool \(window.text)"
    case .averagePool(let window): "average-pool \(window.text)"
    case .globalAveragePool: "global-average-pool"
    case .batchNorm: "batch-norm"
    case .dropout(let rate): "dropout \(rate)"
    case .activation: "activation"
    case .flatten: "flatten"
    }
  }
}

extension LayerPlan.Window {
  fileprivate var text: String { "kernel \(kernel) stride \(stride) padding \(padding)" }
}
