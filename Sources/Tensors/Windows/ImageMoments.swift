import CKernels

/// The means of a batch's channels, and the sums of its centred images.
struct ImageMoments {
  let geometry: WindowGeometry
  /// The mean of each channel over all pixels of all images.
  private(set) var mean: [Double]
  /// A power of two that brings the centred numbers to a size near 1, so that their products
  /// neither overflow nor vanish in single precision.
  private(set) var scale = 1.0
  /// (height, width, channels): centred numbers, summed over the images.
  private var sums: [Double]

  init(_ geometry: WindowGeometry) {
    self.geometry = geometry
    mean = Array(repeating: 0, count: geometry.channels)
    sums = Array(repeating: 0, count: geometry.height * geometry.width * geometry.channels)
  }

  mutating func measure(_ x: borrowing Tensor, images: Int) {
    let channels = geometry.channels
    let pixels = geometry.height * geometry.width
    precondition(
      images > 0 && x.count >= images * sums.count,
      "\(images) images of \(sums.count) numbers (\(x.count))")
    var squares = 0.0
    unsafe x.withUnsafePointer { x in
      unsafe sums.withUnsafeMutableBufferPointer { sums in
        guard let start = sums.baseAddress else { return }
        unsafe hillock_sum_images(x, sums.count, images, start, &squares)
      }
    }
    mean = Array(repeating: 0, count: channels)
    for pixel in 0..<pixels {
      for channel in 0..<channels { mean[channel] += sums[pixel * channels + channel] }
    }
    for channel in 0..<channels { mean[channel] /= Double(pixels * images) }
    for pixel in 0..<pixels {
      for channel in 0..<channels {
        sums[pixel * channels + channel] -= Double(images) * mean[channel]
      }
    }
    let count = Double(images * sums.count)
    let central = squares / count - mean.reduce(0) { $0 + $1 * $1 } / Double(channels)
    // A rounded variance of nearly equal numbers may be anything; a power of two is always exact.
    let size = max(central, squares / count * 0x1p-40).squareRoot()
    scale = size.isNormal ? Double(sign: .plus, exponent: -size.exponent, significand: 1) : 1
  }

  /// Sums the centred numbers of all images over a rectangle of pixels.
  func sum(_ rows: PixelRange, _ columns: PixelRange) -> [Double] {
    let channels = geometry.channels
    var total = [Double](repeating: 0, count: channels)
    for row in 0..<rows.count {
      for column in 0..<columns.count {
        let y = rows.start + row * geometry.stride
        let x = columns.start + column * geometry.stride
        let start = (y * geometry.width + x) * channels
        for channel in 0..<channels { total[channel] += sums[start + channel] }
      }
    }
    return total
  }

  /// Adds the products with the column of ones.
  func addBias(images: Int, to matrix: inout SymmetricMatrix) {
    let channels = geometry.channels
    matrix[0, 0] += Double(images * geometry.places)
    for pixel in WindowPixel.all(of: geometry.kernel) {
      let rows = geometry.pixels(along: geometry.height, offset: pixel.row, distance: 0)
      let columns = geometry.pixels(along: geometry.width, offset: pixel.column, distance: 0)
      let sums = sum(rows, columns)
      let count = Double(images * rows.count * columns.count)
      for channel in 0..<channels {
        matrix[0, 1 + pixel.index * channels + channel] += sums[channel] + count * mean[channel]
      }
    }
  }

  /// Adds the products of two of the window's pixels to their block, given those of the centred
  /// numbers, `step` apart from row to row.
  func add(
    _ products: Span<Double>, step: Int, of first: WindowPixel, and second: WindowPixel,
    images: Int, to matrix: inout SymmetricMatrix
  ) {
    let (dy, dx) = (second.row - first.row, second.column - first.column)
    let rows = geometry.pixels(along: geometry.height, offset: first.row, distance: dy)
    let columns = geometry.pixels(along: geometry.width, offset: first.column, distance: dx)
    let a = sum(rows, columns)
    let b = sum(
      PixelRange(start: rows.start + dy, count: rows.count),
      PixelRange(start: columns.start + dx, count: columns.count))
    matrix.addBlock(
      row: 1 + first.index * geometry.channels, column: 1 + second.index * geometry.channels,
      size: geometry.channels, products: products, step: step, a: a, b: b,
      count: Double(images * rows.count * columns.count), mean: mean)
  }
}

/// A pixel of a window.
struct WindowPixel: Hashable {
  let row: Int
  let column: Int
  /// Its place, row by row.
  let index: Int

  static func all(of kernel: Int) -> [WindowPixel] {
    (0..<kernel * kernel).map { WindowPixel(row: $0 / kernel, column: $0 % kernel, index: $0) }
  }
}
