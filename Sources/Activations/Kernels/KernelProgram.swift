internal import CKernels

/// A compiled program in the kernels' form, and the only door to them.
///
/// What C reads and writes are spans, whose sizes are checked here; C keeps no pointer. Scratch
/// memory is on the C stack, so that calls share nothing and allocate nothing.
struct KernelProgram: Sendable {
  /// One step: an operator applied to blocks.
  struct Step: Equatable, Sendable {
    enum Action: Equatable, Sendable {
      case apply(Operator)
      case constant(Float)
      case parameter(UInt8)
    }

    /// The input x, as a source.
    static let x = UInt8(HILLOCK_SLOT_X)
    /// The result, as the destination of the last step.
    static let result = UInt8(HILLOCK_SLOT_RESULT)

    var action: Action
    var sources: [UInt8]
    var destination: UInt8
  }

  let parameterCount: Int
  private let instructions: [hillock_instruction]
  private let slotCount: Int
  private let level: KernelLevel

  init(_ steps: [Step], slotCount: Int, parameterCount: Int = 0, level: KernelLevel = .best) {
    precondition(slotCount <= Int(HILLOCK_SLOT_LIMIT), "\(slotCount) slots")
    precondition(steps.last?.destination == Step.result, "the last step leaves the result")
    self.slotCount = slotCount
    self.parameterCount = parameterCount
    self.level = level
    instructions = steps.map(KernelProgram.instruction)
  }

  /// Writes f(x) to `values`.
  func values(
    of x: Span<Float>, parameters: Span<Float>, into values: inout MutableSpan<Float>
  ) {
    precondition(x.count == values.count, "\(x.count) inputs, \(values.count) values")
    precondition(parameters.count == parameterCount, "\(parameters.count) parameters")
    unsafe instructions.withUnsafeBufferPointer { program in
      unsafe x.withUnsafeBufferPointer { x in
        unsafe parameters.withUnsafeBufferPointer { parameters in
          unsafe values.withUnsafeMutableBufferPointer { values in
            guard let output = values.baseAddress else { return }
            unsafe hillock_activation_values(
              level.rawValue, program.baseAddress, Int32(program.count), Int32(slotCount),
              x.baseAddress, x.count, parameters.baseAddress, output)
          }
        }
      }
    }
  }

  /// Writes f(x) to `values` and f'(x) over x; derivatives by parameters go parameter-major.
  func derivatives(
    replacing x: inout MutableSpan<Float>, parameters: Span<Float>,
    values: inout MutableSpan<Float>, parameterDerivatives: inout MutableSpan<Float>
  ) {
    precondition(x.count == values.count, "\(x.count) inputs, \(values.count) values")
    precondition(parameters.count == parameterCount, "\(parameters.count) parameters")
    precondition(
      parameterDerivatives.count == parameterCount * x.count,
      "\(parameterDerivatives.count) parameter derivatives, \(parameterCount) x \(x.count) wanted")
    unsafe instructions.withUnsafeBufferPointer { program in
      unsafe x.withUnsafeMutableBufferPointer { x in
        unsafe parameters.withUnsafeBufferPointer { parameters in
          unsafe values.withUnsafeMutableBufferPointer { values in
            unsafe parameterDerivatives.withUnsafeMutableBufferPointer { parameterDerivatives in
              guard let input = x.baseAddress else { return }
              unsafe hillock_activation_derivatives(
                level.rawValue, program.baseAddress, Int32(program.count), Int32(slotCount),
                input, x.count, parameters.baseAddress, Int32(parameterCount), values.baseAddress,
                parameterDerivatives.baseAddress)
            }
          }
        }
      }
    }
  }

  private static func instruction(_ step: Step) -> hillock_instruction {
    precondition(step.sources.count <= Int(HILLOCK_OPERAND_LIMIT), "\(step.sources.count) operands")
    var instruction = hillock_instruction()
    instruction.operandCount = UInt8(step.sources.count)
    instruction.destination = step.destination
    var sources = step.sources
    switch step.action {
    case .apply(let operation): instruction.operation = operation.rawValue
    case .constant(let number):
      instruction.operation = UInt8(HILLOCK_CONSTANT.rawValue)
      instruction.constant = number
    case .parameter(let index):
      instruction.operation = UInt8(HILLOCK_PARAMETER.rawValue)
      sources = [index]
    }
    unsafe withUnsafeMutableBytes(of: &instruction.sources) { unsafe $0.copyBytes(from: sources) }
    return instruction
  }
}
