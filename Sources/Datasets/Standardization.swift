/// What turns a pixel, 0 to 255, into the number that a network sees.
struct Standardization: Hashable, Sendable {
  let mean: Float
  let deviation: Float

  /// Uses a mean and a deviation that were worked out earlier.
  init(mean: Float, deviation: Float) {
    self.mean = mean
    self.deviation = deviation
  }

  /// Works out mean and deviation from how often each of the 256 pixel values occurs.
  ///
  /// The sums are exact, so that the result does not depend on the order of the pixels. Images
  /// without any contrast get a deviation of 1.
  init(occurrences: [UInt64]) {
    precondition(occurrences.count == 256, "a byte has 256 values (\(occurrences.count))")
    var count: UInt64 = 0
    var sum: UInt64 = 0
    var squares: UInt64 = 0
    for (value, number) in occurrences.enumerated() {
      let value = UInt64(value)
      count += number
      sum += number * value
      squares += number * value * value
    }
    precondition(count > 0, "no pixels to standardize by")
    let average = Double(sum) / Double(count)
    let variance = Double(squares) / Double(count) - average * average
    mean = Float(average / 255)
    deviation = variance > 0 ? Float(variance.squareRoot() / 255) : 1
  }

  /// The standardized number of each of the 256 pixel values.
  var table: [Float] {
    (0..<256).map { value in
      Float((Double(value) / 255 - Double(mean)) / Double(deviation))
    }
  }
}
