import Datasets
import Randomness

@testable import Networks

/// A shape, its numbers, and the convolution by its definition, in double precision.
struct NaiveConvolution {
  let window: Window
  let input: ImageShape
  let output: ImageShape
  let images: Int
  let x: [Float], gy: [Float], weights: [Float], bias: [Float]
  var y: [Double], gx: [Double], gw: [Double], gb: [Double]

  /// Nil when the window does not fit.
  init?(
    window: Window, input: ImageShape, filters: Int, images: Int,
    _ generator: inout Generator
  ) {
    let (height, width) = (window.places(along: input.height), window.places(along: input.width))
    guard height > 0, width > 0 else { return nil }
    self.window = window
    self.input = input
    self.images = images
    output = ImageShape(height: height, width: width, channels: filters)
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
