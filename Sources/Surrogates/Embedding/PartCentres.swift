import Randomness
import Tensors

/// Where the unconnected parts of a graph start: as their mean features lie along the two principal
/// axes of those means.
struct PartCentres {
  struct Square {
    let centre: SIMD2<Double>
    let side: Double
  }

  /// At most so many parts, the greatest, decide on the axes; all are placed along them.
  private static let landmarks = 100

  /// One vector a part: the means of all features, each kind scaled to the same spread.
  private let means: [[Double]]

  /// Takes the means of at least two parts.
  init(features: [Features], parts: [[Int]]) {
    means = features.map { Self.means($0, parts) }.reduce(
      Array(repeating: [], count: parts.count)
    ) { all, kind in zip(all, kind).map { $0 + $1 } }
  }

  private static func means(_ features: Features, _ parts: [[Int]]) -> [[Double]] {
    var means = parts.map { part in
      var sum = [Double](repeating: 0, count: features.width)
      for row in part {
        let start = row * features.width
        for column in sum.indices { sum[column] += Double(features.values[start + column]) }
      }
      return sum.map { $0 / Double(part.count) }
    }
    let leading = means.prefix(landmarks)
    var middle = [Double](repeating: 0, count: features.width)
    for mean in leading {
      for column in middle.indices { middle[column] += mean[column] / Double(leading.count) }
    }
    var spread = 0.0
    for part in means.indices {
      for column in middle.indices { means[part][column] -= middle[column] }
      if part < landmarks { spread += innerProduct(means[part], means[part]) }
    }
    guard spread > 0, spread < .infinity else {
      return means.map { $0.map { _ in 0 } }
    }
    let scale = 1 / spread.squareRoot()
    return means.map { $0.map { $0 * scale } }
  }

  /// A square for each part.
  func squares(extent: Double, _ generator: inout Generator) -> [Square] {
    let axes = axes(&generator)
    let points = means.map { mean in
      SIMD2(innerProduct(mean, axes[0]), innerProduct(mean, axes[1]))
    }
    let farthest = points.map { max(abs($0.x), abs($0.y)) }.max() ?? 0
    let scale = farthest > 0 ? extent / 2 / farthest : 0
    return points.indices.map { part in
      let nearest =
        points.indices.filter { $0 != part }
        .map { squaredDistance(points[part], points[$0]) }.min() ?? 0
      return Square(centre: scale * points[part], side: scale * nearest.squareRoot())
    }
  }

  private func squaredDistance(_ one: SIMD2<Double>, _ other: SIMD2<Double>) -> Double {
    ((one - other) * (one - other)).sum()
  }

  /// Two directions of the space of features, from the eigenvectors of the means' products.
  private func axes(_ generator: inout Generator) -> [[Double]] {
    let leading = means.prefix(Self.landmarks)
    let count = leading.count
    let products = leading.flatMap { one in leading.map { innerProduct(one, $0) } }
    let matrix = SparseMatrix(
      starts: (0...count).map { Int32($0 * count) },
      columns: (0..<count * count).map { Int32($0 % count) }, values: products)
    // The means are centred, so their products with a vector of ones are 0.
    let vectors = matrix.leadingEigenvectors(
      2, besides: Array(repeating: 1, count: count),
      start: (0..<count).map { _ in generator.normal() })
    return (0..<2).map { rank in
      var axis = [Double](repeating: 0, count: means[0].count)
      guard rank < vectors.count else { return axis }
      for (factor, mean) in zip(vectors[rank], leading) {
        for column in axis.indices { axis[column] += factor * mean[column] }
      }
      let length = innerProduct(axis, axis).squareRoot()
      return length > 0 ? axis.map { $0 / length } : axis
    }
  }
}
