import Randomness
import Studies
import Surrogates
import Tensors

/// Where the classes of a space lie by their features, or how far apart they are.
public struct Layout: Sendable {
  /// Neighbours in the map's graphs, the function itself included (the published search's).
  private static let outputNeighbours = 15
  private static let spectrumNeighbours = 3

  /// Which classes are laid out.
  public enum Extent: Sendable {
    /// Those that have every feature: all finite ones by outputs alone, those with a spectrum
    /// otherwise.
    case described
    /// Every class, so that distances are scaled by all of them; one without a feature lies
    /// nowhere. A map is of the described ones all the same.
    case everyClass
  }

  /// The places of the classes, ascending.
  public let members: [Int]
  public let geometry: Geometry

  /// The members' places in the plane; nil between distances alone.
  public var map: Features? {
    if case .coordinates(let points) = geometry { points } else { nil }
  }

  /// Lays out classes; a map of thousands of them takes seconds.
  ///
  /// - Parameters:
  ///   - map: whether they are embedded in the plane, or compared by their features themselves.
  ///   - features: what describes a class.
  ///   - weighting: how layers of spectra count.
  ///   - space: the classes, with their spectra where those count.
  ///   - extent: which of them.
  ///   - seed: of the map.
  ///   - threads: how many threads compute, the calling one among them; the result is the same
  ///     for any number.
  ///   - isCancelled: asked now and then.
  ///   - check: told how many classes there are before anything takes long.
  /// - Throws: `cancelled`, or what `check` throws.
  public init(
    _ map: SurrogateMap, by features: [Feature], _ weighting: SpectrumWeighting,
    space: CandidateSpace, extent: Extent = .described, seed: Seed, threads: Int = 1,
    isCancelled: () -> Bool = { false },
    check: (Int) throws(SearchingError) -> Void = { (_: Int) throws(SearchingError) in }
  ) throws(SearchingError) {
    let classes = DescribedClasses(
      features, weighting, space: space, everyClass: extent == .everyClass && map == .distances)
    try check(classes.members.count)
    members = classes.members
    switch map {
    case .embedding:
      let embedding = Embedding(
        classes.sources, seed: seed, threads: threads, isCancelled: isCancelled)
      guard let embedding else { throw .cancelled }
      geometry = .coordinates(embedding.points)
    case .distances:
      let distances = classes.distances(threads: threads, isCancelled: isCancelled)
      guard let distances else { throw .cancelled }
      geometry = .distances(distances)
    }
  }

  /// Classes with the features that they are laid out by.
  private struct DescribedClasses {
    let members: [Int]
    let outputs: Features?
    let spectra: Features?
    /// What spectra are multiplied by; nil for nothing.
    let multipliers: [Float]?

    init(
      _ features: [Feature], _ weighting: SpectrumWeighting, space: CandidateSpace,
      everyClass: Bool
    ) {
      let usesSpectra = features.contains(.spectrum)
      let described =
        usesSpectra ? space.spectra.filter { everyClass || space.isFinite[$0.place] } : []
      let width = described.first?.spectrum.cdf.count ?? 1
      multipliers = weighting == .paper ? described.first?.spectrum.weights(.paper) : nil
      if everyClass {
        members = Array(space.places)
        var values = [[Float]](
          repeating: Array(repeating: .nan, count: width), count: usesSpectra ? space.count : 0)
        for one in described { values[one.place] = one.spectrum.cdf }
        spectra = usesSpectra ? Features(width: width, values: values.flatMap(\.self)) : nil
        outputs = features.contains(.outputs) ? space.outputs : nil
        return
      }
      members = usesSpectra ? described.map(\.place) : space.places.filter { space.isFinite[$0] }
      spectra =
        usesSpectra ? Features(width: width, values: described.flatMap(\.spectrum.cdf)) : nil
      let outputs = space.outputs
      self.outputs =
        features.contains(.outputs)
        ? Features(width: outputs.width, values: members.flatMap { outputs[$0] }) : nil
    }

    var sources: [Embedding.Source] {
      [
        outputs.map {
          Embedding.Source($0, metric: .euclidean, neighbours: Layout.outputNeighbours)
        },
        spectra.map {
          Embedding.Source(
            $0, metric: .manhattan, neighbours: Layout.spectrumNeighbours,
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
