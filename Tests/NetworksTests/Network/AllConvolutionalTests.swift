import Datasets
import Testing

@testable import Networks

@Suite struct AllConvolutionalTests {
  @Test func `All-CNN-C computes PyTorch's values and gradients, and steps where it steps`() throws
  {
    let shape = ImageShape(height: 12, width: 12, channels: 3)
    let plan = try NetworkPlan.named("all-cnn-c", input: shape, classCount: 10)
    struct Text: Decodable { let plan: String }
    #expect(try NetworkPlan(text: fixture("all-cnn-c", as: Text.self).plan) == plan)
    try expectNetwork("all-cnn-c", plan)
  }
}
