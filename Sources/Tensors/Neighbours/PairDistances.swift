/// How far all rows of a matrix are from each other, each pair measured once.
///
/// The distances have the same bits for any number of threads.
///
/// - Parameters:
///   - measure: `squares` gives Euclidean distances, `absolutes` Manhattan ones.
///   - matrix: all rows, one after the other, `width` values each.
///   - width: how many values a row has.
///   - threads: how many threads compute, the calling one among them.
///   - goesOn: called now and then on the calling thread with the share of the rows that is taken;
///     stops the work when it answers false.
/// - Returns: a distance for each row from each row, rounded from Double; nil when it was stopped.
public func pairDistances(
  _ measure: DistanceMeasure, within matrix: Span<Float>, width: Int, threads: Int = 1,
  goesOn: (Double) -> Bool = { _ in true }
) -> [Float]? {
  precondition(
    width > 0 && matrix.count.isMultiple(of: width) && threads > 0,
    "\(matrix.count) values in rows of \(width), \(threads) threads")
  let count = matrix.count / width
  var distances = [Float](repeating: 0, count: count * count)
  let isWhole = unsafe matrix.withUnsafeBufferPointer { matrix in
    unsafe distances.withUnsafeMutableBufferPointer { distances in
      // A pair is written by the thread that has its first row, so no place is written twice.
      nonisolated(unsafe) let (matrix, distances) = unsafe (matrix, distances)
      return shareOut(count, among: threads, goesOn: goesOn) { row, _ in
        let sums = unsafe rowDistances(
          measure, from: row, of: matrix.span, width: width, first: row)
        for (offset, sum) in sums.enumerated() {
          let distance = Float(measure == .squares ? sum.squareRoot() : sum)
          unsafe distances[row * count + row + offset] = distance
          unsafe distances[(row + offset) * count + row] = distance
        }
      }
    }
  }
  return isWhole ? distances : nil
}
