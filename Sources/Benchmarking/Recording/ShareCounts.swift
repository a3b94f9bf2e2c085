/// A cumulative histogram as shares and as the counts behind them.
enum ShareCounts {
  /// Adds up counts.
  ///
  /// - Parameter counts: not all zero.
  /// - Returns: the shares of the whole that lie up to each place; the last one is 1.
  static func shares(of counts: ArraySlice<UInt32>) -> [Float] {
    let total = Double(counts.reduce(0) { $0 + Int($1) })
    var sum = 0
    return counts.map { count in
      sum += Int(count)
      return Float(Double(sum) / total)
    }
  }

  /// The smallest counts that have some shares, bit for bit.
  ///
  /// - Parameters:
  ///   - shares: what `shares` gave for some counts.
  ///   - most: the greatest sum that the counts may have.
  /// - Returns: nil where no counts have these shares.
  static func counts(of shares: [Float], atMost most: Int) -> [UInt32]? {
    guard shares.last == 1, most <= UInt32.max else { return nil }
    var distinct: [Double] = []
    var before: Float = 0
    for share in shares {
      guard share >= before else { return nil }
      if share > before, share < 1 { distinct.append(Double(share)) }
      before = share
    }
    let total = (1...max(1, most)).first { total in
      distinct.allSatisfy { share in
        Double(Float((share * Double(total)).rounded() / Double(total))) == share
      }
    }
    guard let total else { return nil }
    var sum: UInt32 = 0
    return shares.map { share in
      let next = UInt32((Double(share) * Double(total)).rounded())
      defer { sum = next }
      return next - sum
    }
  }
}
