import CKernels

/// The sums of products of images and shifted images, taken where a shift is a multiplication.
///
/// The images that the window's pixels move over are every `stride`th pixel of the batch's images,
/// from different pixels on: the phases. What a window needs is, for two phases and a distance, the
/// sum over a batch and all pixels of the products of all channels. Its Fourier transform (Wiener
/// and Khinchin) is the product of the transforms: one matrix product of the channels a frequency
/// instead of one a distance and pixel.
struct FrequencyProducts {
  let geometry: WindowGeometry
  let phases: [Phase]
  let tables: FourierTables

  /// Which pixels an image is made of: those at multiples of the stride from here on.
  struct Phase: Hashable {
    let row: Int
    let column: Int
  }

  /// Two phases, by number, and how far the second image is shifted.
  struct Key: Hashable {
    let first: Int
    let second: Int
    let distance: Distance

    /// The same products, transposed.
    var transposed: Key {
      Key(
        first: second, second: first,
        distance: Distance(rows: -distance.rows, columns: -distance.columns))
    }
  }

  init(_ geometry: WindowGeometry) {
    self.geometry = geometry
    let pixels = WindowPixel.all(of: geometry.kernel)
    var phases: [Phase] = []
    for pixel in pixels {
      let phase = Self.phase(of: pixel, geometry)
      if !phases.contains(phase) { phases.append(phase) }
    }
    self.phases = phases
    let shifts = (0..<geometry.kernel).map { geometry.shift($0) }
    let reach = (shifts.max() ?? 0) - (shifts.min() ?? 0)
    let height = (geometry.height + geometry.stride - 1) / geometry.stride
    let width = (geometry.width + geometry.stride - 1) / geometry.stride
    // So many zeros that no shift reaches around the image.
    tables = FourierTables(
      height: height, width: width, heights: height + reach, widths: width + reach)
  }

  private static func phase(of pixel: WindowPixel, _ geometry: WindowGeometry) -> Phase {
    Phase(row: geometry.phase(pixel.row), column: geometry.phase(pixel.column))
  }

  /// Which products two of the window's pixels need.
  func key(_ first: WindowPixel, _ second: WindowPixel) -> Key {
    Key(
      first: number(of: first), second: number(of: second),
      distance: Distance(
        rows: geometry.shift(second.row) - geometry.shift(first.row),
        columns: geometry.shift(second.column) - geometry.shift(first.column)))
  }

  private func number(of pixel: WindowPixel) -> Int {
    phases.firstIndex(of: Self.phase(of: pixel, geometry)) ?? 0
  }

  /// Multiplications for an image, about.
  var work: Int {
    let (t, channels) = (tables, phases.count * geometry.channels)
    let transform = 2 * t.half * t.width * (t.height + 2 * t.widths) * channels
    return transform + 2 * t.half * t.widths * channels * channels
  }

  /// All sums that the pairs of the window's pixels need, each C x C, row by row.
  func sums(
    of x: borrowing Tensor, images: Int, in memory: inout FrequencyMemory
  ) -> [Key: [Double]] {
    var pairs = self.pairs
    memory.transformRows(x, images: images, self)
    for row in 0..<tables.half {
      memory.transformColumns(row, images: images, self)
      for number in pairs.indices {
        memory.multiply(pairs[number].first, pairs[number].second, images: images, self)
        memory.add(row, to: &pairs[number], self)
      }
    }
    var sums: [Key: [Double]] = [:]
    for pair in pairs {
      for (number, distance) in pair.distances.enumerated() {
        let key = Key(first: pair.first, second: pair.second, distance: distance)
        sums[key] = pair.joined(number, transposed: false)
        if pair.first != pair.second {
          sums[key.transposed] = pair.joined(number, transposed: true)
        }
      }
    }
    return sums
  }

  /// The pairs of phases and the distances that they are needed at.
  private var pairs: [PhasePair] {
    var pairs: [PhasePair] = []
    let pixels = WindowPixel.all(of: geometry.kernel)
    for first in pixels {
      for second in pixels[first.index...] {
        var key = key(first, second)
        if key.first > key.second { key = key.transposed }
        let number = pairs.firstIndex { $0.first == key.first && $0.second == key.second }
        if number == nil {
          pairs.append(PhasePair(first: key.first, second: key.second, channels: geometry.channels))
        }
        pairs[number ?? pairs.count - 1].need(key.distance)
      }
    }
    return pairs
  }
}

/// The products of two phases at some distances.
struct PhasePair {
  let first: Int
  let second: Int
  let channels: Int
  private(set) var distances: [Distance] = []
  /// The C x C sums of the frequencies' even parts, for each distance.
  ///
  /// Of a phase with itself only the upper triangle.
  var even: [Double] = []
  /// The sums of the odd parts.
  ///
  /// Of a phase with itself that which minus its transposed is the odd part.
  var odd: [Double] = []

  init(first: Int, second: Int, channels: Int) {
    self.first = first
    self.second = second
    self.channels = channels
  }

  mutating func need(_ distance: Distance) {
    guard !distances.contains(distance) else { return }
    distances.append(distance)
    even += Array(repeating: 0, count: channels * channels)
    odd += Array(repeating: 0, count: channels * channels)
  }

  /// The sums of products at one of the distances.
  func joined(_ number: Int, transposed: Bool) -> [Double] {
    let size = channels * channels
    var sums = [Double](repeating: 0, count: size)
    unsafe even.withUnsafeBufferPointer { even in
      unsafe odd.withUnsafeBufferPointer { odd in
        unsafe sums.withUnsafeMutableBufferPointer { sums in
          guard let even = even.baseAddress, let odd = odd.baseAddress, let sums = sums.baseAddress
          else { return }
          let start = number * size
          if first == second {
            unsafe hillock_join_own(even + start, odd + start, channels, sums)
          } else {
            unsafe hillock_join_pair(
              even + start, odd + start, channels, transposed ? 1 : 0, sums)
          }
        }
      }
    }
    return sums
  }
}
