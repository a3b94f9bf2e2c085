import Testing

@testable import Activations

@Suite struct ClassTableTests {
  static let threeNodes = Result { try ClassTable(schemas: [Schema("binary(unary(x),unary(x))")]) }

  @Test func `the three-node space has its published counts`() throws {
    let table = try ClassTableTests.threeNodes.get()
    #expect(table.expressionCount == 5103)
    #expect(table.classes.count == 2791)
    #expect(table.finiteClassCount == 2412)
    let sizes = table.classes.map(\.memberCount).sorted(by: >)
    #expect(sizes.prefix(4) == [142, 108, 56, 53])
    #expect(sizes.count { $0 == 1 } == 1669)
  }

  @Test func `the float32 rule stays near the published count`() throws {
    let table = try ClassTable(schemas: [Schema("binary(unary(x),unary(x))")], rule: .float32)
    #expect(abs(table.classes.count - 2913) <= 15, "\(table.classes.count)")
  }
}
