import Networks
import Tensors

/// The eigenvalues of a layer's factors.
///
/// What is less than 2^-40 of a factor's largest eigenvalue is zero: values and gradients are in
/// single precision, and the squares of their rounding errors make that much of an eigenvalue
/// that is zero in theory, more or less and on either side of zero, as the processor's kernels
/// will have it.
struct Eigenvalues {
  static let smallestShare = 0x1p-40

  let products: FactorProducts
  let images: Int
  /// Whether products may run in single precision where that does not show.
  var precision = ProductPrecision.single

  /// Omega's eigenvalues, the smallest first; nil where it is not finite.
  func omega(of layer: WeightedLayer, _ values: borrowing Tensor) -> [Double]? {
    let divisor = layer.omegaDivisor(images: images)
    let rows = layer.omegaRows
    guard rows.columns <= images * rows.rowsPerImage, let window = layer.geometry else {
      return all(of: rows, values, divisor: divisor)
    }
    if precision == .single {
      let factor = products.windowFactor(
        window, of: values, images: images, divisor: divisor, precision: .single)
      if let quick = quick(factor) { return quick }
    }
    return cleaned(
      products.windowFactor(
        window, of: values, images: images, divisor: divisor, precision: .double
      ).eigenvalues())
  }

  /// Gamma's eigenvalues, the smallest first; nil where it is not finite.
  func gamma(of layer: WeightedLayer, _ gradients: borrowing Tensor) -> [Double]? {
    all(of: layer.gammaRows, gradients, divisor: layer.gammaDivisor(images: images))
  }

  /// The eigenvalues of x^T x / divisor, by way of the smaller of x^T x and x x^T.
  private func all(
    of rows: WindowRows, _ values: borrowing Tensor, divisor: Double
  ) -> [Double]? {
    let count = images * rows.rowsPerImage
    guard count < rows.columns else {
      return cleaned(
        products.factor(rows, of: values, images: images, divisor: divisor).eigenvalues())
    }
    let factor = products.outerFactor(rows, of: values, images: images, divisor: divisor)
    return cleaned(factor.eigenvalues()).map {
      Array(repeating: 0, count: rows.columns - count) + $0
    }
  }

  /// The eigenvalues of a factor whose products were taken in single precision; nil where its
  /// errors could show.
  ///
  /// An eigenvalue moves by some 2^-23 of the mean diagonal entry, so that its logarithm, and with
  /// it its place in the distribution, moves by that over the eigenvalue. The mean of these moves,
  /// each at most 1, is a generous bound of what becomes of the distribution.
  private func quick(_ factor: consuming SymmetricMatrix) -> [Double]? {
    let error = factor.meanDiagonal * 0x1p-23
    guard let values = factor.eigenvalues() else { return nil }
    let moves = values.reduce(0) { $0 + ($1 > error ? error / $1 : 1) }
    guard moves <= Double(values.count) * 5e-4 else { return nil }
    return cleaned(values)
  }

  /// Zeroes what rounding may have made.
  private func cleaned(_ values: [Double]?) -> [Double]? {
    guard let values, let largest = values.last else { return values }
    return values.map { $0 > largest * Self.smallestShare ? $0 : 0 }
  }
}
