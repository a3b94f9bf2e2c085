import Spelling
import Testing

@Suite struct NearestTests {
  private let words = ["relu", "elu", "selu", "swish", "sigmoid", "hard_sigmoid"]

  @Test(arguments: [
    ("swsh", "swish"), ("rleu", "relu"), ("sigmiod", "sigmoid"), ("SWISH", "swish"),
    ("siwsh", "swish"),
    ("hardsigmoid", "hard_sigmoid"),
  ])
  func `a slip finds its word`(written: String, meant: String) {
    #expect(nearest(to: written, among: words) == meant)
  }

  @Test func `a stranger finds none`() {
    #expect(nearest(to: "convolution", among: words) == nil)
    #expect(nearest(to: "fashion", among: ["fashion-mnist", "generated"]) == "fashion-mnist")
    #expect(nearest(to: "", among: words) == nil)
    #expect(nearest(to: "", among: ["pytorch", "c"]) == nil)
    #expect(nearest(to: "x", among: ["pytorch", "c"]) == nil)
    #expect(nearest(to: "cc", among: ["pytorch", "c"]) == "c")
    #expect(nearest(to: String(repeating: "a", count: 1_000_000), among: words) == nil)
    #expect(suggestion(for: "swsh", among: words) == " (did you mean 'swish'?)")
  }

  @Test func `long values are cut when quoted`() {
    #expect(quoted("a\nb") == "'a b'")
    #expect(quoted(String(repeating: "x", count: 1_000_000)).count < 90)
  }
}
