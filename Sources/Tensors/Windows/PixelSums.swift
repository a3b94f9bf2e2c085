import CKernels

/// The images of a batch, summed.
struct PixelSums {
  private let geometry: WindowGeometry
  /// (height, width, channels).
  private var sums: [Double]

  init(_ geometry: WindowGeometry, _ x: borrowing Tensor, images: Int) {
    self.geometry = geometry
    sums = Array(repeating: 0, count: geometry.height * geometry.width * geometry.channels)
    precondition(
      images >= 0 && x.count >= images * sums.count,
      "\(images) images of \(sums.count) numbers (\(x.count))")
    unsafe sums.withUnsafeMutableBufferPointer { sums in
      guard let start = sums.baseAddress else { return }
      unsafe hillock_sum_images(x.address, sums.count, images, start)
    }
  }

  /// The sum of each channel over the pixels that a pixel of the window lies on.
  func sum(under pixel: WindowPixel) -> [Double] {
    let rows = geometry.pixels(along: geometry.height, offset: pixel.row, distance: 0)
    let columns = geometry.pixels(along: geometry.width, offset: pixel.column, distance: 0)
    var total = [Double](repeating: 0, count: geometry.channels)
    for row in 0..<rows.count {
      for column in 0..<columns.count {
        let y = rows.start + row * rows.step
        let start = (y * geometry.width + columns.start + column * columns.step) * geometry.channels
        for channel in total.indices { total[channel] += sums[start + channel] }
      }
    }
    return total
  }
}
