import Activations
import Randomness
import Searching
import Studies
import Surrogates
import Tensors

/// Makes policies by their names, with the maps and distances that they share.
public struct Lineup: Sendable {
  public let arena: Arena
  private let mutations: Mutations
  private let spectra: RecordedSpectra?
  /// The row of each class among the spectra.
  private let places: [Int?]
  private let seed: Seed
  /// How many maps are made of the same features, each with a seed of its own.
  private let mapCount: Int

  /// - Parameters:
  ///   - arena: what is played against.
  ///   - mutations: what evolution does to expressions.
  ///   - spectra: nil where there are none.
  ///   - classes: the classes of the study's space.
  ///   - seed: where the maps' seeds come from.
  ///   - maps: how many maps are made of the same features; repetition i plays on map i modulo
  ///     this number.
  public init(
    _ arena: Arena, mutations: Mutations, spectra: RecordedSpectra?, classes: ClassTable,
    seed: UInt64 = 1, maps: Int = 1
  ) {
    precondition(maps > 0, "\(maps) maps")
    self.arena = arena
    self.mutations = mutations
    self.spectra = spectra
    self.seed = Seed(seed)
    mapCount = maps
    var rows: [ClassKey: Int] = [:]
    for (row, entry) in (spectra?.entries ?? []).enumerated() { rows[entry.key] = row }
    places = classes.classes.map { rows[$0.key] }
  }

  /// Makes the policies, with everything that they need before the first proposal.
  ///
  /// - Parameters:
  ///   - names: which policies.
  ///   - threads: how many threads make maps and distances.
  ///   - progress: called before something that takes long is made, with its name.
  ///   - isCancelled: asked now and then.
  /// - Returns: nil when it was cancelled.
  /// - Throws: `noSpectra` for a policy that needs what is not there.
  public func contestants(
    _ names: [ContestantName], threads: Int = 1, progress: (String) -> Void = { _ in },
    isCancelled: () -> Bool = { false }
  ) throws(BenchmarkingError) -> [Contestant]? {
    var geometries: [ContestantName.Place: [Geometry]] = [:]
    var contestants: [Contestant] = []
    for name in names {
      if name.needsSpectra, spectra == nil { throw .noSpectra(policy: name.description) }
      guard case .surrogate(let surrogate) = name.kind else {
        contestants.append(plain(name))
        continue
      }
      let known = geometries[surrogate.place]
      if known == nil { progress(Self.title(surrogate.place)) }
      guard
        let made = known
          ?? self.geometries(of: surrogate.place, threads: threads, isCancelled: isCancelled)
      else { return nil }
      geometries[surrogate.place] = made
      contestants.append(contestant(name, surrogate, made))
    }
    return contestants
  }

  private func plain(_ name: ContestantName) -> Contestant {
    let (mutations, chance) = (mutations, arena.chance)
    return Contestant(name: name.description) { space, seed, _ in
      if name.kind == .random { return RandomPolicy(space: space, seed: seed) }
      return EvolutionPolicy(space: space, mutations: mutations, seed: seed, chance: chance)
    }
  }

  private func contestant(
    _ name: ContestantName, _ surrogate: ContestantName.Surrogate, _ geometries: [Geometry]
  ) -> Contestant {
    let regressor: any Regressor =
      switch surrogate.regressor {
      case .knr:
        NeighbourRegression(
          weights: surrogate.weights == .uniform ? .uniform : .reciprocalDistance)
      case .forest: ForestRegression()
      case .svr: SupportVectorRegression(tube: surrogate.isNarrow ? 0.01 : 0.1)
      }
    let chance = arena.chance
    return Contestant(name: name.description) { space, seed, repetition in
      SurrogatePolicy(
        space: space,
        terrain: Terrain(
          members: Array(space.forms.indices),
          surrogate: GeometrySurrogate(geometries[repetition % geometries.count], regressor)),
        seed: seed, chance: chance)
    }
  }

  private static func title(_ place: ContestantName.Place) -> String {
    let features = place.features.map(\.rawValue).joined(separator: " and ")
    let weighting = place.weighting == .paper ? ", weighted as in the paper" : ""
    return (place.map == .embedding ? "maps by " : "distances by ") + features + weighting
  }

  private func geometries(
    of place: ContestantName.Place, threads: Int, isCancelled: () -> Bool
  ) -> [Geometry]? {
    switch place.map {
    case .distances:
      return distances(place, threads: threads, isCancelled: isCancelled).map { [.distances($0)] }
    case .embedding:
      let sources = sources(place)
      var maps: [Geometry] = []
      for number in 0..<mapCount {
        let embedding = Embedding(
          sources, seed: seed.derived("map", UInt64(number)), threads: threads,
          isCancelled: isCancelled)
        guard let embedding else { return nil }
        maps.append(.coordinates(spread(embedding.points)))
      }
      return maps
    }
  }

  /// What a map is made of: the pool's features, with the published numbers of neighbours.
  private func sources(_ place: ContestantName.Place) -> [Embedding.Source] {
    func rows(of features: Features) -> Features {
      Features(width: features.width, values: arena.pool.flatMap { features[$0] })
    }
    return place.features.map { feature in
      switch feature {
      case .outputs: Embedding.Source(rows(of: arena.space.outputs), metric: .euclidean)
      case .spectrum:
        Embedding.Source(
          rows(of: spectrumFeatures(place.weighting)), metric: .manhattan, neighbours: 3)
      }
    }
  }

  /// The pool's places as those of all classes; the others lie nowhere.
  private func spread(_ points: Features) -> Features {
    var values = [Float](repeating: .nan, count: 2 * arena.space.count)
    for (row, candidate) in arena.pool.enumerated() {
      values[2 * candidate] = points.values[2 * row]
      values[2 * candidate + 1] = points.values[2 * row + 1]
    }
    return Features(width: 2, values: values)
  }

  private func distances(
    _ place: ContestantName.Place, threads: Int, isCancelled: () -> Bool
  ) -> Distances? {
    var parts: [Distances] = []
    for feature in place.features {
      let (features, measure): (Features, DistanceMeasure) =
        switch feature {
        case .outputs: (arena.space.outputs, .squares)
        case .spectrum: (spectrumFeatures(place.weighting), .absolutes)
        }
      let part = Distances(of: features, measure, threads: threads, isCancelled: isCancelled)
      guard let part else { return nil }
      parts.append(part)
    }
    return parts.count == 1 ? parts[0] : Distances(joining: parts[0], parts[1])
  }

  /// The spectra of all classes, NaN where there is none.
  private func spectrumFeatures(_ weighting: SpectrumWeighting) -> Features {
    guard let spectra else { preconditionFailure("the lack of spectra was seen before") }
    let factors = weighting == .paper ? Self.factors(spectra.layers) : nil
    var values: [Float] = []
    values.reserveCapacity(places.count * spectra.width)
    for place in places {
      guard let place else {
        values += Array(repeating: .nan, count: spectra.width)
        continue
      }
      let shares = spectra.shares(spectra.entries[place])
      values += factors.map { zip(shares, $0).map { $0 * $1 } } ?? shares
    }
    return Features(width: spectra.width, values: values)
  }

  /// What a layer's values are multiplied by to count by the Wasserstein distance over its weights.
  private static func factors(_ layers: [Spectrum.Layer]) -> [Float] {
    layers.flatMap { Array(repeating: $0.weight(.paper), count: $0.edges - 1) }
  }
}
