import CKernels
import COpenBLAS

/// A number whose matrix products the library takes: single or double precision.
protocol ProductNumber: BinaryFloatingPoint, Sendable {
  /// c = a^T b for row by row matrices of `rows` rows and `columns` columns.
  ///
  /// `b` starts `shift` numbers after the start of its span.
  static func crossProducts(
    rows: Int, columns: Int, _ a: Span<Self>, _ b: Span<Self>, shift: Int,
    into c: inout MutableSpan<Self>)

  /// c = a^T a, its upper triangle only.
  static func ownProducts(
    rows: Int, columns: Int, _ a: Span<Self>, into c: inout MutableSpan<Self>)

  /// Adds the numbers, times a factor, to sums from an offset on.
  static func accumulate(
    _ x: Span<Self>, count: Int, factor: Double, into sums: inout MutableSpan<Double>,
    at offset: Int)

  /// Cuts a rectangle out of images, centred and scaled, and writes it from an offset on.
  static func centre(
    _ cut: hillock_cut, _ x: borrowing Tensor, from image: Int, images: Int, mean: Span<Double>,
    scale: Double, into out: inout MutableSpan<Self>, at offset: Int)
}

/// Checks that what a kernel will touch is there.
private func check(_ needed: Int, _ count: Int, _ what: String) {
  precondition(count >= needed, "\(what) has \(count) numbers (\(needed))")
}

private func check(
  _ cut: hillock_cut, _ x: borrowing Tensor, _ image: Int, _ images: Int, _ mean: Int, _ out: Int
) {
  check((image + images) * cut.height * cut.width * cut.channels, x.count, "the batch")
  check(cut.channels, mean, "the mean")
  precondition(
    cut.top >= 0 && cut.left >= 0 && cut.pixel_step >= 0 && cut.row_step >= 0
      && cut.image_step >= 0 && cut.top + (cut.rows - 1) * cut.step < cut.height
      && cut.left + (cut.columns - 1) * cut.step < cut.width, "\(cut) reaches over the image")
  guard images > 0, cut.rows > 0, cut.columns > 0 else { return }
  check(
    (images - 1) * cut.image_step + (cut.rows - 1) * cut.row_step
      + (cut.columns - 1) * cut.pixel_step + cut.channels,
    out, "the cut")
}

extension Float: ProductNumber {
  static func crossProducts(
    rows: Int, columns: Int, _ a: Span<Float>, _ b: Span<Float>, shift: Int,
    into c: inout MutableSpan<Float>
  ) {
    let shape = ProductShape(rows: columns, columns: columns, inner: rows)
    multiply(shape, a, .transposed, by: b.extracting(shift..<b.count), into: &c)
  }

  static func ownProducts(
    rows: Int, columns: Int, _ a: Span<Float>, into c: inout MutableSpan<Float>
  ) {
    check(rows * columns, a.count, "a factor")
    check(columns * columns, c.count, "a product")
    LinearAlgebra.prepare()
    unsafe a.withUnsafeBufferPointer { a in
      unsafe c.withUnsafeMutableBufferPointer { c in
        unsafe cblas_ssyrk(
          CblasRowMajor, CblasUpper, CblasTrans, Int32(columns), Int32(rows), 1, a.baseAddress,
          Int32(columns), 0, c.baseAddress, Int32(columns))
      }
    }
  }

  static func accumulate(
    _ x: Span<Float>, count: Int, factor: Double, into sums: inout MutableSpan<Double>,
    at offset: Int
  ) {
    check(count, min(x.count, sums.count - offset), "a sum")
    unsafe x.withUnsafeBufferPointer { x in
      unsafe sums.withUnsafeMutableBufferPointer { sums in
        guard let x = x.baseAddress, let sums = sums.baseAddress else { return }
        unsafe hillock_accumulate_single(x, count, factor, sums + offset)
      }
    }
  }

  static func centre(
    _ cut: hillock_cut, _ x: borrowing Tensor, from image: Int, images: Int, mean: Span<Double>,
    scale: Double, into out: inout MutableSpan<Float>, at offset: Int
  ) {
    check(cut, x, image, images, mean.count, out.count - offset)
    var cut = cut
    unsafe x.withUnsafePointer { x in
      unsafe mean.withUnsafeBufferPointer { mean in
        unsafe out.withUnsafeMutableBufferPointer { out in
          guard let mean = mean.baseAddress, let out = out.baseAddress else { return }
          unsafe hillock_centre_single(
            &cut, x + image * cut.height * cut.width * cut.channels, mean, scale, images,
            out + offset)
        }
      }
    }
  }
}

extension Double: ProductNumber {
  static func crossProducts(
    rows: Int, columns: Int, _ a: Span<Double>, _ b: Span<Double>, shift: Int,
    into c: inout MutableSpan<Double>
  ) {
    check(rows * columns, min(a.count, b.count - shift), "a factor")
    check(columns * columns, c.count, "a product")
    LinearAlgebra.prepare()
    unsafe a.withUnsafeBufferPointer { a in
      unsafe b.withUnsafeBufferPointer { b in
        unsafe c.withUnsafeMutableBufferPointer { c in
          guard let b = b.baseAddress else { return }
          unsafe cblas_dgemm(
            CblasRowMajor, CblasTrans, CblasNoTrans, Int32(columns), Int32(columns), Int32(rows),
            1, a.baseAddress, Int32(columns), b + shift, Int32(columns), 0, c.baseAddress,
            Int32(columns))
        }
      }
    }
  }

  static func ownProducts(
    rows: Int, columns: Int, _ a: Span<Double>, into c: inout MutableSpan<Double>
  ) {
    check(rows * columns, a.count, "a factor")
    check(columns * columns, c.count, "a product")
    LinearAlgebra.prepare()
    unsafe a.withUnsafeBufferPointer { a in
      unsafe c.withUnsafeMutableBufferPointer { c in
        unsafe cblas_dsyrk(
          CblasRowMajor, CblasUpper, CblasTrans, Int32(columns), Int32(rows), 1, a.baseAddress,
          Int32(columns), 0, c.baseAddress, Int32(columns))
      }
    }
  }

  static func accumulate(
    _ x: Span<Double>, count: Int, factor: Double, into sums: inout MutableSpan<Double>,
    at offset: Int
  ) {
    check(count, min(x.count, sums.count - offset), "a sum")
    unsafe x.withUnsafeBufferPointer { x in
      unsafe sums.withUnsafeMutableBufferPointer { sums in
        guard let x = x.baseAddress, let sums = sums.baseAddress else { return }
        unsafe hillock_accumulate_double(x, count, factor, sums + offset)
      }
    }
  }

  static func centre(
    _ cut: hillock_cut, _ x: borrowing Tensor, from image: Int, images: Int, mean: Span<Double>,
    scale: Double, into out: inout MutableSpan<Double>, at offset: Int
  ) {
    check(cut, x, image, images, mean.count, out.count - offset)
    var cut = cut
    unsafe x.withUnsafePointer { x in
      unsafe mean.withUnsafeBufferPointer { mean in
        unsafe out.withUnsafeMutableBufferPointer { out in
          guard let mean = mean.baseAddress, let out = out.baseAddress else { return }
          unsafe hillock_centre_double(
            &cut, x + image * cut.height * cut.width * cut.channels, mean, scale, images,
            out + offset)
        }
      }
    }
  }
}
