import Tensors

extension Embedding {
  /// One kind of feature that rows are near by.
  public struct Source: Sendable {
    /// How the distance of two rows is taken.
    public enum Metric: Hashable, Sendable {
      case euclidean
      case manhattan
    }

    /// What rows are compared by: the features, times the multipliers if there are any.
    public let features: Features
    public let metric: Metric
    /// How many neighbours a row has, itself counted.
    public let neighbours: Int
    /// What each column is multiplied by, in later rows as well; nil for nothing.
    public let multipliers: [Float]?

    /// Features to embed.
    ///
    /// - Parameters:
    ///   - features: a row for each thing that gets a place.
    ///   - metric: how the distance of two rows is taken.
    ///   - neighbours: how many neighbours a row has, itself counted, at least 2. Where there are
    ///     fewer rows, all are neighbours.
    ///   - multipliers: what each column is multiplied by, such as the weights of the layers of a
    ///     spectrum.
    public init(
      _ features: Features, metric: Metric, neighbours: Int = 15, multipliers: [Float]? = nil
    ) {
      precondition(neighbours >= 2, "a row and at least one other (\(neighbours) neighbours)")
      self.features = features.multiplied(by: multipliers)
      self.metric = metric
      self.neighbours = neighbours
      self.multipliers = multipliers
    }

    private init(multiplied features: Features, like other: Source) {
      self.features = features
      metric = other.metric
      neighbours = other.neighbours
      multipliers = other.multipliers
    }

    /// The same with some of the rows.
    func only(_ rows: [Int]) -> Source {
      Source(multiplied: features.only(rows), like: self)
    }

    private var rowMetric: RowMetric { metric == .euclidean ? .euclidean : .manhattan }

    /// The symmetric fuzzy graph of the rows; nil when it was stopped.
    func graph(threads: Int, goesOn: (Double) -> Bool) -> FuzzyGraph? {
      let limit = min(neighbours, features.count) - 1
      guard limit > 0 else { return FuzzyGraph(rows: Array(repeating: [], count: features.count)) }
      let found = ExactNeighbours(
        withinRowsOf: features.values, width: features.width, limit: limit, metric: rowMetric,
        threads: threads, goesOn: goesOn)
      guard let found else { return nil }
      return FuzzyGraph(found, countsItself: true).symmetric
    }

    /// The fuzzy edges from new rows to the rows of the source, and which of these they equal.
    ///
    /// - Parameters:
    ///   - rows: finite values, times the multipliers.
    ///   - threads: how many threads compute.
    /// - Returns: edges from each new row, and the numbers of the rows that it equals.
    func edges(from rows: Features, threads: Int) -> (graph: FuzzyGraph, equals: [[Int32]]) {
      let limit = min(neighbours, features.count)
      let found = ExactNeighbours(
        of: rows.values, amongRowsOf: features.values,
        width: features.width, limit: limit, metric: rowMetric, threads: threads)
      let equals = (0..<rows.count).map { row in
        (row * limit..<(row + 1) * limit).filter { found.distances[$0] == 0 }
          .map { found.numbers[$0] }
      }
      return (FuzzyGraph(found, countsItself: false), equals)
    }
  }
}
