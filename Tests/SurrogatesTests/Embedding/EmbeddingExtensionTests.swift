import Randomness
import Testing

@testable import Surrogates

@Suite struct EmbeddingExtensionTests {
  private let seed = Seed(42)

  /// Every fifth row, or the others.
  private func rows(_ source: Embedding.Source, later: Bool) -> Features {
    source.features.only((0..<source.features.count).filter { ($0 % 5 == 0) == later })
  }

  private func fitted(_ sources: [Embedding.Source]) throws -> Embedding {
    try #require(
      Embedding(
        sources.map {
          Embedding.Source(
            rows($0, later: false), metric: $0.metric, neighbours: $0.neighbours)
        }, seed: seed))
  }

  /// The points of a map that was extended by every fifth row, in the order of all rows.
  private func ordered(_ map: Embedding) -> Features {
    let count = map.points.count
    let later = (0..<count).filter { $0 % 5 == 0 }
    let order = (0..<count).filter { $0 % 5 != 0 } + later
    var values = [Float](repeating: 0, count: 2 * count)
    for (place, row) in order.enumerated() {
      values[2 * row] = map.points.values[2 * place]
      values[2 * row + 1] = map.points.values[2 * place + 1]
    }
    return Features(width: 2, values: values)
  }

  @Test func `rows that come later are placed as well as by umap-learn`() throws {
    let reference = try Reference.read()
    for (source, name) in zip(reference.sources, ["outputs", "spectrum"]) {
      let map = try fitted([source]).extended(with: [rows(source, later: true)])
      let later = (0..<map.points.count).filter { $0 % 5 == 0 }
      let found = trustworthiness(
        ordered(map), of: source.features, source.metric, rows: later)
      let expected = try #require(reference.trustworthiness["later"]?[name])
      #expect(found >= expected - 0.01, "\(name)")
    }
  }

  @Test func `rows that come later fit a union nearly as if they had been there`() throws {
    let sources = try Reference.read().sources
    let whole = try #require(Embedding(sources, seed: seed)).points
    let map = try fitted(sources).extended(with: sources.map { rows($0, later: true) })
    let later = (0..<whole.count).filter { $0 % 5 == 0 }
    for source in sources {
      let expected = trustworthiness(whole, of: source.features, source.metric, rows: later)
      let found = trustworthiness(ordered(map), of: source.features, source.metric, rows: later)
      #expect(found >= expected - 0.02)
    }
  }

  @Test func `nothing moves when a map is extended`() throws {
    let sources = try Reference.read().sources
    let map = try fitted(sources)
    let later = sources.map { rows($0, later: true) }
    let extended = map.extended(with: later)
    #expect(Array(extended.points.values.prefix(map.points.values.count)) == map.points.values)
    for threads in [2, 3] {
      #expect(map.extended(with: later, threads: threads).points.values == extended.points.values)
    }
    // One by one and in another order they get the same places.
    var byOne = map
    for row in (0..<6).reversed() { byOne = byOne.extended(with: later.map { $0.only([row]) }) }
    for row in 0..<6 {
      #expect(
        Array(byOne.points[map.points.count + 5 - row])
          == Array(extended.points[map.points.count + row]))
    }
  }

  @Test func `a new row that runs away changes no other's place`() throws {
    let sources = try Reference.read().sources
    for sources in [sources, [sources[0]], [sources[1]]] {
      let map = try fitted(sources)
      let later = sources.map { rows($0, later: true) }
      let expected = map.places(of: later).values
      let runaway = later.map { rows in
        Features(
          width: rows.width, values: rows.values + rows[0].map { 1e6 * $0 })
      }
      #expect(Array(map.places(of: runaway).values.prefix(expected.count)) == expected)
    }
  }

  @Test func `a new row goes where rows like it are`() throws {
    let sources = try Reference.read().sources
    let embedding = try #require(Embedding(sources, seed: seed))
    let copied = [3, 70, 199]
    let copies = sources.map { $0.features.only(copied) }
    let places = embedding.places(of: copies)
    for (index, row) in copied.enumerated() {
      #expect(Array(places[index]) == Array(embedding.points[row]))
    }
    let near = copies.map { Features(width: $0.width, values: $0.values.map { $0 + 0.001 }) }
    let nearPlaces = embedding.places(of: near, threads: 2)
    for (index, row) in copied.enumerated() {
      let distance = zip(nearPlaces[index], embedding.points[row]).reduce(Float(0)) {
        $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
      }.squareRoot()
      #expect(distance < 1)
    }
  }

  @Test func `a new row that is not finite lies nowhere`() throws {
    let sources = try Reference.read().sources
    let map = try fitted(sources)
    var later = sources.map { rows($0, later: true).only([0, 1, 2]) }
    let expected = map.places(of: later)
    var values = later[1].values
    values[later[1].width + 3] = .nan
    later[1] = Features(width: later[1].width, values: values)
    let places = map.places(of: later)
    #expect(places[1].allSatisfy { $0.isNaN })
    for row in [0, 2] { #expect(Array(places[row]) == Array(expected[row])) }
  }
}
