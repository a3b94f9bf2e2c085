import Randomness
import Studies
import Surrogates
import Tensors

extension Terrain {
  /// How many functions a map may have: neighbours are exact, which takes time by the square.
  static let mapLimit = 50_000
  /// How many functions may be compared all with all: their distances lie in memory.
  static let distanceLimit = 8_000

  /// Neighbours in the map's graphs, the function itself included (the published search's).
  private static let outputNeighbours = 15
  private static let spectrumNeighbours = 3

  /// Lays out what a study's search goes by; a map of thousands of functions takes seconds.
  ///
  /// Members are the classes that have every feature: all finite ones by outputs alone, those with
  /// a spectrum otherwise.
  ///
  /// - Parameters:
  ///   - search: the study's search section.
  ///   - space: the classes, with their spectra where those count.
  ///   - threads: how many threads compute, the calling one among them; the result is the
  ///     same for any number.
  ///   - isCancelled: asked now and then.
  /// - Throws: `tooMany` or `cancelled`.
  public init(
    _ search: Search, space: CandidateSpace, threads: Int = 1, isCancelled: () -> Bool = { false }
  ) throws(SearchingError) {
    if search.isIncremental {
      self.init(
        members: Array(space.forms.indices),
        surrogate: NeighbourhoodSurrogate(
          space.outputs, search.neighbourRegression, threads: threads))
      return
    }
    let described = DescribedClasses(search, space: space)
    try Self.check(search, members: described.members.count)
    switch search.map {
    case .embedding:
      let embedding = Embedding(
        described.sources, seed: Seed(search.seed).derived("map"), threads: threads,
        isCancelled: isCancelled)
      guard let embedding else { throw .cancelled }
      self.init(
        members: described.members,
        surrogate: GeometrySurrogate(.coordinates(embedding.points), search.regressor),
        map: embedding.points)
    case .distances:
      let distances = described.distances(threads: threads, isCancelled: isCancelled)
      guard let distances else { throw .cancelled }
      self.init(
        members: described.members,
        surrogate: GeometrySurrogate(.distances(distances), search.regressor))
    }
  }

  /// Refuses a search with more functions than its surrogate can compare.
  ///
  /// - Parameters:
  ///   - search: the study's search section.
  ///   - members: how many classes have its features.
  /// - Throws: `tooMany`.
  public static func check(_ search: Search, members: Int) throws(SearchingError) {
    guard !search.isIncremental else { return }
    let (limit, what) =
      search.map == .embedding
      ? (mapLimit, "the map 'embedding'")
      : (distanceLimit, "the surrogate '\(search.surrogate.rawValue)' by distances")
    guard members <= limit else { throw .tooMany(functions: members, limit: limit, what: what) }
  }

  /// The classes that have every feature of a search, and the features.
  private struct DescribedClasses {
    let members: [Int]
    let outputs: Features?
    let spectra: Features?
    /// What spectra are multiplied by; nil for nothing.
    let multipliers: [Float]?

    init(_ search: Search, space: CandidateSpace) {
      let usesSpectra = search.features.contains(.spectrum)
      let described = usesSpectra ? space.spectra.filter { space.isFinite[$0.index] } : []
      members =
        usesSpectra
        ? described.map(\.index) : space.forms.indices.filter { space.isFinite[$0] }
      let width = described.first?.spectrum.cdf.count ?? 1
      spectra =
        usesSpectra ? Features(width: width, values: described.flatMap(\.spectrum.cdf)) : nil
      multipliers =
        search.weighting == .paper ? described.first?.spectrum.weights(.paper) : nil
      let outputs = space.outputs
      self.outputs =
        search.features.contains(.outputs)
        ? Features(width: outputs.width, values: members.flatMap { outputs[$0] }) : nil
    }

    var sources: [Embedding.Source] {
      [
        outputs.map {
          Embedding.Source($0, metric: .euclidean, neighbours: Terrain.outputNeighbours)
        },
        spectra.map {
          Embedding.Source(
            $0, metric: .manhattan, neighbours: Terrain.spectrumNeighbours,
            multipliers: multipliers)
        },
      ].compactMap(\.self)
    }

    /// Nil when it was cancelled.
    func distances(threads: Int, isCancelled: () -> Bool) -> Distances? {
      let features: [(Features, DistanceMeasure)] = [
        outputs.map { ($0, .squares) },
        spectra.map { ($0.multiplied(by: multipliers), .absolutes) },
      ].compactMap(\.self)
      var parts: [Distances] = []
      for (features, measure) in features {
        let part = Distances(of: features, measure, threads: threads, isCancelled: isCancelled)
        guard let part else { return nil }
        parts.append(part)
      }
      return parts.count == 2 ? Distances(joining: parts[0], parts[1]) : parts[0]
    }
  }
}

extension Search {
  /// Whether each result is one pass over all outputs, so that any number of classes will do.
  fileprivate var isIncremental: Bool {
    features == [.outputs] && map == .distances && surrogate == .knr
  }

  fileprivate var neighbourRegression: NeighbourRegression {
    NeighbourRegression(
      neighbours: neighbours, weights: weights == .uniform ? .uniform : .reciprocalDistance)
  }

  fileprivate var regressor: any Regressor {
    switch surrogate {
    case .knr: neighbourRegression
    case .forest: ForestRegression()
    case .svr: SupportVectorRegression()
    }
  }
}
