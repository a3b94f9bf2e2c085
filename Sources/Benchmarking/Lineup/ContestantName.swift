import Spelling
import Studies

/// A policy as it is named on a command line.
///
/// `random`, `evolution`, or a surrogate with its features, such as `knr-both`, `knr-weighted-outputs`
/// or `svr-spectrum-raw-paper`: `raw` stands for the distances themselves instead of the embedding,
/// `paper` for the published weighting of spectra instead of the published program's, `narrow` for
/// a support vector machine that looks at differences of a hundredth instead of a tenth.
public struct ContestantName: Hashable, Sendable, CustomStringConvertible {
  public enum Kind: Hashable, Sendable {
    case random
    case evolution
    case surrogate(Surrogate)
  }

  /// A regressor and what it looks at.
  public struct Surrogate: Hashable, Sendable {
    public var regressor: RegressorName
    public var weights: NeighbourWeights
    public var place: Place
    /// Whether a support vector machine's tube is 0.01 wide to each side, and not 0.1.
    public var isNarrow = false
  }

  /// Where the classes lie.
  public struct Place: Hashable, Sendable {
    public var features: [Feature]
    public var map: SurrogateMap
    public var weighting: SpectrumWeighting

    var needsSpectra: Bool { features.contains(.spectrum) }
  }

  public let kind: Kind
  public let description: String

  /// All names, those that are played unless others are asked for first.
  public static let all: [ContestantName] = {
    var names = [
      ContestantName(kind: .random, description: "random"),
      ContestantName(kind: .evolution, description: "evolution"),
    ]
    for (map, weighting, weights) in [
      (SurrogateMap.embedding, SpectrumWeighting.code, NeighbourWeights.uniform),
      (.distances, .code, .uniform), (.embedding, .code, .distance), (.distances, .code, .distance),
      (.embedding, .paper, .uniform), (.distances, .paper, .uniform),
      (.embedding, .paper, .distance), (.distances, .paper, .distance),
    ] {
      for regressor in RegressorName.allCases where weights == .uniform || regressor == .knr {
        for features in [[Feature.outputs], [.spectrum], [.outputs, .spectrum]]
        where weighting == .code || features.contains(.spectrum) {
          names.append(
            ContestantName(
              Surrogate(
                regressor: regressor, weights: weights,
                place: Place(features: features, map: map, weighting: weighting))))
        }
      }
    }
    for features in [[Feature.outputs], [.spectrum], [.outputs, .spectrum]] {
      names.append(
        ContestantName(
          Surrogate(
            regressor: .svr, weights: .uniform,
            place: Place(features: features, map: .embedding, weighting: .code), isNarrow: true)))
    }
    return names
  }()

  /// What is compared unless something else is asked for: random search, evolution, each regressor
  /// on each set of features in the embedding, and neighbours by the distances themselves.
  public static let standard = all.filter { name in
    guard case .surrogate(let surrogate) = name.kind else { return true }
    return !surrogate.isNarrow && surrogate.weights == .uniform
      && surrogate.place.weighting == .code
      && (surrogate.place.map == .embedding || surrogate.regressor == .knr)
  }

  /// The policy with a name.
  ///
  /// - Throws: the nearest name where there is none.
  public static func named(_ name: String) throws(BenchmarkingError) -> ContestantName {
    if let found = all.first(where: { $0.description == name }) { return found }
    throw .unknownPolicy(name: name, nearest: nearest(to: name, among: all.map(\.description)))
  }

  /// Whether it can only play where there are spectra.
  public var needsSpectra: Bool {
    if case .surrogate(let surrogate) = kind { surrogate.place.needsSpectra } else { false }
  }

  private init(kind: Kind, description: String) {
    self.kind = kind
    self.description = description
  }

  private init(_ surrogate: Surrogate) {
    let features = surrogate.place.features
    var words = [surrogate.regressor.rawValue]
    if surrogate.weights == .distance { words.append("weighted") }
    if surrogate.isNarrow { words.append("narrow") }
    words.append(features.count > 1 ? "both" : features[0].rawValue)
    if surrogate.place.map == .distances { words.append("raw") }
    if surrogate.place.weighting == .paper { words.append("paper") }
    self.init(kind: .surrogate(surrogate), description: words.joined(separator: "-"))
  }
}
