/// Memory for the transforms of a batch, kept between batches, and what is done in it.
///
/// Letters: B images, C channels, as elsewhere; a plane is the real or the imaginary part of B x C
/// numbers.
struct FrequencyMemory {
  /// A column of pixels: height x B x C.
  private var column: [Double] = []
  /// For each phase the frequencies of the rows: half x 2 planes x width.
  private var rows: [Double] = []
  /// For each phase the frequencies of one frequency of the rows: widths x 2 planes.
  private var planes: [Double] = []
  /// The products of two phases: widths x C x C, the even and the odd parts.
  private var even: [Double] = []
  private var odd: [Double] = []

  private static func reserve(_ count: Int, _ numbers: inout [Double]) {
    if numbers.count < count { numbers = Array(repeating: 0, count: count) }
  }

  // Arrays are taken out of the structure where one is read and another written: the compiler takes
  // two parts of it for one.

  /// Transforms the rows of all phases.
  mutating func transformRows(_ x: borrowing Tensor, images: Int, _ f: FrequencyProducts) {
    let (g, t) = (f.geometry, f.tables)
    let plane = images * g.channels
    let size = 2 * t.half * t.width * plane
    Self.reserve(f.phases.count * size, &self.rows)
    let table = t.rows
    var (column, rows): ([Double], [Double]) = ([], [])
    swap(&column, &self.column)
    swap(&rows, &self.rows)
    for (number, phase) in f.phases.enumerated() {
      // Phases may differ by a row of pixels: what is not there is zero.
      column = Array(repeating: 0, count: max(column.count, t.height * plane))
      let vertical = f.range(from: phase.row, along: g.height)
      for place in 0..<t.width {
        let left = phase.column + place * g.stride
        if left < g.width {
          ImageCut(
            geometry: g, rows: vertical,
            columns: PixelRange(start: left, count: 1, step: g.stride)
          ).write(
            x, images: images, into: &column,
            .init(pixel: plane, row: plane, image: g.channels))
        } else {
          for index in column.indices { column[index] = 0 }
        }
        var target = rows.mutableSpan
        Tensors.multiply(
          ProductShape(rows: 2 * t.half, columns: plane, inner: t.height), table.span,
          by: column.span, into: &target, at: number * size + place * plane,
          step: t.width * plane)
      }
    }
    swap(&column, &self.column)
    swap(&rows, &self.rows)
  }

  /// Transforms the columns of all phases at one frequency of the rows.
  mutating func transformColumns(_ row: Int, images: Int, _ f: FrequencyProducts) {
    let t = f.tables
    let plane = images * f.geometry.channels
    let (size, all) = (2 * t.width * plane, 2 * t.widths * plane)
    Self.reserve(f.phases.count * all, &self.planes)
    let table = t.columns
    let rows = self.rows
    var target = self.planes.mutableSpan
    for number in f.phases.indices {
      let start = (number * t.half + row) * size
      Tensors.multiply(
        ProductShape(rows: 2 * t.widths, columns: plane, inner: 2 * t.width), table.span,
        by: rows.span.extracting(start..<start + size), into: &target, at: number * all)
    }
  }

  /// Multiplies two phases at every frequency of the columns, conjugating the first.
  mutating func multiply(_ first: Int, _ second: Int, images: Int, _ f: FrequencyProducts) {
    let (channels, widths) = (f.geometry.channels, f.tables.widths)
    let plane = images * channels
    let size = channels * channels
    Self.reserve(widths * size, &self.even)
    Self.reserve(widths * size, &self.odd)
    let planes = self.planes
    var (even, odd): ([Double], [Double]) = ([], [])
    swap(&even, &self.even)
    swap(&odd, &self.odd)
    var evens = even.mutableSpan
    var odds = odd.mutableSpan
    let shape = ProductShape(rows: channels, columns: channels, inner: images)
    for frequency in 0..<widths {
      let (a, b) = (2 * (first * widths + frequency), 2 * (second * widths + frequency))
      let left = planes.span.extracting(a * plane..<(a + 2) * plane)
      let right = planes.span.extracting(b * plane..<(b + 2) * plane)
      let offset = frequency * size
      let isOwn = first == second
      if isOwn {
        multiplyOwn(rows: 2 * images, columns: channels, left, into: &evens, at: offset)
      } else {
        let both = ProductShape(rows: channels, columns: channels, inner: 2 * images)
        Tensors.multiply(both, left, .transposed, by: right, into: &evens, at: offset)
      }
      Tensors.multiply(
        shape, left, .transposed, by: right.extracting(plane..<2 * plane), into: &odds, at: offset)
      if !isOwn {
        Tensors.multiply(
          shape, left.extracting(plane..<2 * plane), .transposed, by: right, into: &odds,
          at: offset, times: -1, keeping: 1)
      }
    }
    swap(&even, &self.even)
    swap(&odd, &self.odd)
  }

  /// Adds the products to the sums of a pair, transforming them back.
  mutating func add(_ row: Int, to pair: inout PhasePair, _ f: FrequencyProducts) {
    let t = f.tables
    let size = pair.channels * pair.channels
    let weights = pair.distances.map { t.weights(row: row, $0) }
    let shape = ProductShape(rows: pair.distances.count, columns: size, inner: t.widths)
    let (cosines, sines) = (weights.flatMap(\.even), weights.flatMap(\.odd))
    var evens = pair.even.mutableSpan
    Tensors.multiply(shape, cosines.span, by: even.span, into: &evens, keeping: 1)
    var odds = pair.odd.mutableSpan
    Tensors.multiply(shape, sines.span, by: odd.span, into: &odds, keeping: 1)
  }
}

extension FrequencyProducts {
  /// The pixels of a phase along an axis.
  func range(from phase: Int, along size: Int) -> PixelRange {
    PixelRange(
      start: phase, count: max(0, (size - phase + geometry.stride - 1) / geometry.stride),
      step: geometry.stride)
  }
}
