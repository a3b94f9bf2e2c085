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
    }

    /// The input x, as a source.
    static let x = UInt8(HILLOCK_SLOT_X)
    /// The result, as the destination of the last step.
    static let result = UInt8(HILLOCK_SLOT_RESULT)

    /// A learnable parameter, as a source.
    static func parameter(_ index: Int) -> UInt8 { UInt8(Int(HILLOCK_SLOT_PARAMETER) + index) }

    /// Whether a source is x or a parameter, which no step leaves.
    static func isGiven(_ source: UInt8) -> Bool { source >= UInt8(HILLOCK_SLOT_PARAMETER) }

    var action: Action
    var sources: [UInt8]
    var destination: UInt8
  }

  let parameterCount: Int
  private let instructions: [hillock_instruction]
  private let slotCount: Int
  private let level: KernelLevel

  init(_ compiler: ProgramCompiler, parameterCount: Int = 0, level: KernelLevel) {
    self.init(
      compiler.steps, slotCount: compiler.slotCount, parameterCount: parameterCount, level: level)
  }

  init(_ steps: [Step], slotCount: Int, parameterCount: Int = 0, level: KernelLevel = .best) {
    precondition(slotCount <= Int(HILLOCK_SLOT_LIMIT), "\(slotCount) slots")
    precondition(parameterCount <= Int(HILLOCK_PARAMETER_LIMIT), "\(parameterCount) parameters")
    precondition(steps.last?.destination == Step.result, "the last step leaves the result")
    self.slotCount = slotCount
    self.parameterCount = parameterCount
    self.level = level
    instructions = steps.map(KernelProgram.instruction)
  }

  /// Writes f(x) to `values`; the program has no parameters.
  func values(of x: Span<Float>, into values: inout MutableSpan<Float>) {
    precondition(x.count == values.count, "\(x.count) inputs, \(values.count) values")
    precondition(parameterCount == 0, "\(parameterCount) parameters without values")
    unsafe instructions.withUnsafeBufferPointer { program in
      unsafe x.withUnsafeBufferPointer { x in
        unsafe values.withUnsafeMutableBufferPointer { values in
          guard let output = values.baseAddress else { return }
          unsafe hillock_activation_values(
            level.rawValue, program.baseAddress, Int32(program.count), Int32(slotCount),
            x.baseAddress, x.count, output)
        }
      }
    }
  }

  /// Writes f(x) to `values` and f'(x) over x; the program has no parameters.
  func derivatives(replacing x: inout MutableSpan<Float>, values: inout MutableSpan<Float>) {
    precondition(x.count == values.count, "\(x.count) inputs, \(values.count) values")
    precondition(parameterCount == 0, "\(parameterCount) parameters without values")
    unsafe instructions.withUnsafeBufferPointer { program in
      unsafe x.withUnsafeMutableBufferPointer { x in
        unsafe values.withUnsafeMutableBufferPointer { values in
          guard let input = x.baseAddress else { return }
          unsafe hillock_activation_derivatives(
            level.rawValue, program.baseAddress, Int32(program.count), Int32(slotCount), input,
            x.count, values.baseAddress)
        }
      }
    }
  }

  /// Writes f(x) to `values`; element i belongs to channel i % `channels`.
  func values(
    of x: Span<Float>, channels: Int, parameters: Span<Float>, into values: inout MutableSpan<Float>
  ) {
    precondition(x.count == values.count, "\(x.count) inputs, \(values.count) values")
    unsafe withSite(parameters, channels: channels, count: x.count) { site in
      unsafe x.withUnsafeBufferPointer { x in
        unsafe values.withUnsafeMutableBufferPointer { values in
          guard let output = values.baseAddress else { return }
          unsafe hillock_site_values(level.rawValue, site, x.baseAddress, x.count, output)
        }
      }
    }
  }

  /// Multiplies gradients by f'(x), and adds to `sums` what the parameters' gradients are.
  func gradients(
    _ x: Span<Float>, channels: Int, parameters: Span<Float>,
    gradients: inout MutableSpan<Float>, adding sums: inout MutableSpan<Double>
  ) {
    precondition(x.count == gradients.count, "\(x.count) inputs, \(gradients.count) gradients")
    precondition(
      sums.count == parameters.count, "\(sums.count) sums of \(parameters.count) parameters")
    unsafe withSite(parameters, channels: channels, count: x.count) { site in
      unsafe x.withUnsafeBufferPointer { x in
        unsafe gradients.withUnsafeMutableBufferPointer { gradients in
          unsafe sums.withUnsafeMutableBufferPointer { sums in
            guard let input = x.baseAddress else { return }
            unsafe hillock_site_gradients(
              level.rawValue, site, input, x.count, gradients.baseAddress, sums.baseAddress)
          }
        }
      }
    }
  }

  /// Multiplies gradients by derivatives.
  static func multiply(_ gradients: inout MutableSpan<Float>, by derivatives: Span<Float>) {
    precondition(
      gradients.count == derivatives.count,
      "\(gradients.count) gradients, \(derivatives.count) derivatives")
    unsafe gradients.withUnsafeMutableBufferPointer { gradients in
      unsafe derivatives.withUnsafeBufferPointer { derivatives in
        guard let target = gradients.baseAddress else { return }
        unsafe hillock_multiply(target, derivatives.baseAddress, gradients.count)
      }
    }
  }

  /// Lends the program with its parameters in the kernels' form.
  private func withSite(
    _ parameters: Span<Float>, channels: Int, count: Int,
    _ body: (UnsafePointer<hillock_site>) -> Void
  ) {
    precondition(
      parameterCount > 0 && channels > 0 && parameters.count == parameterCount * channels,
      "\(parameters.count) numbers for \(parameterCount) parameters of \(channels) channels")
    precondition(count.isMultiple(of: channels), "\(count) elements of \(channels) channels")
    unsafe instructions.withUnsafeBufferPointer { program in
      unsafe parameters.withUnsafeBufferPointer { parameters in
        var site = unsafe hillock_site(
          program: program.baseAddress, length: Int32(program.count), slots: Int32(slotCount),
          parameters: parameters.baseAddress, parameterCount: Int32(parameterCount),
          channels: channels)
        unsafe withUnsafePointer(to: &site) { unsafe body($0) }
      }
    }
  }

  private static func instruction(_ step: Step) -> hillock_instruction {
    precondition(step.sources.count <= Int(HILLOCK_OPERAND_LIMIT), "\(step.sources.count) operands")
    var instruction = hillock_instruction()
    instruction.operandCount = UInt8(step.sources.count)
    instruction.destination = step.destination
    switch step.action {
    case .apply(let operation): instruction.operation = operation.rawValue
    case .constant(let number):
      instruction.operation = UInt8(HILLOCK_CONSTANT.rawValue)
      instruction.constant = number
    }
    unsafe withUnsafeMutableBytes(of: &instruction.sources) {
      unsafe $0.copyBytes(from: step.sources)
    }
    return instruction
  }
}
