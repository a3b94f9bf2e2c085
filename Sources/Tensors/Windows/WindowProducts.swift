import CKernels

// Letters: C channels, k side of the window, N = 1 + k k C.

/// The products X^T X of a window's places on a batch of images, where a row of X is a one and
/// then the window's pixels at one place: the N x N second moments of the patches.
///
/// Patches overlap, so their products repeat: at stride 1 the product of two of the window's
/// pixels depends, but for the border, on how far apart they are. There the product of the images
/// and the images shifted is taken once for each distance (13 instead of 45 for a window of 3 x 3)
/// and what the border leaves out is taken away. Other windows are unfolded.
///
/// Channels are centred first and the means put back in double precision afterwards: X = 1 m + Y
/// with Y^T Y the only large product, which single precision can take without losing what is small
/// beside the means. It keeps its memory between calls.
public final class WindowProducts {
  public let geometry: WindowGeometry
  private var single = WindowBuffers<Float>()
  private var double = WindowBuffers<Double>()
  private var moments: ImageMoments

  public init(_ geometry: WindowGeometry) {
    self.geometry = geometry
    moments = ImageMoments(geometry)
  }

  /// The products, times a factor.
  ///
  /// - Parameters:
  ///   - x: the images, one after the other.
  ///   - images: how many.
  ///   - precision: of the products of centred numbers.
  ///   - factor: what all products are multiplied by.
  /// - Returns: N x N products; not finite where a pixel is not.
  public func products(
    of x: borrowing Tensor, images: Int, precision: ProductPrecision, factor: Double
  ) -> SymmetricMatrix {
    moments.measure(x, images: images)
    var matrix = SymmetricMatrix(order: 1 + geometry.kernel * geometry.kernel * geometry.channels)
    switch precision {
    case .single: add(x, images, &single, to: &matrix)
    case .double: add(x, images, &double, to: &matrix)
    }
    moments.addBias(images: images, to: &matrix)
    matrix.scale(by: factor)
    return matrix
  }

  private func add<Number: ProductNumber>(
    _ x: borrowing Tensor, _ images: Int, _ buffers: inout WindowBuffers<Number>,
    to matrix: inout SymmetricMatrix
  ) {
    if isShifted {
      let shifted = ShiftedProducts(geometry: geometry, moments: moments)
      shifted.add(x, images: images, buffers: &buffers, to: &matrix)
    } else {
      let unfolded = UnfoldedProducts(geometry: geometry, moments: moments)
      unfolded.add(x, images: images, buffers: &buffers, to: &matrix)
    }
  }

  /// Whether shifted images take fewer multiplications than unfolded ones.
  private var isShifted: Bool {
    let g = geometry
    guard g.stride == 1, g.kernel > 1, g.height > g.kernel, g.width > g.kernel else { return false }
    let distances = ((2 * g.kernel - 1) * (2 * g.kernel - 1) + 1) / 2
    let padded = (g.height + g.kernel - 1) * (g.width + g.kernel - 1)
    let strips = 2 * g.kernel * g.kernel * (g.height + g.width)
    return 2 * (distances * padded + strips) < g.kernel * g.kernel * g.kernel * g.kernel * g.places
  }
}

/// Memory that a batch's products are taken in.
struct WindowBuffers<Number: ProductNumber> {
  /// Cut or unfolded pixels.
  var left: [Number] = []
  var right: [Number] = []
  var product: [Number] = []

  /// Makes room; what is there is kept where it is large enough.
  static func reserve(_ count: Int, in buffer: inout [Number]) {
    if buffer.count < count { buffer = Array(repeating: 0, count: count) }
  }
}
