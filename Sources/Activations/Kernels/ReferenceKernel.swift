internal import CKernels

/// The operators in double precision, one after the other.
enum ReferenceKernel {
  /// The value and the partial derivatives of an operator at one point.
  ///
  /// - Parameters:
  ///   - operation: the operator.
  ///   - operands: its operands; the partial derivatives replace them.
  /// - Returns: the operator's value.
  static func point(_ operation: Operator, replacingWithPartials operands: inout [Double])
    -> Double
  {
    precondition(
      operation.kind.argumentCounts.contains(operands.count),
      "\(operation.name) of \(operands.count) operands")
    let inputs = operands
    var value = 0.0
    unsafe inputs.withUnsafeBufferPointer { inputs in
      unsafe operands.withUnsafeMutableBufferPointer { partials in
        unsafe hillock_operator_point(
          Int32(operation.rawValue), Int32(inputs.count), inputs.baseAddress, &value,
          partials.baseAddress)
      }
    }
    return value
  }

  /// Writes the operator's values at every element of `a` (and `b`, for two operands) to `outputs`.
  static func outputs(
    _ operation: Operator, _ a: Span<Double>, _ b: Span<Double>,
    into outputs: inout MutableSpan<Double>
  ) {
    precondition(
      a.count == b.count && b.count == outputs.count,
      "\(a.count) and \(b.count) operands, \(outputs.count) outputs")
    unsafe a.withUnsafeBufferPointer { a in
      unsafe b.withUnsafeBufferPointer { b in
        unsafe outputs.withUnsafeMutableBufferPointer { outputs in
          unsafe hillock_operator_outputs(
            Int32(operation.rawValue), a.baseAddress, b.baseAddress, a.count, outputs.baseAddress)
        }
      }
    }
  }
}
