import Randomness
import Tensors

extension Embedding {
  /// How many epochs the layout of rows that come later has, however many they are.
  private static let laterEpochs = 100

  /// The map with further rows; nothing on it moves for them.
  ///
  /// Rows are placed by those that were laid out, never by others that came later: a row has the
  /// same place in whatever order and company it comes.
  ///
  /// - Parameters:
  ///   - rows: see `places(of:threads:)`.
  ///   - threads: how many threads compute, the calling one among them.
  /// - Returns: the map, with the points of the new rows after those it has.
  public func extended(with rows: [Features], threads: Int = 1) -> Embedding {
    var extended = self
    extended.points = Features(
      width: 2, values: points.values + places(of: rows, threads: threads).values)
    return extended
  }

  /// Places for rows that were not among those that were laid out.
  ///
  /// A row starts at the mean place of its neighbours on the map, weighted by its fuzzy edges to
  /// them; two sources' edges are joined as those of the fit. Then a short layout attracts it to
  /// these neighbours and pushes it away from chance others, while the map stands still, as
  /// umap-learn's `transform` does with one kind of feature. A row whose features equal those of
  /// rows on the map gets their mean place. A row's place depends on no other new row.
  ///
  /// - Parameters:
  ///   - rows: the new rows' features, one matrix for each source in the same order, without the
  ///     multipliers that a source has.
  ///   - threads: how many threads compute, the calling one among them; the bits are the same.
  /// - Returns: two numbers for each new row; not a number for a row that is not finite, and for all
  ///   when nothing was laid out.
  public func places(of rows: [Features], threads: Int = 1) -> Features {
    precondition(
      rows.count == sources.count && rows.allSatisfy { $0.count == rows[0].count },
      "\(rows.map(\.count)) rows for \(sources.count) sources")
    precondition(
      zip(rows, sources).allSatisfy { $0.width == $1.features.width },
      "rows of \(rows.map(\.width)) values beside \(sources.map(\.features.width))")
    let rows = zip(rows, sources).map { $0.multiplied(by: $1.multipliers) }
    let members = places.count > 0 ? Self.finiteRows(rows) : []
    let found = finitePlaces(
      of: members.count == rows[0].count ? rows : rows.map { $0.only(members) }, threads)
    return Self.spread(found, members, among: rows[0].count)
  }

  private func finitePlaces(of rows: [Features], _ threads: Int) -> Features {
    guard rows[0].count > 0, places.count > 0 else { return Features(width: 2, values: []) }
    let edges = zip(sources, rows).map { $0.edges(from: $1, threads: threads) }
    let joined =
      edges.count == 1
      ? edges[0].graph
      : edges[0].graph.union(edges[1].graph, floors: (floors[0], floors[1])).reconnected
    let equals = (0..<joined.count).map { row in
      edges.dropFirst().reduce(edges[0].equals[row]) { common, edges in
        common.filter { edges.equals[row].contains($0) }
      }
    }
    var found: [Float] = []
    for row in 0..<joined.count {
      found +=
        equals[row].isEmpty
        ? mean(of: joined.edges(row).map { (joined.ends[$0], Double(joined.weights[$0])) })
        : mean(of: equals[row].map { ($0, 1) })
    }
    let settled = settled(joined, from: found, threads)
    for row in 0..<joined.count where equals[row].isEmpty {
      found[2 * row] = settled[2 * row]
      found[2 * row + 1] = settled[2 * row + 1]
    }
    return Features(width: 2, values: found)
  }

  /// The places of new rows after a layout in which the map stays as it is.
  private func settled(_ graph: FuzzyGraph, from start: [Float], _ threads: Int) -> [Float] {
    let least = 1 / Float(Self.laterEpochs)
    // An edge that is too light for one epoch never attracts.
    let rates = graph.ratesByRow.map { $0 < least ? 0 : $0 }
    let layout = PlaneLayout(
      starts: Array(repeating: 0, count: places.count) + graph.starts, ends: graph.ends,
      rates: rates, a: LayoutCurve.a, b: LayoutCurve.b, seed: seed.derived("later").value,
      staying: places.count)
    let points = layout.points(
      from: places.values + start, epochs: Self.laterEpochs, threads: threads)
    return points.map { Array($0.dropFirst(places.values.count)) } ?? start
  }

  private func mean(of vertices: [(Int32, Double)]) -> [Float] {
    var (x, y, total) = (0.0, 0.0, 0.0)
    for (vertex, weight) in vertices {
      x += weight * Double(places.values[2 * Int(vertex)])
      y += weight * Double(places.values[2 * Int(vertex) + 1])
      total += weight
    }
    return [Float(x / total), Float(y / total)]
  }
}
