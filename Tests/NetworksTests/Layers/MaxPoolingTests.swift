import Tensors
import Testing

@testable import Networks

@Suite struct MaxPoolingTests {
  private let plan = "input 3x3x1\nmax-pool kernel 3 stride 2 padding 1"

  @Test func `the border never wins, even among negative numbers`() throws {
    let subject = try Subject(plan, images: 1)
    let values = subject.forward([-9, -8, -7, -6, -5, -4, -3, -2, -1])
    #expect(values == [-5, -4, -2, -1])
  }

  @Test func `the gradient goes to the first of equal winners, from every window`() throws {
    let subject = try Subject(plan, images: 1)
    _ = subject.forward([0, 0, 0, 0, 1, 0, 0, 0, 1])
    subject.network.output.gradients?.tensor.replace(by: [1, 2, 4, 8])
    subject.network.backward(subject.pass)
    // The middle wins the first three windows and comes first in the last one.
    #expect(subject.network.input.gradients?.tensor.numbers == [0, 0, 0, 0, 15, 0, 0, 0, 0])
  }

  @Test func `a window with a number that is none is not a number`() throws {
    let subject = try Subject(plan, images: 1)
    let values = subject.forward([.nan, 0, 0, 0, 0, 0, 0, 0, .infinity])
    #expect(values[0].isNaN)
    #expect(Array(values[1...]) == [0, 0, .infinity])
  }
}
