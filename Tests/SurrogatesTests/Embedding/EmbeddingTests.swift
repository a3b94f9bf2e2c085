import Foundation
import Randomness
import Testing

@testable import Surrogates

@Suite struct EmbeddingTests {
  private let seed = Seed(42)

  private func rows(_ count: Int, width: Int = 4, seed: UInt64 = 5) -> Features {
    var generator = Generator(seed: Seed(seed))
    return Features(
      width: width, values: (0..<count * width).map { _ in Float(generator.normal()) })
  }

  @Test func `layouts are as trustworthy as those of umap-learn`() throws {
    let reference = try Reference.read()
    let sources = reference.sources
    for (name, used) in [
      ("outputs", [sources[0]]), ("spectrum", [sources[1]]), ("union", sources),
    ] {
      let embedding = try #require(Embedding(used, seed: seed))
      let expected = try #require(reference.trustworthiness[name])
      for source in sources {
        let kind = source.metric == .euclidean ? "outputs" : "spectrum"
        // By one kind of feature the other's neighbours are not meant to be kept.
        guard name == "union" || name == kind else { continue }
        let found = trustworthiness(embedding.points, of: source.features, source.metric)
        let floor = try #require(expected[kind]) - 0.01
        #expect(found >= floor, "\(kind) in the layout by \(name)")
      }
    }
  }

  @Test func `any number of threads gives the same bits`() throws {
    let sources = [
      Embedding.Source(rows(150), metric: .euclidean, neighbours: 5),
      Embedding.Source(rows(150, width: 37, seed: 6), metric: .manhattan, neighbours: 3),
    ]
    let expected = try #require(Embedding(sources, seed: seed, epochs: 30)).points.values
    for threads in [2, 3, 7] {
      let found = try #require(Embedding(sources, seed: seed, threads: threads, epochs: 30))
      #expect(found.points.values == expected)
    }
    #expect(Embedding(sources, seed: Seed(43), epochs: 30)?.points.values != expected)
  }

  @Test(arguments: [1, 2, 3, 4, 5, 16, 17]) func `few rows have places`(count: Int) throws {
    let source = Embedding.Source(rows(count), metric: .euclidean)
    let embedding = try #require(Embedding([source], seed: seed, epochs: 50))
    #expect(embedding.points.count == count)
    #expect(embedding.points.values.allSatisfy { $0.isFinite })
    let union = try #require(Embedding([source, source], seed: seed, epochs: 50))
    #expect(union.points.values.allSatisfy { $0.isFinite })
    #expect(union.places(of: [rows(2), rows(2)]).values.allSatisfy { $0.isFinite })
  }

  @Test func `no rows make an empty map`() throws {
    let source = Embedding.Source(Features(width: 3, values: []), metric: .euclidean)
    let embedding = try #require(Embedding([source], seed: seed))
    #expect(embedding.points.count == 0)
    // There is nothing to be near to.
    let places = embedding.places(of: [Features(width: 3, values: [1, 2, 3])])
    #expect(places.count == 1 && places.values.allSatisfy { $0.isNaN })
    #expect(embedding.extended(with: [Features(width: 3, values: [])]).points.count == 0)
  }

  @Test func `rows that all coincide have finite places`() throws {
    let same = Features(width: 2, values: Array(repeating: 0.5, count: 120))
    for metric in [Embedding.Source.Metric.euclidean, .manhattan] {
      let source = Embedding.Source(same, metric: metric)
      let embedding = try #require(Embedding([source, source], seed: seed))
      #expect(embedding.points.values.allSatisfy { abs($0) < 1000 })
      let values = embedding.places(of: [same, same]).values
      #expect(values.allSatisfy { $0.isFinite })
    }
  }

  @Test func `clusters that share no neighbours stay apart`() throws {
    var generator = Generator(seed: seed)
    let values = (0..<90 * 3).map { Float(Double($0 / 90 * 50) + generator.normal()) }
    let source = Embedding.Source(
      Features(width: 3, values: values), metric: .euclidean, neighbours: 6)
    let points = try #require(Embedding([source], seed: seed)).points
    func centre(_ cluster: Int) -> SIMD2<Float> {
      (cluster * 30..<cluster * 30 + 30).reduce(SIMD2()) {
        $0 + SIMD2(points.values[2 * $1], points.values[2 * $1 + 1]) / 30
      }
    }
    for cluster in 0..<3 {
      for row in 0..<90 {
        let away = SIMD2(points.values[2 * row], points.values[2 * row + 1]) - centre(cluster)
        let distance = (away * away).sum().squareRoot()
        if row / 30 == cluster {
          #expect(distance < 8)
        } else {
          #expect(distance > 5)
        }
      }
    }
  }

