import Randomness
import Surrogates
import Tensors
import TestSupport
import Testing

@Suite struct SurrogateTests {
  /// Points at random in three dimensions, one of which lies nowhere.
  private func features(_ count: Int, _ generator: inout Generator) -> Features {
    var values = (0..<3 * count).map { _ in Float(generator.normal()) }
    values[3 * (count - 1)] = .nan
    return Features(width: 3, values: values)
  }

  private func observations(_ rows: [Int]) -> Observations {
    Observations(rows.map { (row: $0, value: Double(($0 * 37) % 11) / 10) })
  }

  @Test func `kept neighbourhoods predict what a geometry predicts, whatever came before`() throws {
    try forAll(count: 30) { generator in
      let features = features(40, &generator)
      let regression = NeighbourRegression(neighbours: 1 + generator.uniform(below: 4))
      let kept = NeighbourhoodSurrogate(features, regression)
      let fresh = GeometrySurrogate(.coordinates(features), regression)
      for _ in 0..<6 {
        var rows = Array(0..<39)
        generator.shuffle(&rows)
        let known = observations(Array(rows.prefix(5 + generator.uniform(below: 10))))
        let assumed = observations(Array(rows.suffix(generator.uniform(below: 4))))
        let one = kept.predictions(from: known, assuming: assumed, seed: Seed(1))
        let other = fresh.predictions(from: known, assuming: assumed, seed: Seed(1))
        for row in 0..<39 {
          #expect(one.values[row] == other.values[row])
          #expect(one.spreads[row] == other.spreads[row])
        }
        #expect(one.values[39].isNaN && other.values[39].isNaN)
      }
    }
  }

  @Test func `neighbours are the nearest of the rows, the row itself left out`() throws {
    let line = Features(width: 1, values: [0, 1, 2, 4, 4, .nan])
    let distances = try #require(Distances(of: line, .absolutes))
    let surrogates: [any Surrogate] = [
      NeighbourhoodSurrogate(line), GeometrySurrogate(.coordinates(line), NeighbourRegression()),
      GeometrySurrogate(.distances(distances), ForestRegression()),
    ]
    for surrogate in surrogates {
      #expect(
        surrogate.neighbours(of: 1, among: [5, 4, 3, 1, 0], limit: 3)
          == [
            Neighbour(row: 0, distance: 1), Neighbour(row: 3, distance: 3),
            Neighbour(row: 4, distance: 3),
          ])
      #expect(surrogate.neighbours(of: 5, among: [0, 1], limit: 3).isEmpty)
      #expect(surrogate.neighbours(of: 0, among: [], limit: 3).isEmpty)
    }
  }
}
