import Randomness
import Studies
import Surrogates
import Tensors

/// The classes that a surrogate policy chooses from, with what predicts them.
public struct PredictedClasses: Sendable {
  /// The place of the class of each of the surrogate's rows, ascending.
  public let members: [Int]
  public let surrogate: any Surrogate
  /// The members' places in the plane; nil where they have none.
  public let map: Features?

  /// - Parameters:
  ///   - members: classes by their places in the space, ascending.
  ///   - surrogate: a row for each of them.
  ///   - map: a point for each of them, where there is a map.
  public init(members: [Int], surrogate: any Surrogate, map: Features? = nil) {
    precondition(
      members.count == surrogate.count && (map.map { $0.count == members.count } ?? true),
      "\(members.count) members for \(surrogate.count) rows")
    precondition(
      zip(members, members.dropFirst()).allSatisfy { $0 < $1 }, "members that do not ascend")
    self.members = members
    self.surrogate = surrogate
    self.map = map
  }

  /// A regressor where classes were laid out before.
  public init(_ layout: Layout, _ regressor: any Regressor) {
    self.init(
      members: layout.members, surrogate: GeometrySurrogate(layout.geometry, regressor),
      map: layout.map)
  }

  /// Lays out what a study's search goes by; a map of thousands of functions takes seconds.
  ///
  /// - Parameters:
  ///   - settings: what predicts, and from where.
  ///   - features: what describes a class.
  ///   - space: the classes, with their spectra where those count.
  ///   - seed: the study's.
  ///   - threads: how many threads compute, the calling one among them; the result is the
  ///     same for any number.
  ///   - isCancelled: asked now and then.
  /// - Throws: `tooMany` or `cancelled`.
  public init(
    _ settings: SurrogateSettings, features: [Feature], space: CandidateSpace, seed: UInt64,
    threads: Int = 1, isCancelled: () -> Bool = { false }
  ) throws(SearchingError) {
    if settings.isIncremental(features) {
      self.init(
        members: Array(space.places),
        surrogate: NeighbourhoodSurrogate(
          space.outputs, settings.neighbourRegression, threads: threads))
      return
    }
    let layout = try Layout(
      settings.map, by: features, settings.weighting, space: space,
      seed: Seed(seed).derived("map"), threads: threads, isCancelled: isCancelled
    ) { members throws(SearchingError) in
      try Self.check(settings, features: features, members: members)
    }
    self.init(layout, settings.makeRegressor())
  }

  /// How many functions a map may have: neighbours are exact, which takes time by the square.
  static let mapLimit = 50_000
  /// How many functions may be compared all with all: their distances lie in memory.
  static let distanceLimit = 8_000

  /// Refuses a search with more functions than its surrogate can compare.
  ///
  /// - Parameters:
  ///   - settings: what predicts, and from where.
  ///   - features: what describes a class.
  ///   - members: how many classes have the features.
  /// - Throws: `tooMany`.
  public static func check(
    _ settings: SurrogateSettings, features: [Feature], members: Int
  ) throws(SearchingError) {
    guard !settings.isIncremental(features) else { return }
    let (limit, what) =
      settings.map == .embedding
      ? (mapLimit, "the map 'embedding'")
      : (distanceLimit, "the surrogate '\(settings.regressor.rawValue)' by distances")
    guard members <= limit else { throw .tooMany(functions: members, limit: limit, what: what) }
  }
}

extension SurrogateSettings {
  /// Whether each result is one pass over all outputs, so that any number of classes will do.
  fileprivate func isIncremental(_ features: [Feature]) -> Bool {
    features == [.outputs] && map == .distances && regressor == .knr
  }

  fileprivate var neighbourRegression: NeighbourRegression {
    NeighbourRegression(
      neighbours: neighbours, weights: weights == .uniform ? .uniform : .reciprocalDistance)
  }

  /// The regressor of these settings.
  ///
  /// - Parameter tube: how far support vectors may differ from a value at no cost.
  /// - Returns: it.
  public func makeRegressor(tube: Double = 0.1) -> any Regressor {
    switch regressor {
    case .knr: neighbourRegression
    case .forest: ForestRegression()
    case .svr: SupportVectorRegression(tube: tube)
    }
  }
}
