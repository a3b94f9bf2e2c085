import Tensors
import Testing

@testable import Networks

/// A number that depends on others, with the gradient under test.
struct Objective {
  let name: String
  let start: [Float]
  let gradient: [Float]
  let value: ([Float]) -> Double
}

/// Compares a gradient with central differences of its objective.
///
/// In single precision a difference over 2 * `step` is good to about three digits; functions with
/// kinks need numbers away from them.
///
/// - Parameters:
///   - objective: what is differentiated.
///   - step: how far each number is moved.
///   - tolerance: of a difference, relative to gradients above 1.
///   - samples: how many numbers are moved.
///   - sourceLocation: where a failure is reported.
func checkGradient(
  of objective: Objective, step: Float = 0x1p-6, tolerance: Float = 4e-3, samples: Int = 24,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let start = objective.start
  #expect(objective.gradient.count >= start.count, sourceLocation: sourceLocation)
  for place in stride(from: 0, to: start.count, by: max(1, start.count / samples)) {
    var moved = start
    moved[place] = start[place] + step
    let up = objective.value(moved)
    moved[place] = start[place] - step
    let difference = Float((up - objective.value(moved)) / Double(2 * step))
    let gradient = objective.gradient[place]
    #expect(
      abs(gradient - difference) <= tolerance * max(1, abs(difference)),
      "\(objective.name) \(place): \(gradient), by differences \(difference)",
      sourceLocation: sourceLocation)
  }
}

/// Checks the gradients of layers by their input and by every parameter.
///
/// The objective is the sum of the outputs times fixed numbers.
///
/// - Parameters:
///   - subject: the layers, with their numbers.
///   - step: how far each number is moved.
///   - sourceLocation: where a failure is reported.
func checkGradient(
  of subject: Subject, step: Float = 0x1p-6, sourceLocation: SourceLocation = #_sourceLocation
) {
  let x = numbers(subject.inputCount, salt: 0, scale: 4)
  let weights = numbers(subject.outputCount, salt: 99, scale: 2)
  func value(_ x: [Float]) -> Double {
    zip(subject.forward(x), weights).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }
  _ = subject.forward(x)
  let inputGradient = subject.backward()
  let gradients = subject.network.parameters.map { $0.gradients.numbers }
  checkGradient(
    of: Objective(name: "input", start: x, gradient: inputGradient, value: value), step: step,
    sourceLocation: sourceLocation)
  for (parameter, gradient) in zip(subject.network.parameters, gradients) {
    let start = parameter.values.numbers
    let objective = Objective(name: parameter.name, start: start, gradient: gradient) { moved in
      parameter.values.replace(by: moved)
      return value(x)
    }
    checkGradient(of: objective, step: step, sourceLocation: sourceLocation)
    parameter.values.replace(by: start)
  }
}
