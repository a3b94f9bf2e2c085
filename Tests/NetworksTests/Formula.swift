/// A number in [-0.5, 0.5) that the fixture program makes the same way.
func number(_ index: Int, salt: Int) -> Double {
  let mixed: Int = index * 7919 + index * index * 31 + salt * 104_729
  return Double(mixed % 2003) / 2003 - 0.5
}

/// Scaled numbers, rounded once.
func numbers(_ count: Int, salt: Int, scale: Double) -> [Float] {
  (0..<count).map { Float(number($0, salt: salt) * scale) }
}
