/// Functions' values on the probe, as the arguments of further operators.
///
/// A row is what an operator leaves: unrounded, with signs of zeros. Equal rows are kept once. A
/// function that is constant by its spelling has a row of its own, because the float32 rule
/// evaluates constants in double precision, as compiled functions do. Functions with learnable
/// parameters have their values at the parameters' starts; since they differ where parameters leave
/// these, rows are equal only when they are written alike around the parameters too.
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
    let structure: ClassKey?
  }

  let rule: ClassTable.Rule
  private var exact: [[Double]] = []
  private var single: [[Float]] = []
  private var constants: [Double?] = []
  private var structures: [ClassKey?] = []
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
    structures = [nil]
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

  /// What tells a row with learnable parameters from others with the same values; nil for one without.
  ///
  /// It is how the row is written around the parameters, and where they start.
  func structure(_ row: Int32) -> ClassKey? { structures[Int(row)] }

  /// The structure of a call: its parts without parameters count by their outputs.
  func structure(_ operation: Operator, _ rows: some Collection<Int32>) -> ClassKey? {
    guard rows.contains(where: { structures[Int($0)] != nil }), !operation.isConstant else {
      return nil
    }
    if operation == .identity, let row = rows.first { return structures[Int(row)] }
    return ClassKey(naming: operation.name, rows.map(key))
  }

  /// The key of a row's class.
  func key(_ row: Int32) -> ClassKey {
    var outputs: [Float] = []
    append(row, to: &outputs)
    return OutputsKey.keys(canonicalizing: &outputs, width: Probe.count)[0].key
      .joined(with: structures[Int(row)])
  }

  /// The row of a leaf.
  mutating func row(leaf: Expression.Token) -> Int32 {
    switch leaf {
    case .constant(let number): return add(number.value, constant: number.value, structure: nil)
    case .parameter(let start):
      let bits = ClassKey(high: start.value.bitPattern, low: 0)
      return add(start.value, constant: nil, structure: ClassKey(naming: "p", [bits]))
    case .variable, .call: return 0
    }
  }

  /// The row of a leaf that has the same value everywhere.
  private mutating func add(_ value: Double, constant: Double?, structure: ClassKey?) -> Int32 {
    var scratch = Scratch()
    for index in scratch.exact.indices { scratch.exact[index] = value }
    for index in scratch.single.indices { scratch.single[index] = Float(value) }
    return add(scratch, constant: constant, structure: structure)
  }

  /// The row of a call, evaluated when it is new.
  mutating func row(_ operation: Operator, _ rows: [Int32]) -> Int32 {
    let call = Call(operation: operation, rows: rows)
    if let row = known[call] { return row }
    var scratch = Scratch()
    evaluate(operation, rows[...], &scratch)
    let row = add(
      scratch, constant: constant(operation, rows), structure: structure(operation, rows))
    known[call] = row
    return row
  }

  /// The row with some values, a new one where there is none.
  private mutating func add(
    _ scratch: Scratch, constant: Double?, structure: ClassKey?
  ) -> Int32 {
    let bits =
      switch rule {
      case .identity: OutputsKey.bits(scratch.exact.span)
      case .float32: OutputsKey.bits(scratch.single.span)
      }
    let identity = Identity(bits: bits, constant: constant?.bitPattern, structure: structure)
    let row = numbers[identity] ?? Int32(constants.count)
    if row == constants.count {
      switch rule {
      case .identity: exact.append(scratch.exact)
      case .float32: single.append(scratch.single)
      }
      constants.append(constant)
      structures.append(structure)
      numbers[identity] = row
    }
    return row
  }

  /// Appends the outputs of a row's function, rounded to Float and not yet canonical.
  func append(_ row: Int32, to outputs: inout [Float]) {
    switch rule {
    case .identity: ProbeRows.append(exact[Int(row)], to: &outputs)
    case .float32: outputs += single[Int(row)][..<Probe.count]
    }
  }

  /// Appends the outputs of a call, which gets no row.
  func append(
    _ operation: Operator, _ rows: ArraySlice<Int32>, to outputs: inout [Float],
    _ scratch: inout Scratch
  ) {
    evaluate(operation, rows, &scratch)
    switch rule {
    case .identity: ProbeRows.append(scratch.exact, to: &outputs)
    case .float32: outputs += scratch.single[..<Probe.count]
    }
  }

  private static func append(_ exact: [Double], to outputs: inout [Float]) {
    var rounded = [Float](repeating: 0, count: exact.count)
    var span = rounded.mutableSpan
    OutputsKey.round(exact.span, into: &span)
    outputs += rounded
  }

  private func evaluate(
    _ operation: Operator, _ rows: ArraySlice<Int32>, _ scratch: inout Scratch
  ) {
    switch rule {
    case .identity: evaluate(operation, rows, into: &scratch.exact, by: &scratch.nextExact)
    case .float32: evaluate(operation, rows, into: &scratch.single, by: &scratch.operands)
    }
  }

  /// An n-ary operator folds from the left, and leaves a single argument as it is.
  private func evaluate(
    _ operation: Operator, _ rows: ArraySlice<Int32>, into result: inout [Double],
    by last: inout [Double]
  ) {
    let first = exact[Int(rows[rows.startIndex])]
    guard operation.kind == .unary || rows.count > 1 else {
      result = first
      return
    }
    var span = result.mutableSpan
    let second = operation.kind == .unary ? first : exact[Int(rows[rows.startIndex + 1])]
    ReferenceKernel.outputs(operation, first.span, second.span, into: &span)
    for row in rows.dropFirst(2) {
      swap(&result, &last)
      let next = exact[Int(row)]
      var span = result.mutableSpan
      ReferenceKernel.outputs(operation, last.span, next.span, into: &span)
    }
  }

  /// Each step of a fold is rounded to Float, as the published rule has it.
  private func evaluate(
    _ operation: Operator, _ rows: ArraySlice<Int32>, into result: inout [Float],
    by operands: inout [Float]
  ) {
    if let constant = constant(operation, rows) {
      for index in result.indices { result[index] = Float(constant) }
      return
    }
    let first = single[Int(rows[rows.startIndex])]
    if operation.kind == .unary {
      var span = result.mutableSpan
      SingleKernel.outputs(operation, first.span, into: &span)
      return
    }
    result = first
    for row in rows.dropFirst() {
      operands.removeAll(keepingCapacity: true)
      operands += result
      operands += single[Int(row)]
      var span = result.mutableSpan
      SingleKernel.outputs(operation, operands.span, into: &span)
    }
  }
}
