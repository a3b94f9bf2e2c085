import Activations
import Curvature
import Datasets
import JSON
import Networks
import Reporting
import Studies

/// What `hillock spectrum` prints.
struct SpectrumReport: CustomStringConvertible {
  let request: SpectrumRequest
  /// The network as it was named.
  let network: String
  let outcome: SpectrumOutcome
  let kernels: String

  func text(_ format: Format) -> String {
    switch format {
    case .table: heading + (layers?.text ?? "")
    case .csv: layers?.csv ?? ""
    case .json: description + "\n"
    }
  }

  private var spectrum: Spectrum? {
    if case .completed(let spectrum) = outcome { spectrum } else { nil }
  }

  private var reason: String? {
    if case .infeasible(let reason) = outcome { "\(reason)" } else { nil }
  }

  private var heading: String {
    let what = "\(request.activation.expression) in \(network) on \(request.dataset.name): "
    let result = spectrum.map { "\($0.cdf.count) values" } ?? "infeasible, \(reason ?? "")"
    return what + result + "\n"
  }

  /// A line a layer; the three numbers are logarithms of eigenvalues, to a bin's width.
  private var layers: Table? {
    guard let spectrum else { return nil }
    var table = Table([
      .text("layer"), .number("weights"), .number("bins"), .text("state"),
      .number("lowest", "ln lowest"), .number("median", "ln median"),
      .number("highest", "ln highest"),
    ])
    for part in parts(of: spectrum) {
      table.add([
        .text(part.layer.name), .whole(part.layer.weights), .whole(part.layer.edges - 1),
        .text(part.layer.state.rawValue),
        .number(part.logarithm(above: 0), decimals: 2),
        .number(part.logarithm(above: 0.5), decimals: 2),
        .number(part.logarithm(above: 1), decimals: 2),
      ])
    }
    return table
  }

  /// The report as JSON.
  var description: String {
    let recipe = request.recipe
    let layers: [JSON] = (spectrum.map(parts) ?? []).map { part in
      [
        "name": .text(part.layer.name), "weights": .whole(part.layer.weights),
        "edges": .whole(part.layer.edges), "state": .text(part.layer.state.rawValue),
        "cdf": .list(part.cdf.map { .number(Double($0)) }),
      ]
    }
    return JSON.object([
      .init("function", .text(request.activation.expression.description)),
      .init("network", .text(network)), .init("plan", .text(request.plan.text)),
      .init("dataset", .text(request.dataset.name)), .init("batch", .whole(recipe.batch)),
      .init("labels", .text(recipe.labels.rawValue)), .init("seed", .seed(recipe.seed)),
      .init("version", .whole(SpectrumRecipe.version)), .init("kernels", .text(kernels)),
      .init("state", .text(spectrum == nil ? "infeasible" : "completed")),
      .init("reason", .text(orNull: reason)),
      .init("layers", .list(layers)),
    ]).description
  }

  /// A layer with its part of the vector.
  private struct Part {
    let layer: Spectrum.Layer
    let cdf: ArraySlice<Float>

    /// The middle of the first bin up to which there is more than a share, or all, of the
    /// eigenvalues.
    func logarithm(above share: Float) -> Double? {
      guard let bin = cdf.firstIndex(where: { $0 > share || $0 == 1 }) else { return nil }
      return (Double(bin - cdf.startIndex) + 0.5) * 200 / Double(cdf.count) - 100
    }
  }

  private func parts(of spectrum: Spectrum) -> [Part] {
    var rest = spectrum.cdf[...]
    return spectrum.layers.map { layer in
      defer { rest = rest.dropFirst(layer.edges - 1) }
      return Part(layer: layer, cdf: rest.prefix(layer.edges - 1))
    }
  }
}
