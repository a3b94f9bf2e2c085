import Randomness
import Tensors

/// Feature vectors as points of the plane: near each other where the features are.
///
/// UMAP (McInnes, Healy, Melville 2018), with what the reference implementation umap-learn adds to
/// the paper: a fuzzy graph for each kind of feature, joined where there are two as its `+` joins
/// them, from which one layout is made. Neighbours are exact at any size. The same sources and seed
/// give the same bits, whatever the number of threads.
///
/// A row with a value that is not finite has no neighbours, is no row's neighbour, and has no place.
///
/// A fit takes seconds for some thousands of rows: make it once for a set of features, on a compute
/// thread, and extend it when features arrive. `docs/embedding.md` has what it costs, and where it
/// differs from umap-learn.
public struct Embedding: Sendable {
  /// x and y of each row of the sources, and then of the rows by which the map was extended; both
  /// are not a number for a row that lies nowhere.
  public internal(set) var points: Features

  /// The rows that were laid out, all finite; later rows are placed by them.
  let sources: [Source]
  /// Their places.
  let places: Features
  let seed: Seed
  /// For each source half its graph's smallest weight, which an edge has that the graph lacks.
  let floors: [Double]

  /// What a fit is doing.
  public enum Stage: Int, Comparable, Sendable {
    case neighbours
    case start
    case layout

    public static func < (a: Stage, b: Stage) -> Bool { a.rawValue < b.rawValue }
  }

  /// Lays out rows by one kind of feature, or by the union of two; nil when it was cancelled.
  ///
  /// - Parameters:
  ///   - sources: one or two, with the same rows in the same order.
  ///   - seed: of the start's noise and the layout's draws.
  ///   - threads: how many threads compute, the calling one among them.
  ///   - epochs: of the layout; nil means 500 for up to 10,000 rows and 200 for more.
  ///   - progress: called now and then on the calling thread with the share of a stage that is
  ///     done. With two sources the neighbours' share starts again for the second.
  ///   - isCancelled: called as often; the fit ends when it is true.
  public init?(
    _ sources: [Source], seed: Seed, threads: Int = 1, epochs: Int? = nil,
    progress: (Stage, Double) -> Void = { _, _ in }, isCancelled: () -> Bool = { false }
  ) {
    precondition(
      sources.count == 1 || sources.count == 2, "one or two kinds of features (\(sources.count))")
    let rows = sources[0].features.count
    precondition(
      sources.allSatisfy { $0.features.count == rows },
      "every source describes the same rows (\(sources.map(\.features.count)))")
    func goesOn(_ stage: Stage, _ share: Double) -> Bool {
      progress(stage, share)
      return !isCancelled()
    }

    let members = Self.finiteRows(sources.map(\.features))
    let sources = members.count == rows ? sources : sources.map { $0.only(members) }
    let epochs = epochs ?? Self.epochs(forRows: members.count)
    var graphs: [FuzzyGraph] = []
    for source in sources {
      let graph = source.graph(threads: threads) { goesOn(.neighbours, $0) }
      guard let graph else { return nil }
      // The reference has laid out each graph, and so lost its lightest edges, before the union.
      graphs.append(graph.pruned(forEpochs: Self.epochs(forRows: members.count)))
    }
    let floors = graphs.map(\.floor)
    let union = graphs.count == 1 ? graphs[0] : graphs[0].union(graphs[1]).reconnected.symmetric

    guard goesOn(.start, 0) else { return nil }
    let graph = union.pruned(forEpochs: epochs)
    let start = SpectralStart(seed: seed.derived("start"), features: sources.map(\.features))
      .points(graph)
    let layout = PlaneLayout(
      starts: graph.starts, ends: graph.ends, rates: graph.rates, a: LayoutCurve.a,
      b: LayoutCurve.b, seed: seed.derived("layout").value)
    let points = layout.points(from: start, epochs: epochs, threads: threads) {
      goesOn(.layout, $0)
    }
    guard let points else { return nil }
    places = Features(width: 2, values: points)
    self.points = Self.spread(places, members, among: rows)
    self.sources = sources
    self.seed = seed
    self.floors = floors
    progress(.layout, 1)
  }

  /// The rows that are finite by every kind of feature.
  static func finiteRows(_ features: [Features]) -> [Int] {
    let first = features[0].finiteRows
    return features.dropFirst().reduce(first) { common, features in
      // Both rise.
      let others = Set(features.finiteRows)
      return common.filter { others.contains($0) }
    }
  }

  /// Places of some rows among those of all; the others lie nowhere.
  static func spread(_ places: Features, _ rows: [Int], among count: Int) -> Features {
    guard rows.count < count else { return places }
    var values = [Float](repeating: .nan, count: 2 * count)
    for (place, row) in rows.enumerated() {
      values[2 * row] = places.values[2 * place]
      values[2 * row + 1] = places.values[2 * place + 1]
    }
    return Features(width: 2, values: values)
  }

  /// How many epochs a layout has when nobody says it.
  static func epochs(forRows count: Int) -> Int { count <= 10_000 ? 500 : 200 }
}

/// The curve 1 / (1 + a d^2b) that stands for similarity in the plane.
///
/// It is the least-squares fit, over 300 distances from 0 to 3, to 1 up to the distance 0.1 and
/// exp(0.1 - d) beyond: the spread 1 and the least distance 0.1 of umap-learn (McInnes, Healy,
/// Melville 2018, section 3.2 and definition 11).
enum LayoutCurve {
  static let a: Float = 1.576_943_5
  static let b: Float = 0.895_060_9
}
