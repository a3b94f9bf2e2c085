import Foundation
import Testing

@testable import Activations

/// The double-precision operators against 40-digit values (`scripts/fixtures/activations.py`).
@Suite struct ReferenceKernelTests {
  private struct Fixture: Decodable {
    struct Table: Decodable {
      let values: [Double?]
      let derivatives: [Double?]
    }

    /// Numbers as text, because JSON has neither infinity nor NaN; nil where nothing is expected.
    struct AwkwardTable: Decodable {
      let values: [String?]
      let derivatives: [String?]
    }

    struct Awkward: Decodable {
      let inputs: [String]
      let operators: [String: AwkwardTable]
    }

    let inputs: [Double]
    let operators: [String: Table]
    let awkward: Awkward
  }

  private func read() throws -> Fixture {
    let file = try #require(
      Bundle.module.url(forResource: "operators", withExtension: "json", subdirectory: "Fixtures"))
    return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: file))
  }

  @Test func `double values and derivatives agree with 40 digits`() throws {
    let fixture = try read()
    #expect(fixture.operators.count == 34)
    for operation in Operator.unary {
      let table = try #require(fixture.operators[operation.name])
      for (index, x) in fixture.inputs.enumerated() {
        var operands = [x]
        let value = ReferenceKernel.point(operation, replacingWithPartials: &operands)
        if let expected = table.values[index] {
          // gelu is its formula, which magnifies the rounding of x / sqrt(2) far out.
          let bound = operation == .gelu ? 2e-14 + 2e-16 * x * x : 2e-14
          #expect(abs(value - expected) <= bound * abs(expected), "\(operation.name)(\(x))")
        }
        if let expected = table.derivatives[index] {
          #expect(
            abs(operands[0] - expected) <= max(2e-14 * abs(expected), 1e-14),
            "\(operation.name)'(\(x))")
        }
      }
    }
  }

  /// Zeros, subnormals, corners, the ends of ranges, overflow, infinities and NaN.
  @Test func `double values and derivatives are right at awkward inputs`() throws {
    let awkward = try read().awkward
    let inputs = try awkward.inputs.map { try #require(Double($0)) }
    #expect(inputs.count == 83)
    for operation in Operator.unary {
      let table = try #require(awkward.operators[operation.name])
      for (index, x) in inputs.enumerated() {
        var operands = [x]
        let value = ReferenceKernel.point(operation, replacingWithPartials: &operands)
        if let expected = try table.values[index].map({ try #require(Double($0)) }) {
          // gelu and hard_sigmoid are their formulas, which cancel far out and at the corner.
          let relative = operation == .gelu ? 2e-14 + 2e-16 * min(x * x, 4000) : 2e-14
          // x times a subnormal number has the error of that number, x times.
          let absolute = operation == .hardSigmoid ? 2e-16 : 0x1p-1072 * max(1, min(abs(x), 1000))
          #expect(
            isClose(value, expected, max(relative * abs(expected), absolute)),
            "\(operation.name)(\(x)) = \(value), not \(expected)")
        }
        if let expected = try table.derivatives[index].map({ try #require(Double($0)) }) {
          #expect(
            isClose(operands[0], expected, max(2e-14 * abs(expected), 1e-14)),
            "\(operation.name)'(\(x)) = \(operands[0]), not \(expected)")
        }
      }
    }
  }

  /// Whether a number is near another; beside one that is not finite, whether it is the same.
  private func isClose(_ number: Double, _ expected: Double, _ tolerance: Double) -> Bool {
    if expected.isNaN { return number.isNaN }
    if expected.isInfinite { return number == expected }
    return abs(number - expected) <= tolerance
  }

  @Test func `binary derivatives agree with differences`() {
    let step = 1e-6
    func value(_ operation: Operator, _ a: Double, _ b: Double) -> Double {
      var operands = [a, b]
      return ReferenceKernel.point(operation, replacingWithPartials: &operands)
    }
    for operation in Operator.binary {
      for (a, b) in [(0.7, 1.9), (2.5, -0.4), (1.1, 3.0)] {
        var partials = [a, b]
        _ = ReferenceKernel.point(operation, replacingWithPartials: &partials)
        let byA = (value(operation, a + step, b) - value(operation, a - step, b)) / (2 * step)
        let byB = (value(operation, a, b + step) - value(operation, a, b - step)) / (2 * step)
        #expect(abs(partials[0] - byA) < 1e-7 * (1 + abs(byA)), "\(operation.name) \(a) \(b)")
        #expect(abs(partials[1] - byB) < 1e-7 * (1 + abs(byB)), "\(operation.name) \(a) \(b)")
      }
    }
  }
}
