import Datasets
import Processors
import Randomness
import Tensors
import TestSupport
import Testing

@testable import Networks

@Suite struct ConvolutionKernelTests {
  @Test(arguments: VectorLevel.allCases.filter { $0 <= .current })
  func `every instruction set computes the convolution by its definition`(
    level: VectorLevel
  ) throws {
    try forAll(seed: UInt64(level.rawValue) * 1000, count: 25) { generator in
      let window = Window(
        kernel: 1 + generator.uniform(below: 4), stride: 1 + generator.uniform(below: 3),
        padding: generator.uniform(below: 3))
      let input = ImageShape(
        height: 1 + generator.uniform(below: 7), width: 1 + generator.uniform(below: 17),
        channels: [1, 2, 3, 16, 17][generator.uniform(below: 5)])
      let naive = NaiveConvolution(
        window: window, input: input, filters: [1, 4, 10, 16, 33][generator.uniform(below: 5)],
        images: 1 + generator.uniform(below: 2), &generator)
      guard let naive else { return }
      compare(naive, level: level, method: .direct, tolerance: 2e-5)
    }
  }

  /// Products of numbers within 0.5: sums of up to 32 * 9 of them stay near 10.
  @Test(arguments: VectorLevel.allCases.filter { $0 <= .current })
  func `Winograd's domain loses little, whatever hangs over the edge`(level: VectorLevel) throws {
    try forAll(seed: UInt64(level.rawValue) * 1000 + 500, count: 4) { generator in
      let window = Window(kernel: 3, padding: generator.uniform(below: 3))
      let input = ImageShape(
        height: 5 + generator.uniform(below: 6), width: 5 + generator.uniform(below: 6),
        channels: [16, 32][generator.uniform(below: 2)])
      let naive = NaiveConvolution(
        window: window, input: input, filters: [16, 32][generator.uniform(below: 2)],
        images: 1 + generator.uniform(below: 2), &generator)
      guard let naive else { return }
      compare(naive, level: level, method: .winograd, tolerance: 5e-5)
    }
  }

  @Test(arguments: VectorLevel.allCases.filter { $0 <= .current })
  func `layers as wide as All-CNN-C's are right, directly and in Winograd's domain`(
    level: VectorLevel
  ) throws {
    for (filters, stride, method, tolerance) in [
      (96, 2, ConvolutionKernel.Method.direct, 5e-5), (96, 1, .winograd, 2e-4),
      (64, 1, .direct, 5e-5),
    ] {
      var generator = Generator(seed: Seed(UInt64(level.rawValue) * 1000 + 900))
      let naive = try #require(
        NaiveConvolution(
          window: Window(kernel: 3, stride: stride, padding: 1),
          input: ImageShape(height: 5, width: 4, channels: 96), filters: filters, images: 1,
          &generator))
      compare(naive, level: level, method: method, tolerance: tolerance)
    }
  }

  private func compare(
    _ naive: NaiveConvolution, level: VectorLevel, method: ConvolutionKernel.Method,
    tolerance: Double
  ) {
    var kernel = ConvolutionKernel(
      window: naive.window, input: naive.input, output: naive.output, level: level, method: method)
    var y = Tensor(naive.gy)
    var gx = Tensor(naive.x)
    var gw = Tensor(naive.weights)
    let bias = Parameter("bias", shape: [naive.bias.count], initial: .constant(0))
    bias.values.replace(by: naive.bias)
    kernel.forward(
      Tensor(naive.x), weights: Tensor(naive.weights), bias: bias, images: naive.images, into: &y)
    kernel.inputGradients(
      Tensor(naive.gy), weights: Tensor(naive.weights), images: naive.images, into: &gx)
    kernel.weightGradients(
      Tensor(naive.x), Tensor(naive.gy), images: naive.images, into: &gw, bias: bias)
    let name = "\(naive.window) over \(naive.input) to \(naive.output)"
    #expect(distance(y.numbers, naive.y) < tolerance, "\(name)")
    #expect(distance(gx.numbers, naive.gx) < tolerance, "\(name)")
    #expect(distance(gw.numbers, naive.gw) < tolerance, "\(name)")
    #expect(distance(bias.gradients.numbers, naive.gb) < tolerance, "\(name)")
  }
}
