import Foundation

/// Cosines and sines for the discrete Fourier transform of images, padded with zeros.
///
/// Rows are transformed from real numbers, where half of the frequencies say all, columns from
/// complex ones.
struct FourierTables {
  /// Pixels of an image along each axis.
  let height: Int
  let width: Int
  /// Frequencies along each axis: the pixels with the zeros behind them.
  let heights: Int
  let widths: Int

  /// The frequencies of the rows that are not complex conjugates of others.
  var half: Int { heights / 2 + 1 }

  /// (2 half) x height: the cosines of each frequency, then its negative sines.
  var rows: [Double] {
    (0..<half).flatMap { frequency in
      (0..<height).map { cosine(frequency * $0, heights) }
        + (0..<height).map { -sine(frequency * $0, heights) }
    }
  }

  /// (2 widths) x (2 width): takes the real parts of a row of pixels, then the imaginary ones, to
  /// the real and the imaginary part of each frequency.
  var columns: [Double] {
    (0..<widths).flatMap { frequency in
      let cosines = (0..<width).map { cosine(frequency * $0, widths) }
      let sines = (0..<width).map { sine(frequency * $0, widths) }
      return cosines + sines + sines.map { -$0 } + cosines
    }
  }

  /// How much each frequency of a row's frequency `row` counts at a distance, cosines and sines
  /// apart: all that is to be summed to transform back.
  func weights(row: Int, _ distance: Distance) -> (even: [Double], odd: [Double]) {
    // All but the first and the middle frequency stand for their conjugates too.
    let isDouble = row > 0 && 2 * row < heights
    let share = (isDouble ? 2.0 : 1) / Double(heights * widths)
    let angles = (0..<widths).map { column in
      2 * .pi
        * (Double(modulo(row * distance.rows, heights)) / Double(heights)
          + Double(modulo(column * distance.columns, widths)) / Double(widths))
    }
    return (angles.map { share * cos($0) }, angles.map { share * sin($0) })
  }

  private func cosine(_ step: Int, _ steps: Int) -> Double {
    cos(2 * .pi * Double(step % steps) / Double(steps))
  }

  private func sine(_ step: Int, _ steps: Int) -> Double {
    sin(2 * .pi * Double(step % steps) / Double(steps))
  }

  private func modulo(_ number: Int, _ modulus: Int) -> Int {
    (number % modulus + modulus) % modulus
  }
}

/// How far apart two pixels are.
struct Distance: Hashable {
  let rows: Int
  let columns: Int
}
