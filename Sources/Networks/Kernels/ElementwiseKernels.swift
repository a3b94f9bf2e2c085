import CKernels
import Randomness
import Tensors

/// A matrix product over tensors that may be longer than the matrices.
func multiply(
  _ shape: ProductShape, _ a: borrowing Tensor, _ aOrientation: Orientation = .plain,
  by b: borrowing Tensor, _ bOrientation: Orientation = .plain, into c: inout Tensor,
  keeping beta: Float = 0
) {
  a.withSpan { a in
    b.withSpan { b in
      c.withMutableSpan { c in
        multiply(shape, a, aOrientation, by: b, bOrientation, into: &c, keeping: beta)
      }
    }
  }
}

/// Writes a row into each of the first rows of a matrix.
func repeatRow(_ row: borrowing Tensor, times rows: Int, into y: inout Tensor) {
  let columns = row.count
  precondition(rows >= 0 && y.count >= rows * columns, "\(rows) rows of \(columns) (\(y.count))")
  unsafe hillock_repeat_row(y.mutableAddress, row.address, rows, columns)
}

/// Sums the first rows of a matrix that is as wide as `sums`.
func sumRows(_ x: borrowing Tensor, rows: Int, into sums: inout Tensor) {
  let columns = sums.count
  precondition(rows >= 0 && x.count >= rows * columns, "\(rows) rows of \(columns) (\(x.count))")
  unsafe hillock_sum_rows(x.address, rows, columns, sums.mutableAddress)
}

/// Multiplies the first numbers of one tensor by those of another.
func multiply(_ a: inout Tensor, elementwiseBy b: borrowing Tensor, count: Int) {
  precondition(
    count >= 0 && a.count >= count && b.count >= count,
    "\(count) numbers (\(a.count), \(b.count))")
  unsafe hillock_multiply(a.mutableAddress, b.address, count)
}

/// Adds the first numbers of one tensor to those of another.
func add(_ a: borrowing Tensor, to sum: inout Tensor, count: Int) {
  precondition(
    count >= 0 && a.count >= count && sum.count >= count,
    "\(count) numbers (\(a.count), \(sum.count))")
  unsafe hillock_add(sum.mutableAddress, a.address, count)
}

/// Copies the first numbers of one tensor to another.
func copy(_ a: borrowing Tensor, to b: inout Tensor, count: Int) {
  precondition(
    count >= 0 && a.count >= count && b.count >= count,
    "\(count) numbers (\(a.count), \(b.count))")
  unsafe b.mutableAddress.update(from: a.address, count: count)
}

/// Drops numbers by a hash of seed and place, and scales the others by 1 / (1 - rate).
func drop(_ x: inout Tensor, count: Int, rate: Double, seed: Seed) {
  precondition(
    count >= 0 && x.count >= count && rate >= 0 && rate < 1,
    "\(count) numbers of \(x.count) dropped at \(rate)")
  let kept = ((1 - rate) * 0x1p32).rounded()
  let threshold = kept >= 0x1p32 ? UInt32.max : UInt32(kept)
  unsafe hillock_dropout(x.mutableAddress, count, seed.value, threshold, Float(1 / (1 - rate)))
}

/// One step of momentum descent on a parameter.
func descend(_ parameter: Parameter, rate: Float, momentum: Float, decay: Float) {
  let count = parameter.values.count
  unsafe hillock_descend(
    parameter.values.mutableAddress, parameter.gradients.address, parameter.velocity.mutableAddress,
    count, rate, momentum, decay)
}
