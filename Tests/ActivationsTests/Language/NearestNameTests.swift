import Testing

@testable import Activations

@Suite struct NearestNameTests {
  private let names = Operator.allCases.map(\.name)

  @Test(arguments: [
    ("swsh", "swish"), ("sigmod", "sigmoid"), ("softsgin", "softsign"), ("ReLU", "relu"),
    ("leaky_relu", "leakyrelu"), ("bessel_i0", "bessel_i0e"), ("multiply", "mul"),
    ("hard-sigmoid", "hard_sigmoid"), ("mx", "max"),
  ])
  func `a slip finds its name`(slip: String, name: String) {
    #expect(NearestName.of(slip, among: names) == name)
  }

  @Test func `a strange word finds nothing`() {
    #expect(NearestName.of("convolution", among: names) == nil)
    #expect(NearestName.of(String(repeating: "a", count: 4000), among: names) == nil)
    #expect(NearestName.of("", among: names) == nil)
  }
}
