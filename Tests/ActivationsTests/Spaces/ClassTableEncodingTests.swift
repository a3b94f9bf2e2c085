import Testing

@testable import Activations

@Suite struct ClassTableEncodingTests {
  private struct Outputs: OutputStore {
    let values: [Float]

    func withOutputs<R, Failure: Error>(
      _ body: (Span<Float>) throws(Failure) -> R
    ) throws(Failure) -> R {
      try body(values.span)
    }
  }

  private let table = Result {
    try ClassTable(
      schemas: [Schema("binary(x,unary(x))"), Schema("n-ary(x,unary(x),x)")],
      including: Baselines.all)
  }

  private func outputs(_ table: ClassTable) -> Outputs {
    Outputs(values: table.withOutputs { span in span.indices.map { span[$0] } })
  }

  @Test func `a table that was encoded is the same table`() throws {
    let table = try table.get()
    let copy = try #require(ClassTable(encoded: table.encoded, outputs: outputs(table)))
    #expect(Array(copy.classes) == Array(table.classes))
    #expect(copy.schemas == table.schemas)
    #expect(copy.rule == table.rule)
    #expect(copy.expressionCount == table.expressionCount)
    #expect(copy.class(of: try Expression("mul(x,sigmoid(x))")) == table.class(of: .swish))
    #expect(copy.outputs(of: 3).map(\.bitPattern) == table.outputs(of: 3).map(\.bitPattern))
    #expect(copy.encoded == table.encoded)
  }

  @Test func `what is cut off, too long or has other outputs is no table`() throws {
    let table = try table.get()
    let (bytes, outputs) = (table.encoded, outputs(table))
    for length in stride(from: 0, to: bytes.count, by: 97) {
      #expect(ClassTable(encoded: Array(bytes[..<length]), outputs: outputs) == nil)
    }
    #expect(ClassTable(encoded: bytes + [0], outputs: outputs) == nil)
    #expect(
      ClassTable(encoded: bytes, outputs: Outputs(values: Array(outputs.values.dropLast()))) == nil)
  }

  @Test func `no changed byte ends the program`() throws {
    let table = try table.get()
    let (bytes, outputs) = (table.encoded, outputs(table))
    for place in stride(from: 0, to: bytes.count, by: 31) {
      var changed = bytes
      changed[place] ^= 0xff
      // A table or none: the hash of the file that holds it tells.
      _ = ClassTable(encoded: changed, outputs: outputs)?.classes.map(\.form.description)
    }
  }

  @Test func `texts are those of the expressions`() throws {
    let classes = try table.get().classes
    #expect(classes.formTexts == classes.map(\.form.description))
    #expect(classes.representativeTexts == classes.map(\.representative.description))
  }
}

extension Expression {
  fileprivate static let swish = Expression(.swish, [.x])
}
