/// Functions' values on the probe, as the arguments of further operators.
///
/// A row is what an operator leaves: unrounded, with signs of zeros. Equal rows are kept once. A
/// function that is constant by its spelling has a row of its own, because the float32 rule
/// evaluates constants in double precision, as compiled functions do.
struct ProbeRows: Sendable {
  /// What one thread needs to evaluate operators.
  struct Scratch {
    fileprivate var exact = [Double](repeating: 0, count: Probe.count)
    fileprivate var nextExact = [Double](repeating: 0, count: Probe.count)
    fileprivate var single = [Float](repeating: 0, count: ProbeRows.singleCount)
    fileprivate var operands = [Float](repeating: 0, count: 2 * ProbeRows.singleCount)
  }

  private struct Call: Hashable {
    let operation: Operator
    let rows: [Int32]
  }

  private struct Identity: Hashable {
    let bits: ClassKey
    let constant: UInt64?
  }

  let rule: ClassTable.Rule
  private var exact: [[Double]] = []
  private var single: [[Float]] = []
  private var constants: [Double?] = []
  private var numbers: [Identity: Int32] = [:]
  private var known: [Call: Int32] = [:]

  /// A row of floats is padded to whole blocks of the kernels.
  private static let singleCount =
    (Probe.count + SingleKernel.multiple - 1) / SingleKernel.multiple * SingleKernel.multiple

  /// Rows of one rule; row 0 is the probe itself.
  init(rule: ClassTable.Rule) {
    self.rule = rule
    switch rule {
    case .identity: exact = [Probe.samples]
    case .float32:
      let samples = Probe.samples.map { Float($0) }
      let padding = ProbeRows.singleCount - samples.count
      single = [samples + Array(repeating: samples[samples.count - 1], count: padding)]
    }
    constants = [nil]
  }

  var count: Int { constants.count }

  /// The value of a row that is constant by its spelling.
  func constant(_ row: Int32) -> Double? { constants[Int(row)] }

  /// The value of a call, where it is constant by its spelling.
  func constant(_ operation: Operator, _ rows: some Collection<Int32>) -> Double? {
    switch operation {
    case .zero: return 0
    case .one: return 1
    default:
      var values: [Double] = []
      for row in rows {
        guard let value = constants[Int(row)] else { return nil }
        values.append(value)
      }
      return ReferenceKernel.point(operation, replacingWithPartials: &values)
    }
  }

  /// The row of a call, evaluated when it is new.
  mutating func row(_ operation: Operator, _ rows: [Int32]) -> Int32 {
    let call = Call(operation: operation, rows: rows)
    if let row = known[call] { return row }
    var scratch = Scratch()
    evaluate(operation, rows[...], &scratch)
    let constant = constant(operation, rows)
    let bits =
      switch rule {
      case .identity: OutputsKey.bits(scratch.exact.span)
      case .float32: OutputsKey.bits(scratch.single.span)
      }
    let identity = Identity(bits: bits, constant: constant?.bitPattern)
    let row = numbers[identity] ?? Int32(constants.count)
    if row == constants.count {
      switch rule {
      case .identity: exact.append(scratch.exact)
      case .float32: single.append(scratch.single)
      }
      constants.append(constant)
      numbers[identity] = row
    }
    known[call] = row
    return row
  }

  /// The canonical outputs of a row's function.
  func outputs(of row: Int32, into outputs: inout MutableSpan<Float>)
    -> (key: ClassKey, isFinite: Bool)
  {
    switch rule {
    case .identity: return OutputsKey.rounding(exact[Int(row)].span, into: &outputs)
    case .float32:
      for index in outputs.indices { outputs[index] = single[Int(row)][index] }
      return OutputsKey.canonicalizing(&outputs)
    }
  }

  /// The canonical outputs of a call, which gets no row.
  func outputs(
    _ operation: Operator, _ rows: ArraySlice<Int32>, _ scratch: inout Scratch,
    into outputs: inout MutableSpan<Float>
  ) -> (key: ClassKey, isFinite: Bool) {
    evaluate(operation, rows, &scratch)
    switch rule {
    case .identity: return OutputsKey.rounding(scratch.exact.span, into: &outputs)
    case .float32:
      for index in outputs.indices { outputs[index] = scratch.single[index] }
      return OutputsKey.canonicalizing(&outputs)
    }
  }

  private func evaluate(
    _ operation: Operator, _ rows: ArraySlice<Int32>, _ scratch: inout Scratch
  ) {
    switch rule {
    case .identity: evaluateExact(operation, rows, &scratch)
    case .float32: evaluateSingle(operation, rows, &scratch)
    }
  }

  /// An n-ary operator folds from the left, and leaves a single argument as it is.
  private func evaluateExact(
    _ operation: Operator, _ rows: ArraySlice<Int32>, _ scratch: inout Scratch
  ) {
    let first = rows[rows.startIndex]
    if operation.kind == .unary {
      var span = scratch.exact.mutableSpan
      ReferenceKernel.outputs(
        operation, exact[Int(first)].span, exact[Int(first)].span, into: &span)
      return
    }
    guard let second = rows.dropFirst().first else {
      scratch.exact = exact[Int(first)]
      return
    }
    var span = scratch.exact.mutableSpan
    ReferenceKernel.outputs(
      operation, exact[Int(first)].span, exact[Int(second)].span, into: &span)
    for row in rows.dropFirst(2) {
      swap(&scratch.exact, &scratch.nextExact)
      var span = scratch.exact.mutableSpan
      ReferenceKernel.outputs(
        operation, scratch.nextExact.span, exact[Int(row)].span, into: &span)
    }
  }

  private func evaluateSingle(
    _ operation: Operator, _ rows: ArraySlice<Int32>, _ scratch: inout Scratch
  ) {
    if let constant = constant(operation, rows) {
      for index in scratch.single.indices { scratch.single[index] = Float(constant) }
      return
    }
    let first = rows[rows.startIndex]
    if operation.kind == .unary {
      var span = scratch.single.mutableSpan
      SingleKernel.outputs(operation, single[Int(first)].span, into: &span)
      return
    }
    // Fold by fold, each rounded to Float, as the published rule has it.
    scratch.single = single[Int(first)]
    for row in rows.dropFirst() {
      scratch.operands.removeAll(keepingCapacity: true)
      scratch.operands += scratch.single
      scratch.operands += single[Int(row)]
      var span = scratch.single.mutableSpan
      SingleKernel.outputs(operation, scratch.operands.span, into: &span)
    }
  }
}
