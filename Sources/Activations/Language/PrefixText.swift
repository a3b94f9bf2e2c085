/// Prints prefix calls.
enum PrefixText {
  /// The text of nodes in prefix order: a name with its argument count, or nil for the leaf x.
  static func text(of nodes: [(name: String, argumentCount: Int)?]) -> String {
    var text = ""
    var open: [Int] = []
    for node in nodes {
      if let node {
        text += node.name
        text += "("
        open.append(node.argumentCount)
        continue
      }
      text += "x"
      while let remaining = open.popLast() {
        if remaining > 1 {
          text += ","
          open.append(remaining - 1)
          break
        }
        text += ")"
      }
    }
    return text
  }
}
