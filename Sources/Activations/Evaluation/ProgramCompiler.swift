/// Turns an expression into a program over blocks that needs few intermediate blocks.
///
/// The argument that needs most blocks is computed first (Sethi and Ullman, 1970), so an expression
/// within `Expression`'s limits stays far below 64 blocks. Constant subtrees are evaluated here,
/// once, in double precision; `identity` costs nothing.
struct ProgramCompiler {
  private(set) var steps: [KernelProgram.Step] = []
  private(set) var slotCount = 0
  private var free: [UInt8] = []

  /// - Parameters:
  ///   - expression: what to compile.
  ///   - isLearning: whether parameters are read from outside; otherwise they are constants, fixed at
  ///     their starts.
  init(_ expression: Expression, isLearning: Bool = false) {
    var parameters = 0
    let plan = Plan(isLearning ? expression : expression.atStarts, parameters: &parameters)
    let last = lower(plan)
    if steps.isEmpty || KernelProgram.Step.isGiven(last) {
      steps.append(
        KernelProgram.Step(
          action: .apply(.identity), sources: [last], destination: KernelProgram.Step.result))
    } else {
      steps[steps.count - 1].destination = KernelProgram.Step.result
    }
  }

  /// A subtree with the number of blocks that it needs.
  private indirect enum Plan {
    case x
    case constant(Float)
    case parameter(Int)
    case call(Operator, [Plan], blocks: Int)

    /// `parameters` counts those that were met.
    init(_ expression: Expression, parameters: inout Int) {
      guard let operation = expression.operation else {
        switch expression.tokens[0] {
        case .constant(let number): self = .constant(Float(number.value))
        case .parameter:
          self = .parameter(parameters)
          parameters += 1
        case .variable, .call: self = .x
        }
        return
      }
      if expression.isConstant {
        // Parameters below `zero` and `one` are there, though nothing depends on them.
        parameters += expression.parameterStarts.count
        self = .constant(Float(expression.point(0).value))
        return
      }
      var arguments: [Plan] = []
      for argument in expression.arguments {
        arguments.append(Plan(argument, parameters: &parameters))
      }
      if operation == .identity {
        self = arguments[0]
        return
      }
      let needs = arguments.map(\.blocks).sorted(by: >)
      let held = needs.enumerated().map { $0.element == 0 ? 0 : $0.element + $0.offset }
      self = .call(operation, arguments, blocks: Swift.max(1, held.max() ?? 1))
    }

    var blocks: Int {
      switch self {
      case .x, .parameter: 0
      case .constant: 1
      case .call(_, _, let blocks): blocks
      }
    }
  }

  /// Emits the steps of a subtree; returns the slot that holds its result.
  private mutating func lower(_ plan: Plan) -> UInt8 {
    switch plan {
    case .x: return KernelProgram.Step.x
    case .parameter(let index): return KernelProgram.Step.parameter(index)
    case .constant(let number):
      return emit(.constant(number), [])
    case .call(let operation, let arguments, _):
      let order = arguments.indices.sorted {
        (arguments[$1].blocks, $0) < (arguments[$0].blocks, $1)
      }
      var sources = [UInt8](repeating: KernelProgram.Step.x, count: arguments.count)
      for index in order { sources[index] = lower(arguments[index]) }
      return emit(.apply(operation), sources)
    }
  }

  /// Appends a step whose destination may be one of its own sources.
  private mutating func emit(_ action: KernelProgram.Step.Action, _ sources: [UInt8]) -> UInt8 {
    free += sources.filter { !KernelProgram.Step.isGiven($0) }.reversed()
    let destination = free.popLast() ?? UInt8(slotCount)
    slotCount = Swift.max(slotCount, Int(destination) + 1)
    steps.append(
      KernelProgram.Step(action: action, sources: sources, destination: destination))
    return destination
  }
}

extension Expression {
  /// The same function with its parameters fixed at their starts.
  var atStarts: Expression {
    Expression(
      tokens: tokens.map { if case .parameter(let start) = $0 { .constant(start) } else { $0 } })
  }
}
