import Datasets
import Networks
import Tensors

/// The eigenvalues of a layer's factors.
///
/// What is less than 2^-40 of a factor's largest eigenvalue counts as that much: values and
/// gradients are in single precision, and the squares of their rounding errors make about that
/// much of an eigenvalue that is zero in theory, more or less and on either side of zero, as the
/// processor's kernels will have it. A factor of zeros stays one.
struct Eigenvalues {
  static let smallestShare = 0x1p-40

  let products: FactorProducts
  let images: Int
  /// Whether patches that overlap share their products, where that is quicker.
  var isSharing = true

  /// Omega's eigenvalues, the smallest first; nil where it is not finite.
  func omega(of layer: WeightedLayer, _ values: borrowing Tensor) -> [Double]? {
    let divisor = layer.omegaDivisor(images: images)
    let rows = layer.omegaRows
    guard isSharing, rows.columns <= images * rows.rowsPerImage, let window = layer.geometry,
      WindowProducts.isWorthwhile(window)
    else { return all(of: rows, values, layer.input, divisor: divisor) }
    guard values.isFinite(first: images * layer.input.count) else { return nil }
    return cleaned(
      products.windowFactor(
        window, of: values, images: images, divisor: divisor, hasOnes: layer.sums.hasBias
      ).eigenvalues())
  }

  /// Gamma's eigenvalues, the smallest first; nil where it is not finite.
  func gamma(of layer: WeightedLayer, _ gradients: borrowing Tensor) -> [Double]? {
    all(
      of: layer.gammaRows, gradients, layer.output, divisor: layer.gammaDivisor(images: images))
  }

  /// The eigenvalues of x^T x / divisor, by way of the smaller of x^T x and x x^T.
  private func all(
    of rows: WindowRows, _ values: borrowing Tensor, _ shape: ImageShape, divisor: Double
  ) -> [Double]? {
    guard values.isFinite(first: images * shape.count) else { return nil }
    let count = images * rows.rowsPerImage
    guard count < rows.columns else {
      return cleaned(
        products.factor(rows, of: values, images: images, divisor: divisor).eigenvalues())
    }
    let factor = products.outerFactor(rows, of: values, images: images, divisor: divisor)
    return cleaned(
      factor.eigenvalues().map { Array(repeating: 0, count: rows.columns - count) + $0 })
  }

  /// Raises what rounding may have made to the smallest share.
  private func cleaned(_ values: [Double]?) -> [Double]? {
    guard let values, let largest = values.last, largest > 0 else { return values }
    return values.map { max($0, largest * Self.smallestShare) }
  }
}
