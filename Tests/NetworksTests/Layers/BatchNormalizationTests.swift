import Tensors
import Testing

@testable import Networks

@Suite struct BatchNormalizationTests {
  @Test func `training gives every channel mean 0 and variance 1`() throws {
    let subject = try Subject("input 4x4x3\nbatch-norm", images: 8)
    for parameter in subject.network.parameters {
      parameter.values.fill(parameter.name.hasSuffix("scale") ? 1 : 0)
    }
    let values = subject.forward()
    for channel in 0..<3 {
      let own = stride(from: channel, to: values.count, by: 3).map { Double(values[$0]) }
      let mean = own.reduce(0, +) / Double(own.count)
      let variance = own.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(own.count)
      #expect(abs(mean) < 1e-5)
      #expect(abs(variance - 1) < 1e-3)
    }
  }

  @Test func `a large common offset does not spoil the variance`() throws {
    let subject = try Subject("input 16x16x1\nbatch-norm", images: 8)
    for parameter in subject.network.parameters {
      parameter.values.fill(parameter.name.hasSuffix("scale") ? 1 : 0)
    }
    let x = numbers(subject.inputCount, salt: 0, scale: 1)
    let near = subject.forward(x)
    let far = subject.forward(x.map { $0 + 1024 })
    for (one, other) in zip(near, far) { #expect(abs(one - other) < 2e-3) }
  }

  @Test func `one number a channel gives finite moments`() throws {
    let subject = try Subject("input 1x1x3\nbatch-norm", images: 1)
    let numbers = subject.forward() + subject.backward() + subject.forward(training: false)
    #expect(numbers.filter { !$0.isFinite } == [])
  }
}
