import Randomness
import Tensors
import Testing

@testable import Networks

/// Compares a network's gradients with central differences of its own forward pass.
///
/// The objective is the sum of the outputs times fixed numbers. In single precision a difference
/// over 2 * `step` is good to about three digits; functions with kinks need inputs away from them.
///
/// - Parameters:
///   - subject: the layers, with their numbers.
///   - step: how far each number is moved.
///   - tolerance: of a difference, relative to gradients above 1.
///   - samples: how many numbers of each tensor are moved.
///   - sourceLocation: where a failure is reported.
func checkGradient(
  of subject: Subject, step: Float = 0x1p-6, tolerance: Float = 4e-3, samples: Int = 24,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let x = numbers(subject.inputCount, salt: 0, scale: 4)
  let weights = numbers(subject.outputCount, salt: 99, scale: 2)
  _ = subject.forward(x)
  let inputGradients = subject.backward()
  let parameters = subject.network.parameters
  let parameterGradients = parameters.map { $0.gradients.numbers }

  func objective(_ x: [Float]) -> Double {
    zip(subject.forward(x), weights).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }
  func compare(_ gradient: Float, _ up: Double, _ down: Double, _ name: String) {
    let difference = Float((up - down) / Double(2 * step))
    #expect(
      abs(gradient - difference) <= tolerance * max(1, abs(difference)),
      "\(name): \(gradient), by differences \(difference)", sourceLocation: sourceLocation)
  }
  func places(_ count: Int) -> [Int] {
    stride(from: 0, to: count, by: max(1, count / samples)).map { $0 }
  }

  for place in places(x.count) {
    var moved = x
    moved[place] = x[place] + step
    let up = objective(moved)
    moved[place] = x[place] - step
    compare(inputGradients[place], up, objective(moved), "input \(place)")
  }
  for (parameter, gradients) in zip(parameters, parameterGradients) {
    for place in places(gradients.count) {
      let value = parameter.values[place]
      parameter.values[place] = value + step
      let up = objective(x)
      parameter.values[place] = value - step
      let down = objective(x)
      parameter.values[place] = value
      compare(gradients[place], up, down, "\(parameter.name) \(place)")
    }
  }
}
