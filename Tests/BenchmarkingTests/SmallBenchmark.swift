import Glibc
import Activations
import Benchmarking
import Searching
import Studies

/// A made-up recording of a small space: an accuracy that is smooth in the outputs.
struct SmallBenchmark {
  let classes: ClassTable
  let baselines: [Expression]
  let mutations: Mutations
  let table: RecordedTable

  private static let made = Result { try SmallBenchmark(isNew: true) }

  /// The benchmark, which is made once.
  init() throws { self = try Self.made.get() }

  /// The space of `unary(unary(x))`, every class with one seed, the best ten with two.
  private init(isNew: Bool) throws {
    let schemas = [try Schema("unary(unary(x))")]
    baselines = Array(Baselines.all.prefix(4))
    let classes = try ClassTable(schemas: schemas, including: baselines)
    self.classes = classes
    mutations = Mutations(schemas: schemas, operators: .aquasurf27, table: classes)
    let target = try classes.outputs(of: classes.class(of: Expression("elu(swish(x))")) ?? 0)
    let accuracies = classes.classes.map { one in
      let outputs = classes.outputs(of: one.index)
      let distance = zip(outputs, target).reduce(0) { $0 + abs(Double($1.0) - Double($1.1)) }
      return distance.isFinite ? 0.1 + 0.8 / (1 + distance / 300) : nil
    }
    let best = accuracies.indices.sorted { (accuracies[$0] ?? 0) > (accuracies[$1] ?? 0) }
      .prefix(10)
    table = RecordedTable(
      chance: 0.1,
      classes: classes.classes.map { one in
        guard let accuracy = accuracies[one.index] else {
          return RecordedClass(
            index: one.index, key: one.key, form: "\(one.form)", results: [.infeasible])
        }
        let first = RecordedResult.completed(validation: accuracy, test: nil)
        let second = RecordedResult.completed(validation: accuracy - 0.001, test: 0.5)
        return RecordedClass(
          index: one.index, key: one.key, form: "\(one.form)",
          results: best.contains(one.index) ? [first, second] : [first])
      })
  }

  func arena(spectra: RecordedSpectra? = nil) throws -> Arena {
    try Arena(table, classes: classes, baselines: baselines, spectra: spectra)
  }

  /// Spectra of all finite classes but one in seven, smooth in the outputs as well.
  func spectra() throws -> RecordedSpectra {
    try RecordedSpectra(
      recipe: SpectrumRecipe(),
      classes.classes.filter { $0.isFinite && $0.index % 7 != 3 }.map { one in
        let outputs = classes.outputs(of: one.index).prefix(40)
        let counts = outputs.map { 1 + (20 / (1 + exp(-Double($0)))).rounded() }
        let shares = Self.shares(counts.prefix(30)) + Self.shares(counts.dropFirst(30))
        return (
          key: one.key,
          spectrum: Spectrum(
            layers: [
              .init(name: "convolution 1", weights: 3000, edges: 31),
              .init(
                name: "dense", weights: 300, edges: 11,
                state: one.index % 2 == 0 ? .counted : .failed),
            ], cdf: shares)
        )
      })
  }

  private static func shares(_ counts: ArraySlice<Double>) -> [Float] {
    let total = counts.reduce(0, +)
    var sum = 0.0
    return counts.map { count in
      sum += count
      return Float(sum / total)
    }
  }
}
