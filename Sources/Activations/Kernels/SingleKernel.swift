internal import CKernels
import Processors

/// The operators in single precision, one after the other, as compiled programs apply them.
enum SingleKernel {
  /// Lengths of rows are multiples of this.
  static let multiple = 16

  /// Writes an operator's values to `outputs`.
  ///
  /// - Parameters:
  ///   - operation: the operator.
  ///   - operands: one row of `outputs.count` values for each operand, one after the other.
  ///   - outputs: receives one value for each element.
  static func outputs(
    _ operation: Operator, _ operands: Span<Float>, into outputs: inout MutableSpan<Float>
  ) {
    let count = outputs.count
    precondition(
      count > 0 && count.isMultiple(of: multiple) && operands.count.isMultiple(of: count)
        && operation.kind.argumentCounts.contains(operands.count / count),
      "\(operation.name) of \(operands.count) values, \(count) outputs")
    unsafe operands.withUnsafeBufferPointer { operands in
      unsafe outputs.withUnsafeMutableBufferPointer { outputs in
        unsafe hillock_activation_apply(
          VectorLevel.current.rawValue, Int32(operation.rawValue), Int32(operands.count / count),
          operands.baseAddress, count, outputs.baseAddress)
      }
    }
  }
}
