import CKernels

/// Products of patches that are written out, a block of images at a time.
struct UnfoldedProducts {
  let geometry: WindowGeometry
  let moments: ImageMoments

  /// How many rows a block should have: many enough for the product to be quick, few enough for
  /// sums in single precision to stay exact in five digits and more.
  private static let rows = 1024

  func add<Number: ProductNumber>(
    _ x: borrowing Tensor, images: Int, buffers: inout WindowBuffers<Number>,
    to matrix: inout SymmetricMatrix
  ) {
    let channels = geometry.channels
    let pixels = WindowPixel.all(of: geometry.kernel)
    let order = pixels.count * channels
    let step = max(1, min(images, Self.rows / geometry.places))
    // What lies outside an image is never written and stays zero.
    buffers.left = Array(repeating: 0, count: step * geometry.places * order)
    WindowBuffers.reserve(order * order, in: &buffers.product)
    var sums = [Double](repeating: 0, count: order * order)
    for first in stride(from: 0, to: images, by: step) {
      let count = min(step, images - first)
      for pixel in pixels { unfold(pixel, order, x, first, count, into: &buffers.left) }
      // A second name, because the compiler takes two parts of `buffers` for one.
      let left = buffers.left
      var product = buffers.product.mutableSpan
      Number.ownProducts(
        rows: count * geometry.places, columns: order, left.span, into: &product)
      var target = sums.mutableSpan
      Number.accumulate(
        buffers.product.span, count: order * order, factor: 1 / (moments.scale * moments.scale),
        into: &target, at: 0)
    }
    for first in pixels {
      for second in pixels[first.index...] {
        let start = (first.index * order + second.index) * channels
        moments.add(
          sums.span.extracting(start..<sums.count), step: order, of: first, and: second,
          images: images, to: &matrix)
      }
    }
  }

  /// Writes one of the window's pixels into the rows of all its places where it is on the image.
  private func unfold<Number: ProductNumber>(
    _ pixel: WindowPixel, _ order: Int, _ x: borrowing Tensor, _ image: Int, _ images: Int,
    into rows: inout [Number]
  ) {
    let g = geometry
    let ys = g.pixels(along: g.height, offset: pixel.row, distance: 0)
    let xs = g.pixels(along: g.width, offset: pixel.column, distance: 0)
    guard ys.count > 0, xs.count > 0 else { return }
    let across = g.places(along: g.width)
    let top = (ys.start - pixel.row + g.padding) / g.stride
    let left = (xs.start - pixel.column + g.padding) / g.stride
    let cut = hillock_cut(
      height: g.height, width: g.width, channels: g.channels, top: ys.start, left: xs.start,
      rows: ys.count, columns: xs.count, step: g.stride, pixel_step: order,
      row_step: across * order, image_step: g.places * order)
    var target = rows.mutableSpan
    Number.centre(
      cut, x, from: image, images: images, mean: moments.mean.span, scale: moments.scale,
      into: &target, at: (top * across + left) * order + pixel.index * g.channels)
  }
}
