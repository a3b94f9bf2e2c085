import Tensors
import Testing

@testable import Networks

@Suite struct LossKernelTests {
  private struct Case: Decodable {
    let scale: Double
    let loss: Double
    let gradients: [Double]
    let correct: Int
  }
  private struct File: Decodable { let cases: [Case] }

  private let labels: [Int32] = (0..<6).map { Int32($0 * 2 % 5) }

  @Test func `loss, gradients and right answers are PyTorch's`() throws {
    for known in try fixture("loss", as: File.self).cases {
      let gradients = Buffer(count: 30)
      let loss = softmaxCrossEntropy(
        Tensor(numbers(30, salt: 3, scale: known.scale)), labels: labels, rows: 6, classes: 5,
        gradients: gradients)
      #expect(abs(loss.lossSum / 6 - known.loss) < 1e-6 * max(1, known.loss))
      #expect(distance(gradients.tensor.numbers, known.gradients) < 1e-7)
      #expect(loss.correct == known.correct)
      #expect(loss.isFinite)
    }
  }

  @Test func `the loss's gradient is what its differences say`() {
    let logits = numbers(30, salt: 3, scale: 4)
    let gradients = Buffer(count: 30)
    func loss(_ logits: [Float]) -> Double {
      softmaxCrossEntropy(
        Tensor(logits), labels: labels, rows: 6, classes: 5, gradients: gradients
      ).lossSum / 6
    }
    _ = loss(logits)
    checkGradient(
      of: Objective(
        name: "logit", start: logits, gradient: gradients.tensor.numbers, value: loss),
      tolerance: 1e-4)
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity])
  func `a logit that is not finite is noticed, whatever the loss`(logit: Float) {
    let loss = softmaxCrossEntropy(
      Tensor([logit, 1, 2]), labels: [2], rows: 1, classes: 3, gradients: nil)
    #expect(!loss.isFinite)
  }

  @Test func `huge logits overflow nothing`() {
    let loss = softmaxCrossEntropy(
      Tensor([3e38, -3e38]), labels: [0], rows: 1, classes: 2, gradients: nil)
    #expect(loss.lossSum == 0)
    #expect(loss.isFinite)
    #expect(loss.correct == 1)
  }

  @Test func `the first of equally large logits is the answer`() {
    for (label, correct) in [(Int32(0), 1), (1, 0)] {
      let loss = softmaxCrossEntropy(
        Tensor([2, 2]), labels: [label], rows: 1, classes: 2, gradients: nil)
      #expect(loss.correct == correct)
    }
  }
}