  @Test func `the order of rows does not matter to how well they are laid out`() throws {
    let reference = try Reference.read()
    let features = reference.outputs.features
    var order = Array(0..<features.count)
    var generator = Generator(seed: seed)
    generator.shuffle(&order)
    let shuffled = Features(width: features.width, values: order.flatMap { features[$0] })
    let points = try #require(
      Embedding([Embedding.Source(shuffled, metric: .euclidean)], seed: seed)
    ).points
    let expected = try #require(reference.trustworthiness["outputs"]?["outputs"])
    #expect(trustworthiness(points, of: shuffled, .euclidean) >= expected - 0.01)
  }

  @Test func `multipliers scale the columns`() throws {
    let features = rows(40, width: 3)
    let scaled = features.values.enumerated().map { $1 * [2, 0.5, 4][$0 % 3] }
    let one = Embedding.Source(features, metric: .manhattan, multipliers: [2, 0.5, 4])
    let other = Embedding.Source(Features(width: 3, values: scaled), metric: .manhattan)
    let multiplied = try #require(Embedding([one], seed: seed, epochs: 20))
    #expect(multiplied.points.values == Embedding([other], seed: seed, epochs: 20)?.points.values)
    let again = multiplied.places(of: [Features(width: 3, values: Array(features[7]))])
    #expect(again.values == Array(multiplied.points[7]))
  }

  @Test func `a fit reports its stages and ends when it is cancelled`() throws {
    let source = Embedding.Source(rows(100), metric: .euclidean, neighbours: 4)
    var reports: [(Embedding.Stage, Double)] = []
    let whole = Embedding(
      [source], seed: seed, threads: 2, epochs: 40, progress: { reports.append(($0, $1)) })
    #expect(whole != nil)
    #expect(
      zip(reports, reports.dropFirst()).allSatisfy { $0.0 <= $1.0 && $0 <= $1 || $0.0 < $1.0 })
    #expect(reports.last?.0 == .layout && reports.last?.1 == 1)
    for stop in [Embedding.Stage.neighbours, .start, .layout] {
      var stage = Embedding.Stage.neighbours
      let cancelled = Embedding(
        [source], seed: seed, threads: 2, epochs: 40, progress: { now, _ in stage = now },
        isCancelled: { stage == stop })
      #expect(cancelled == nil)
      #expect(stage == stop)
    }
  }

  @Test func `rows that are not finite lie nowhere and change nothing`() throws {
    let whole = rows(61)
    let odd: [Int: Float] = [0: .nan, 17: .infinity, 63: -.infinity]
    var values: [Float] = []
    for row in 0..<64 {
      values +=
        odd[row].map { [$0, 0, 0, 0] } ?? Array(whole[row - odd.keys.filter { $0 < row }.count])
    }
    let mixed = Features(width: 4, values: values)
    for others in [[], [Embedding.Source(mixed, metric: .manhattan, neighbours: 3)]] {
      let sources = [Embedding.Source(mixed, metric: .euclidean, neighbours: 5)] + others
      let found = try #require(Embedding(sources, seed: seed, epochs: 30)).points
      let clean = sources.map {
        Embedding.Source(
          Features(width: 4, values: Array(whole.values.prefix(61 * 4))), metric: $0.metric,
          neighbours: $0.neighbours)
      }
      let expected = try #require(Embedding(clean, seed: seed, epochs: 30)).points
      let finite = (0..<64).filter { odd[$0] == nil }
      #expect(finite.flatMap { Array(found[$0]) } == expected.values)
      for row in odd.keys { #expect(found[row].allSatisfy { $0.isNaN }) }
    }
    let nothing = Features(width: 1, values: [.nan, .infinity])
    let points = Embedding([Embedding.Source(nothing, metric: .manhattan)], seed: seed)?.points
    #expect(points?.values.allSatisfy { $0.isNaN } == true)
  }

  @Test func `values of any finite size have places`() throws {
    let huge: [Float] = (0..<80).map { Float($0 % 7 - 3) * 4e37 }
    let tiny: [Float] = (0..<80).map { Float($0 % 11) * 1e-38 }
    for values in [huge, tiny] {
      for metric in [Embedding.Source.Metric.euclidean, .manhattan] {
        let source = Embedding.Source(
          Features(width: 2, values: values), metric: metric, neighbours: 4)
        let points = try #require(Embedding([source, source], seed: seed, epochs: 30)).points
        #expect(points.values.allSatisfy { $0.isFinite })
      }
    }
  }

  @Test func `the curve is the best fit of its kind`() throws {
    let reference = try Reference.read()
    #expect(abs(Double(LayoutCurve.a) - reference.curve[0]) < 1e-6)
    #expect(abs(Double(LayoutCurve.b) - reference.curve[1]) < 1e-6)
    func error(_ a: Double, _ b: Double) -> Double {
      (0..<300).reduce(0.0) { sum, step in
        let distance = 3 * Double(step) / 299
        let wanted = distance < 0.1 ? 1 : exp(0.1 - distance)
        let difference = 1 / (1 + a * pow(distance, 2 * b)) - wanted
        return sum + difference * difference
      }
    }
    let (a, b) = (Double(LayoutCurve.a), Double(LayoutCurve.b))
    for (da, db) in [(1e-3, 0), (-1e-3, 0), (0, 1e-3), (0, -1e-3)] {
      #expect(error(a + da, b + db) > error(a, b))
    }
  }
}
