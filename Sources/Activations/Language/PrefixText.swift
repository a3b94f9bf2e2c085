/// Prints prefix calls.
enum PrefixText {
  enum Node {
    case leaf(String)
    case call(String, argumentCount: Int)
  }

  /// The text of nodes in prefix order.
  static func text(of nodes: some Sequence<Node>) -> String {
    var text = ""
    var open: [Int] = []
    for node in nodes {
      switch node {
      case .call(let name, let count):
        text += name
        text += "("
        open.append(count)
      case .leaf(let leaf):
        text += leaf
        while let remaining = open.popLast() {
          if remaining > 1 {
            text += ","
            open.append(remaining - 1)
            break
          }
          text += ")"
        }
      }
    }
    return text
  }
}
