// Letters: B images, C channels, k side of the window, N = k k C, and one more with ones.

/// The products X^T X of a window's places on a batch of images, where a row of X is a one, if
/// wanted, and then the window's pixels at one place: the N x N second moments of the patches.
///
/// Patches overlap, so their products repeat: but for the border, the product of two of the
/// window's pixels depends on how far apart they are. For all pixels of an image it is taken by way
/// of the images' Fourier transforms, and what the border leaves out is taken away.
///
/// All is in double precision; products are off by some 1e-15 of the images' squares. It keeps its
/// memory between calls.
public final class WindowProducts {
  private var memory = FrequencyMemory()

  public init() {}

  /// Whether products are taken sooner so than from patches that are written out.
  public static func isWorthwhile(_ geometry: WindowGeometry) -> Bool {
    let columns = geometry.kernel * geometry.kernel * geometry.channels
    return 3 * FrequencyProducts(geometry).work < geometry.places * columns * columns
  }

  /// The products, times a factor.
  ///
  /// - Parameters:
  ///   - geometry: the window and the images' shape.
  ///   - x: the images, one after the other.
  ///   - images: how many.
  ///   - factor: what all products are multiplied by.
  ///   - hasOnes: whether a one stands before the pixels.
  /// - Returns: N x N products; not finite where a pixel is not.
  public func products(
    _ geometry: WindowGeometry, of x: borrowing Tensor, images: Int, factor: Double,
    hasOnes: Bool = true
  ) -> SymmetricMatrix {
    let channels = geometry.channels
    let pixels = WindowPixel.all(of: geometry.kernel)
    let frequencies = FrequencyProducts(geometry)
    let start = hasOnes ? 1 : 0
    var matrix = SymmetricMatrix(order: start + pixels.count * channels)
    if hasOnes { matrix[0, 0] = Double(images * geometry.places) * factor }
    let ones = hasOnes ? PixelSums(geometry, x, images: images) : nil
    let sums = frequencies.sums(of: x, images: images, in: &memory)
    var border = BorderProducts(geometry)
    for first in pixels {
      for (channel, sum) in (ones?.sum(under: first) ?? []).enumerated() {
        matrix[0, start + first.index * channels + channel] = sum * factor
      }
      for second in pixels[first.index...] {
        guard var block = sums[frequencies.key(first, second)] else { continue }
        border.takeAway(first, second, x, images: images, from: &block)
        matrix.place(
          block, size: channels, row: start + first.index * channels,
          column: start + second.index * channels, factor: factor)
      }
    }
    return matrix
  }
}
