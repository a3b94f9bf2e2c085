@testable import Searching
import Studies
import Surrogates
import Testing

@Suite struct PredictedClassesTests {
  /// A space in which most classes have a spectrum, and one such class is not finite.
  private static let space: CandidateSpace = {
    let landscape = Landscape(count: 120, seed: 9)
    let layers = [
      Spectrum.Layer(name: "one", weights: 500, edges: 5),
      Spectrum.Layer(name: "two", weights: 200, edges: 3),
    ]
    return landscape.space.with(
      spectra: (0..<100).map { index in
        let outputs = Array(landscape.space.outputs[index].prefix(6))
        return ClassSpectrum(
          key: landscape.space.key(at: index),
          spectrum: Spectrum(layers: layers, cdf: outputs.map { 1 / (1 + abs($0)) }))
      })
  }()

  private static let searches: [Search] = Feature.sets.flatMap { features in
    RegressorName.allCases.flatMap { surrogate in
      SurrogateMap.allCases.map { map in
        Search(features: features, surrogate: surrogate, map: map, budget: 10, seed: 4)
      }
    }
  }

  private func inquiry(_ candidates: [Int]) -> Inquiry {
    Inquiry(
      number: candidates.count + 1, basis: 0, of: Self.space,
      results: candidates.map { ($0, Double($0 % 7) / 10) }, taken: candidates)
  }

  @Test(arguments: searches)
  func `every combination proposes a described class, with prediction and uncertainty`(
    _ search: Search
  ) throws {
    let policy = try PolicyCatalogue.make(search, space: .table(Self.space), chance: 0.1)
    let choice = try #require(policy.choose(inquiry([0, 1, 2, 3, 20, 40, 60])))
    #expect(Self.space.isFinite[choice.place])
    if search.features.contains(.spectrum) { #expect(choice.place < 100) }
    #expect(choice.prediction?.isFinite == true)
    #expect((choice.uncertainty ?? -1) >= 0)
    let again = try PolicyCatalogue.make(search, space: .table(Self.space), chance: 0.1, threads: 3)
    #expect(again.choose(inquiry([0, 1, 2, 3, 20, 40, 60])) == choice)
  }

  @Test func `members are the finite classes that have every feature`() throws {
    for search in Self.searches where search.features.contains(.spectrum) {
      let predicted = try PredictedClasses(search, space: Self.space)
      #expect(predicted.members == (0..<100).filter { Self.space.isFinite[$0] })
      #expect((predicted.map == nil) == (search.surrogate?.map == .distances))
    }
  }

  @Test func `the weighting of spectra changes the map`() throws {
    func map(_ weighting: SpectrumWeighting) throws -> [Float]? {
      try PredictedClasses(
        Search(
          features: [.spectrum], map: .embedding, weighting: weighting, budget: 10, seed: 4),
        space: Self.space
      ).map?.values
    }
    #expect(try map(.code) != map(.paper))
    #expect(try map(.code) == map(.code))
  }

  @Test func `before there are results, one of the described classes is drawn`() throws {
    let search = Search(features: [.spectrum], budget: 10, seed: 4)
    let policy = try PolicyCatalogue.make(search, space: .table(Self.space), chance: 0.1)
    var drawn: Set<Int> = []
    for number in 5..<60 {
      let choice = policy.choose(
        Inquiry(number: number, basis: 0, of: Self.space, results: [], taken: [0, 1, 2, 3]))
      #expect(choice?.reason == "random: 0 results")
      drawn.insert(try #require(choice?.place))
    }
    #expect(drawn.allSatisfy { $0 < 100 } && drawn.count > 20)
  }

  private func check(_ search: Search, members: Int) throws {
    try PredictedClasses.check(
      try #require(search.surrogate), features: search.features, members: members)
  }

  @Test func `more functions than can be compared are refused, unless outputs are enough`() {
    let map = Search(map: .embedding, budget: 10, seed: 1)
    #expect(throws: SearchingError.self) { try check(map, members: 387_191) }
    let plain = Search(budget: 10, seed: 1)
    #expect(throws: Never.self) { try check(plain, members: 387_191) }
    let distances = Search(features: [.spectrum], budget: 10, seed: 1)
    #expect(throws: Never.self) { try check(distances, members: 8_000) }
    #expect(throws: SearchingError.self) { try check(distances, members: 8_001) }
  }

  @Test(arguments: SurrogateMap.allCases)
  func `what nobody waits for is given up`(_ map: SurrogateMap) {
    let search = Search(
      features: [.outputs, .spectrum], map: map, budget: 10, seed: 1)
    #expect(throws: SearchingError.cancelled) {
      try PolicyCatalogue.make(
        search, space: .table(Self.space), chance: 0.1, isCancelled: { true })
    }
  }

  @Test(arguments: SurrogateMap.allCases)
  func `a policy keeps no spectra once its classes are laid out`(_ map: SurrogateMap) throws {
    let search = Search(features: [.spectrum], map: map, budget: 10, seed: 4)
    let policy = try PolicyCatalogue.make(search, space: .table(Self.space), chance: 0.1)
    #expect(try #require(policy as? SurrogatePolicy).space.spectra.isEmpty)
  }
}

extension Feature {
  fileprivate static let sets: [[Feature]] = [[.outputs], [.spectrum], [.outputs, .spectrum]]
}
