/// Corrects several p values by Holm's method.
///
/// The smallest of m is multiplied by m, the next by m - 1 and so on; each is at least as large as
/// the one before and at most 1. A rejection of all below a level then errs anywhere with at most
/// that probability. The order of the values is kept.
/// Source: Holm, Scandinavian Journal of Statistics 6 (1979).
func correctedByHolm(_ values: [Double]) -> [Double] {
  let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
  var corrected = values
  var floor = 0.0
  for (rank, index) in order.enumerated() {
    floor = max(floor, min(1, Double(values.count - rank) * values[index]))
    corrected[index] = floor
  }
  return corrected
}
