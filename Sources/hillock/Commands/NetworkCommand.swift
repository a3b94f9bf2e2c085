import ArgumentParser
import Datasets
import JSON
import Networks
import Reporting

/// `hillock network`: what a network is made of and what it costs.
struct NetworkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "network",
    abstract: "Prints the layers of a network, with shapes, parameters and multiply-adds.",
    discussion: """
      A built-in network takes the shape of a data set's images and its classes, whose files are \
      not needed for this; a file says its own. docs/networks.md has what a file may say.
      """)

  @Argument(help: "A network (\(NetworkPlan.names.joined(separator: ", "))) or a network file.")
  var network: String

  @Option(
    help: "A data set: \(DatasetCatalogue.names.joined(separator: ", ")). (default: fashion-mnist)")
  var dataset: String?

  @OptionGroup var output: FormatOption

  func run() throws {
    let format = try output.resolved()
    let images = try DatasetCatalogue.images(of: dataset ?? "fashion-mnist")
    let plan = try NetworkName(text: network).plan(
      input: images.shape, classCount: images.classCount)
    if let dataset { try plan.check(input: images.shape, classCount: images.classCount, dataset) }
    try Console.print(NetworkReport(name: network, plan: plan).text(format))
  }
}

/// What `hillock network` prints.
private struct NetworkReport {
  /// The network as it was named.
  let name: String
  let plan: NetworkPlan

  func text(_ format: Format) -> String {
    switch format {
    case .table: heading + table(total: true).text
    case .csv: table(total: false).csv
    case .json: json.description + "\n"
    }
  }

  private var heading: String {
    "\(name): \(plan.nodes.count) layers from \(plan.input) to \(plan.output)\n"
  }

  /// A line a layer; multiply-adds are those of one image.
  private func table(total: Bool) -> Table {
    var table = Table([
      .text("name"), .text("layer"), .text("reads"), .text("output"), .number("parameters"),
      .number("multiplyAdds", "multiply-adds"),
    ])
    for (index, node) in plan.nodes.enumerated() {
      table.add([
        .text(plan.name(of: .node(index))), .text(node.layer),
        .text(reads(of: node).joined(separator: " ")), .text("\(node.shape)"),
        .whole(node.cost.parameters), .whole(node.cost.multiplyAdds),
      ])
    }
    if total {
      table.add([
        .text("total"), .text(""), .text(""), .text(""), .whole(plan.cost.parameters),
        .whole(plan.cost.multiplyAdds),
      ])
    }
    return table
  }

  private func reads(of node: NetworkPlan.Node) -> [String] {
    node.reads.map { plan.name(of: $0) }
  }

  private var json: JSON {
    let layers: [JSON] = plan.nodes.enumerated().map { index, node in
      .object([
        .init("name", .text(plan.name(of: .node(index)))), .init("label", .text(node.label)),
        .init("layer", .text(node.layer)),
        .init("reads", .list(reads(of: node).map { .text($0) })),
        .init("output", .text("\(node.shape)")),
        .init("parameters", .whole(node.cost.parameters)),
        .init("multiplyAdds", .whole(node.cost.multiplyAdds)),
      ])
    }
    return .object([
      .init("network", .text(name)), .init("plan", .text(plan.text)),
      .init("input", .text("\(plan.input)")), .init("output", .text("\(plan.output)")),
      .init("parameters", .whole(plan.cost.parameters)),
      .init("multiplyAdds", .whole(plan.cost.multiplyAdds)), .init("layers", .list(layers)),
    ])
  }
}
