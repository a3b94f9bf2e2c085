/// Turns an expression into a program over blocks that needs few intermediate blocks.
///
/// The argument that needs most blocks is computed first (Sethi and Ullman, 1970), so an expression
/// within `Expression`'s limits stays far below 64 blocks. Constant subtrees are evaluated here,
/// once, in double precision; `identity` costs nothing.
struct ProgramCompiler {
  private(set) var steps: [KernelProgram.Step] = []
  private(set) var slotCount = 0
  private var free: [UInt8] = []

  init(_ expression: Expression) {
    let last = lower(Plan(expression))
    if steps.isEmpty || last == KernelProgram.Step.x {
      steps.append(
        KernelProgram.Step(
          action: .apply(.identity), sources: [KernelProgram.Step.x],
          destination: KernelProgram.Step.result))
    } else {
      steps[steps.count - 1].destination = KernelProgram.Step.result
    }
  }

  /// A subtree with the number of blocks that it needs.
  private indirect enum Plan {
    case x
    case constant(Float)
    case call(Operator, [Plan], blocks: Int)

    init(_ expression: Expression) {
      guard let operation = expression.operation else {
        self = .x
        return
      }
      if expression.isConstant {
        self = .constant(Float(expression.point(0).value))
        return
      }
      let arguments = expression.arguments.map(Plan.init)
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
      case .x: 0
      case .constant: 1
      case .call(_, _, let blocks): blocks
      }
    }
  }

  /// Emits the steps of a subtree; returns the slot that holds its result.
  private mutating func lower(_ plan: Plan) -> UInt8 {
    switch plan {
    case .x: return KernelProgram.Step.x
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
    free += sources.filter { $0 != KernelProgram.Step.x }.reversed()
    let destination = free.popLast() ?? UInt8(slotCount)
    slotCount = Swift.max(slotCount, Int(destination) + 1)
    steps.append(
      KernelProgram.Step(action: action, sources: sources, destination: destination))
    return destination
  }
}
