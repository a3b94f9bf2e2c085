import CKernels

/// Products of patches at stride 1, from products of whole images and their shifted selves.
struct ShiftedProducts {
  let geometry: WindowGeometry
  let moments: ImageMoments

  /// How many pixels the images of a block should have, with their borders of zeros.
  private static let pixels = 1200

  /// How far apart two of the window's pixels are; the second one lies after the first.
  private struct Distance {
    let dy: Int
    let dx: Int
  }

  /// A rectangle of pixels.
  private struct Rectangle: Hashable {
    let rows: PixelRange
    let columns: PixelRange

    var count: Int { rows.count * columns.count }
  }

  private var reach: Int { geometry.kernel - 1 }

  private var distances: [Distance] {
    (0...reach).flatMap { dy in
      ((dy == 0 ? 0 : -reach)...reach).map { Distance(dy: dy, dx: $0) }
    }
  }

  func add<Number: ProductNumber>(
    _ x: borrowing Tensor, images: Int, buffers: inout WindowBuffers<Number>,
    to matrix: inout SymmetricMatrix
  ) {
    let channels = geometry.channels
    let size = channels * channels
    let whole = wholeProducts(x, images: images, buffers: &buffers)
    let pixels = WindowPixel.all(of: geometry.kernel)
    for (number, distance) in distances.enumerated() {
      var strips: [Rectangle: [Double]] = [:]
      for first in pixels {
        let (row, column) = (first.row + distance.dy, first.column + distance.dx)
        guard row <= reach, column >= 0, column <= reach else { continue }
        var sums = Array(whole[number * size..<(number + 1) * size])
        for (rectangle, sign) in leftOut(first, distance) {
          let strip =
            strips[rectangle]
            ?? products(rectangle, distance, x, images: images, buffers: &buffers)
          strips[rectangle] = strip
          var target = sums.mutableSpan
          Double.accumulate(strip.span, count: size, factor: sign, into: &target, at: 0)
        }
        moments.add(
          sums.span, step: channels, of: first, and: pixels[row * geometry.kernel + column],
          images: images, to: &matrix)
      }
    }
  }

  /// For each distance the products over all pairs of pixels on the images.
  ///
  /// A border of zeros to the right of and below each image makes a shift the same everywhere: it
  /// is then one product of two matrices that overlap.
  private func wholeProducts<Number: ProductNumber>(
    _ x: borrowing Tensor, images: Int, buffers: inout WindowBuffers<Number>
  ) -> [Double] {
    let g = geometry
    let size = g.channels * g.channels
    let width = g.width + reach
    let each = (g.height + reach) * width
    let step = max(1, min(images, Self.pixels / each))
    let cut = hillock_cut(
      height: g.height, width: g.width, channels: g.channels, top: 0, left: 0, rows: g.height,
      columns: g.width, step: 1, pixel_step: g.channels, row_step: width * g.channels,
      image_step: each * g.channels)
    buffers.left = Array(
      repeating: 0, count: (step * each + reach * width + reach) * g.channels)
    WindowBuffers.reserve(size, in: &buffers.product)
    var sums = [Double](repeating: 0, count: distances.count * size)
    for first in stride(from: 0, to: images, by: step) {
      let count = min(step, images - first)
      var padded = buffers.left.mutableSpan
      Number.centre(
        cut, x, from: first, images: count, mean: moments.mean.span, scale: moments.scale,
        into: &padded, at: 0)
      for (number, distance) in distances.enumerated() {
        // A second name, because the compiler takes two parts of `buffers` for one.
        let left = buffers.left
        var product = buffers.product.mutableSpan
        Number.crossProducts(
          rows: count * each, columns: g.channels, left.span, left.span,
          shift: (distance.dy * width + distance.dx) * g.channels, into: &product)
        var target = sums.mutableSpan
        Number.accumulate(
          buffers.product.span, count: size, factor: 1 / (moments.scale * moments.scale),
          into: &target, at: number * size)
      }
    }
    return sums
  }

  /// The rectangles of pairs that lie on the images but not under both pixels of the window, with
  /// their signs: rows, columns, and the corners that are in both.
  private func leftOut(
    _ first: WindowPixel, _ distance: Distance
  ) -> [(rectangle: Rectangle, sign: Double)] {
    let all = (
      rows: onImage(geometry.height, distance.dy), columns: onImage(geometry.width, distance.dx)
    )
    let rows = outside(
      geometry.pixels(along: geometry.height, offset: first.row, distance: distance.dy), all.rows)
    let columns = outside(
      geometry.pixels(along: geometry.width, offset: first.column, distance: distance.dx),
      all.columns)
    return rows.map { (Rectangle(rows: $0, columns: all.columns), -1) }
      + columns.map { (Rectangle(rows: all.rows, columns: $0), -1) }
      + rows.flatMap { row in columns.map { (Rectangle(rows: row, columns: $0), 1) } }
  }

  /// The pixels along an axis that have another one at a distance.
  private func onImage(_ size: Int, _ distance: Int) -> PixelRange {
    PixelRange(start: max(0, -distance), count: max(0, size - abs(distance)))
  }

  /// What of a range lies before and after a part of it.
  private func outside(_ part: PixelRange, _ range: PixelRange) -> [PixelRange] {
    let end = part.start + part.count
    return [
      PixelRange(start: range.start, count: part.start - range.start),
      PixelRange(start: end, count: range.start + range.count - end),
    ].filter { $0.count > 0 }
  }

  /// The products of the pixels of a rectangle and those at a distance.
  private func products<Number: ProductNumber>(
    _ rectangle: Rectangle, _ distance: Distance, _ x: borrowing Tensor, images: Int,
    buffers: inout WindowBuffers<Number>
  ) -> [Double] {
    let size = geometry.channels * geometry.channels
    let rows = images * rectangle.count
    WindowBuffers.reserve(rows * geometry.channels, in: &buffers.left)
    WindowBuffers.reserve(rows * geometry.channels, in: &buffers.right)
    cut(rectangle, dy: 0, dx: 0, x, images, into: &buffers.left)
    cut(rectangle, dy: distance.dy, dx: distance.dx, x, images, into: &buffers.right)
    let (left, right) = (buffers.left, buffers.right)
    var product = buffers.product.mutableSpan
    Number.crossProducts(
      rows: rows, columns: geometry.channels, left.span, right.span, shift: 0,
      into: &product)
    var sums = [Double](repeating: 0, count: size)
    var target = sums.mutableSpan
    Number.accumulate(
      buffers.product.span, count: size, factor: 1 / (moments.scale * moments.scale),
      into: &target, at: 0)
    return sums
  }

  private func cut<Number: ProductNumber>(
    _ rectangle: Rectangle, dy: Int, dx: Int, _ x: borrowing Tensor, _ images: Int,
    into numbers: inout [Number]
  ) {
    let g = geometry
    let cut = hillock_cut(
      height: g.height, width: g.width, channels: g.channels, top: rectangle.rows.start + dy,
      left: rectangle.columns.start + dx, rows: rectangle.rows.count,
      columns: rectangle.columns.count, step: 1, pixel_step: g.channels,
      row_step: rectangle.columns.count * g.channels, image_step: rectangle.count * g.channels)
    var target = numbers.mutableSpan
    Number.centre(
      cut, x, from: 0, images: images, mean: moments.mean.span, scale: moments.scale,
      into: &target, at: 0)
  }
}
