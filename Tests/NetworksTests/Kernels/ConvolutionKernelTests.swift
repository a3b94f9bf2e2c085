import Datasets
import Randomness
import Tensors
import TestSupport
import Testing

@testable import Networks

@Suite struct ConvolutionKernelTests {
  /// A shape, its numbers, and the convolution by its definition, in double precision.
  private struct Naive {
    let window: LayerPlan.Window
    let input: ImageShape
    let output: ImageShape
    let images: Int
    let x: [Float], gy: [Float], weights: [Float], bias: [Float]
    var y: [Double], gx: [Double], gw: [Double], gb: [Double]

    init?(_ generator: inout Generator) {
      window = LayerPlan.Window(
        kernel: 1 + generator.uniform(below: 4), stride: 1 + generator.uniform(below: 3),
        padding: generator.uniform(below: 3))
      let channels = [1, 2, 3, 16, 17]
      input = ImageShape(
        height: 1 + generator.uniform(below: 7), width: 1 + generator.uniform(below: 17),
        channels: channels[generator.uniform(below: channels.count)])
      let filters = [1, 4, 10, 16, 33][generator.uniform(below: 5)]
      let (height, width) = (window.places(along: input.height), window.places(along: input.width))
      guard height > 0, width > 0 else { return nil }
      output = ImageShape(height: height, width: width, channels: filters)
      images = 1 + generator.uniform(below: 2)
      let weightCount = window.kernel * window.kernel * input.channels * filters
      func draws(_ count: Int) -> [Float] {
        (0..<count).map { _ in Float(generator.uniform() - 0.5) }
      }
      x = draws(images * input.count)
      gy = draws(images * output.count)
      weights = draws(weightCount)
      bias = draws(filters)
      y = (0..<images * output.count).map { [bias] in Double(bias[$0 % filters]) }
      gx = [Double](repeating: 0, count: x.count)
      gw = [Double](repeating: 0, count: weightCount)
      gb = [Double](repeating: 0, count: filters)
      addProducts()
    }

    private mutating func addProducts() {
      let filters = output.channels
      for place in gy.indices { gb[place % filters] += Double(gy[place]) }
      for pixel in 0..<images * output.height * output.width {
        let image = pixel / (output.height * output.width)
        let top = pixel / output.width % output.height * window.stride - window.padding
        let left = pixel % output.width * window.stride - window.padding
        for tap in 0..<window.kernel * window.kernel {
          let (row, column) = (top + tap / window.kernel, left + tap % window.kernel)
          guard (0..<input.height).contains(row), (0..<input.width).contains(column) else {
            continue
          }
          for channel in 0..<input.channels {
            let i = ((image * input.height + row) * input.width + column) * input.channels + channel
            let w = (tap * input.channels + channel) * filters
            for filter in 0..<filters {
              let o = pixel * filters + filter
              y[o] += Double(x[i]) * Double(weights[w + filter])
              gx[i] += Double(gy[o]) * Double(weights[w + filter])
              gw[w + filter] += Double(gy[o]) * Double(x[i])
            }
          }
        }
      }
    }
  }

  @Test(arguments: VectorLevel.allCases.filter { $0 <= .current })
  func `every instruction set computes the convolution by its definition`(
    level: VectorLevel
  ) throws {
    try forAll(seed: UInt64(level.rawValue) * 1000, count: 25) { generator in
      guard let naive = Naive(&generator) else { return }
      var kernel = ConvolutionKernel(
        window: naive.window, input: naive.input, output: naive.output, level: level)
      var y = Tensor(naive.gy)
      var gx = Tensor(naive.x)
      var gw = Tensor(naive.weights)
      var gb = Tensor(naive.bias)
      kernel.forward(
        Tensor(naive.x), weights: Tensor(naive.weights), bias: Tensor(naive.bias),
        images: naive.images, into: &y)
      kernel.inputGradients(
        Tensor(naive.gy), weights: Tensor(naive.weights), images: naive.images, into: &gx)
      kernel.weightGradients(
        Tensor(naive.x), Tensor(naive.gy), images: naive.images, into: &gw, bias: &gb)
      let name = "\(naive.window) over \(naive.input) to \(naive.output)"
      #expect(distance(y.numbers, naive.y) < 2e-5, "\(name)")
      #expect(distance(gx.numbers, naive.gx) < 2e-5, "\(name)")
      #expect(distance(gw.numbers, naive.gw) < 2e-5, "\(name)")
      #expect(distance(gb.numbers, naive.gb) < 2e-5, "\(name)")
    }
  }
}
