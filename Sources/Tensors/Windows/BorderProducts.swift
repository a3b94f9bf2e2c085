import CKernels

/// The products of pixels that lie on the images but never under both of two of a window's pixels,
/// because the window's places end before the image does.
struct BorderProducts {
  let geometry: WindowGeometry
  private var strips: [Strip: [Double]] = [:]
  private var left: [Double] = []
  private var right: [Double] = []

  /// A rectangle of pixels, and how far from it their partners lie.
  private struct Strip: Hashable {
    let rows: PixelRange
    let columns: PixelRange
    let distance: Distance
  }

  init(_ geometry: WindowGeometry) { self.geometry = geometry }

  /// Takes away what the window's places leave out: rows, columns, and, as these have the corners
  /// in common, the corners once less.
  mutating func takeAway(
    _ first: WindowPixel, _ second: WindowPixel, _ x: borrowing Tensor, images: Int,
    from sums: inout [Double]
  ) {
    let distance = Distance(rows: second.row - first.row, columns: second.column - first.column)
    let (height, width) = (geometry.height, geometry.width)
    let down = geometry.pairs(along: height, offset: first.row, distance: distance.rows)
    let across = geometry.pairs(along: width, offset: first.column, distance: distance.columns)
    let rows = down.without(
      geometry.pixels(along: height, offset: first.row, distance: distance.rows))
    let columns = across.without(
      geometry.pixels(along: width, offset: first.column, distance: distance.columns))
    for row in rows { add(-1, row, across, distance, x, images, to: &sums) }
    for column in columns { add(-1, down, column, distance, x, images, to: &sums) }
    for row in rows {
      for column in columns { add(1, row, column, distance, x, images, to: &sums) }
    }
  }

  private mutating func add(
    _ sign: Double, _ rows: PixelRange, _ columns: PixelRange, _ distance: Distance,
    _ x: borrowing Tensor, _ images: Int, to sums: inout [Double]
  ) {
    let strip = Strip(rows: rows, columns: columns, distance: distance)
    let products = strips[strip] ?? products(strip, x, images)
    strips[strip] = products
    precondition(products.count == sums.count, "\(products.count) products (\(sums.count))")
    unsafe products.withUnsafeBufferPointer { products in
      unsafe sums.withUnsafeMutableBufferPointer { sums in
        guard let start = products.baseAddress, let target = sums.baseAddress else { return }
        unsafe hillock_add_scaled(start, sums.count, sign, target)
      }
    }
  }

  private mutating func products(
    _ strip: Strip, _ x: borrowing Tensor, _ images: Int
  ) -> [Double] {
    let channels = geometry.channels
    var cut = ImageCut(geometry: geometry, rows: strip.rows, columns: strip.columns)
    let count = images * cut.count * channels
    if left.count < count {
      left = Array(repeating: 0, count: count)
      right = left
    }
    let steps = ImageCut.Steps(
      pixel: channels, row: strip.columns.count * channels, image: cut.count * channels)
    cut.write(x, images: images, into: &left, steps)
    (cut.down, cut.right) = (strip.distance.rows, strip.distance.columns)
    cut.write(x, images: images, into: &right, steps)
    var sums = [Double](repeating: 0, count: channels * channels)
    var target = sums.mutableSpan
    multiply(
      ProductShape(rows: channels, columns: channels, inner: images * cut.count), left.span,
      .transposed, by: right.span, into: &target)
    return sums
  }
}
