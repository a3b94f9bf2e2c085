import Randomness
import Searching
import Studies

/// Makes policies by their names, with the maps and distances that they share.
public struct Lineup: Sendable {
  public let arena: Arena
  private let mutations: Mutations
  /// The classes with the spectra that were recorded; nil where none were.
  private let described: CandidateSpace?
  private let seed: Seed
  /// How many maps are made of the same features, each with a seed of its own.
  private let mapCount: Int

  /// - Parameters:
  ///   - arena: what is played against.
  ///   - mutations: what evolution does to expressions.
  ///   - spectra: nil where there are none.
  ///   - seed: where the maps' seeds come from.
  ///   - maps: how many maps are made of the same features; repetition i plays on map i modulo
  ///     this number.
  public init(
    _ arena: Arena, mutations: Mutations, spectra: RecordedSpectra?,
    seed: UInt64 = 1, maps: Int = 1
  ) {
    precondition(maps > 0, "\(maps) maps")
    self.arena = arena
    self.mutations = mutations
    self.seed = Seed(seed)
    mapCount = maps
    described = spectra.map { spectra in
      arena.space.with(
        spectra: spectra.entries.filter { arena.space.place(of: $0.key) != nil }
          .map { ClassSpectrum(key: $0.key, spectrum: spectra.spectrum($0)) })
    }
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
    var layouts: [ContestantName.Place: [Layout]] = [:]
    var contestants: [Contestant] = []
    for name in names {
      if name.needsSpectra, described == nil { throw .noSpectra(policy: name.description) }
      guard case .surrogate(let surrogate) = name.kind else {
        contestants.append(plain(name))
        continue
      }
      let known = layouts[surrogate.place]
      if known == nil { progress(Self.title(surrogate.place)) }
      guard
        let made = known
          ?? self.layouts(of: surrogate.place, threads: threads, isCancelled: isCancelled)
      else { return nil }
      layouts[surrogate.place] = made
      contestants.append(contestant(name, surrogate, made))
    }
    return contestants
  }

  private func plain(_ name: ContestantName) -> Contestant {
    let (mutations, chance) = (mutations, arena.chance)
    return Contestant(name: name.description) { space, seed, _ in
      if name.kind == .random { return RandomPolicy(space: space, seed: seed) }
      return EvolutionPolicy(MutatedTable(space, mutations), seed: seed, chance: chance)
    }
  }

  private func contestant(
    _ name: ContestantName, _ surrogate: ContestantName.Surrogate, _ layouts: [Layout]
  ) -> Contestant {
    let regressor = SurrogateSettings(
      regressor: surrogate.regressor, weights: surrogate.weights
    ).makeRegressor(tube: surrogate.isNarrow ? 0.01 : 0.1)
    let chance = arena.chance
    return Contestant(name: name.description) { space, seed, repetition in
      SurrogatePolicy(
        space: space,
        predicted: PredictedClasses(layouts[repetition % layouts.count], regressor), seed: seed,
        chance: chance)
    }
  }

  private static func title(_ place: ContestantName.Place) -> String {
    let features = place.features.map(\.rawValue).joined(separator: " and ")
    let weighting = place.weighting == .paper ? ", weighted as in the paper" : ""
    return (place.map == .embedding ? "maps by " : "distances by ") + features + weighting
  }

  /// Distances, or one map after the other; nil when it was cancelled.
  private func layouts(
    of place: ContestantName.Place, threads: Int, isCancelled: () -> Bool
  ) -> [Layout]? {
    let count = place.map == .embedding ? mapCount : 1
    var layouts: [Layout] = []
    for number in 0..<count {
      let layout = try? Layout(
        place.map, by: place.features, place.weighting, space: described ?? arena.space,
        extent: .everyClass, seed: seed.derived("map", UInt64(number)), threads: threads,
        isCancelled: isCancelled)
      guard let layout else { return nil }
      layouts.append(layout)
    }
    return layouts
  }
}
