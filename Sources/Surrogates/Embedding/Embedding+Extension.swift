extension Embedding {
  /// Places for rows that were not among those that were laid out; nothing moves for them.
  ///
  /// A row goes to the mean place of its neighbours, weighted by its fuzzy edges to them. Two
  /// sources' edges are joined as those of the fit. A row whose features equal those of rows on the
  /// map gets their mean place. A row's place depends on no other new row.
  ///
  /// - Parameters:
  ///   - rows: the new rows' features, one matrix for each source in the same order; finite values,
  ///     without the multipliers that a source has.
  ///   - threads: how many threads compute, the calling one among them.
  /// - Returns: two numbers for each new row.
  public func extended(with rows: [Features], threads: Int = 1) -> Features {
    precondition(
      rows.count == sources.count && rows.allSatisfy { $0.count == rows[0].count },
      "\(rows.map(\.count)) rows for \(sources.count) sources")
    precondition(points.count > 0, "there is nothing on the map to be near to")
    let edges = zip(sources, rows).map { $0.edges(from: $1, threads: threads) }
    let joined =
      edges.count == 1
      ? edges[0].graph
      : edges[0].graph.union(edges[1].graph, floors: (floors[0], floors[1])).reconnected

    var places: [Float] = []
    for row in 0..<joined.count {
      let equals = edges.dropFirst().reduce(edges[0].equals[row]) { common, edges in
        common.filter { edges.equals[row].contains($0) }
      }
      places +=
        equals.isEmpty
        ? mean(of: joined.edges(row).map { (joined.ends[$0], Double(joined.weights[$0])) })
        : mean(of: equals.map { ($0, 1) })
    }
    return Features(width: 2, values: places)
  }

  private func mean(of vertices: [(Int32, Double)]) -> [Float] {
    var (x, y, total) = (0.0, 0.0, 0.0)
    for (vertex, weight) in vertices {
      x += weight * Double(points.values[2 * Int(vertex)])
      y += weight * Double(points.values[2 * Int(vertex) + 1])
      total += weight
    }
    return [Float(x / total), Float(y / total)]
  }
}
