import CKernels

/// A rectangle of pixels of every image of a batch.
struct ImageCut {
  let geometry: WindowGeometry
  let rows: PixelRange
  let columns: PixelRange
  /// How far the rectangle is moved.
  var down = 0
  var right = 0

  /// Numbers from one pixel to the next, one row to the next and one image to the next.
  struct Steps {
    let pixel: Int
    let row: Int
    let image: Int
  }

  /// Pixels of one image.
  var count: Int { rows.count * columns.count }

  /// Writes the pixels, as `steps` says.
  func write(
    _ x: borrowing Tensor, images: Int, into out: inout [Double], _ steps: Steps, at offset: Int = 0
  ) {
    let g = geometry
    guard images > 0, count > 0 else { return }
    let (top, left) = (rows.start + down, columns.start + right)
    precondition(
      top >= 0 && left >= 0 && top + (rows.count - 1) * rows.step < g.height
        && left + (columns.count - 1) * columns.step < g.width
        && x.count >= images * g.height * g.width * g.channels && offset >= 0
        && out.count >= offset + (images - 1) * steps.image + (rows.count - 1) * steps.row
          + (columns.count - 1) * steps.pixel + g.channels,
      "\(self) of \(images) images does not fit (\(x.count), \(out.count))")
    var cut = hillock_cut(
      height: g.height, width: g.width, channels: g.channels, top: top, left: left,
      rows: rows.count, columns: columns.count, step: rows.step, pixel_step: steps.pixel,
      row_step: steps.row, image_step: steps.image)
    unsafe out.withUnsafeMutableBufferPointer { out in
      guard let out = out.baseAddress else { return }
      unsafe hillock_cut_images(&cut, x.address, images, out + offset)
    }
  }
}
