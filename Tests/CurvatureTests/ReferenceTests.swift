import Activations
import Foundation
import Studies
import TestSupport
import Testing

@testable import Curvature

@Suite struct ReferenceTests {
  /// What a request computes its spectrum from.
  private func recorded(_ reference: Reference) throws -> (SpectrumOutcome, [String: NamedArray]) {
    var arrays: [String: NamedArray] = [:]
    let outcome = try reference.request.run(record: { arrays[$0.name] = $0 })
    return (outcome, arrays)
  }

  private func numbers(_ array: NamedArray?) throws -> [Double] {
    switch try #require(array).values {
    case .single(let numbers): numbers.map(Double.init)
    case .double(let numbers): numbers
    case .whole(let numbers): numbers.map(Double.init)
    }
  }

  /// The largest difference beside the largest number; infinite where the counts differ, and where
  /// one is NaN.
  private func distance(_ ours: [Double], _ reference: [Double]) -> Double {
    guard ours.count == reference.count else { return .infinity }
    return largestError(zip(ours, reference).map { abs($0 - $1) })
      / largestError(reference.map { abs($0) })
  }

  @Test func `a distance from what is no number is infinite`() {
    #expect(distance([1, 2], [1, 4]) == 0.5)
    #expect(distance([.nan, 2], [1, 2]) == .infinity)
    #expect(distance([1, .nan, 2], [1, 2, 4]) == .infinity)
  }

  private func triangle(_ entries: [Double]) -> [Double] {
    let order = Int(Double(entries.count).squareRoot())
    return (0..<order).flatMap { entries[$0 * order + $0..<($0 + 1) * order] }
  }

  @Test(arguments: Reference.names)
  func `layers read what PyTorch says, and get its gradients`(name: String) throws {
    let reference = try Reference.named(name)
    let (_, arrays) = try recorded(reference)
    #expect(try numbers(arrays["labels"]) == reference.drawn.map(Double.init))
    for layer in reference.layers {
      #expect(try #require(arrays["\(layer.name).input"]).shape == layer.input.shape)
      #expect(try #require(arrays["\(layer.name).gradient"]).shape == layer.gradient.shape)
      let input = try numbers(arrays["\(layer.name).input"])
      let gradient = try numbers(arrays["\(layer.name).gradient"])
      #expect(distance(input, layer.input.values.map(Double.init)) < 1e-5, "\(layer.name)")
      #expect(distance(gradient, layer.gradient.values.map(Double.init)) < 1e-5, "\(layer.name)")
    }
  }

  @Test(arguments: Reference.names)
  func `factors and their eigenvalues are those of NumPy and SciPy`(name: String) throws {
    let reference = try Reference.named(name)
    let (_, arrays) = try recorded(reference)
    for layer in reference.layers {
      for (factor, entries, values) in [
        ("omega", layer.omega, layer.omegaEigenvalues),
        ("gamma", layer.gamma, layer.gammaEigenvalues),
      ] {
        let ours = triangle(try numbers(arrays["\(layer.name).\(factor)"]))
        // Single precision in the layers, and in the fixture's entries.
        #expect(distance(ours, entries.values.map(Double.init)) < 1e-5, "\(layer.name).\(factor)")
        let eigenvalues = try numbers(arrays["\(layer.name).\(factor)-eigenvalues"])
        #expect(distance(eigenvalues, values) < 1e-5, "\(layer.name).\(factor)")
        // What is zero in theory is zero, not rounding.
        #expect(zip(eigenvalues, values).allSatisfy { ($0 == 0) == ($1 == 0) }, "\(layer.name)")
      }
    }
  }

  @Test(arguments: Reference.names)
  func `eigenvalues are counted as NumPy counts them`(name: String) throws {
    for layer in try Reference.named(name).layers {
      var histogram = Histogram(edges: layer.edges)
      histogram.count(
        layer.omegaEigenvalues.map(logarithm), plus: layer.gammaEigenvalues.map(logarithm))
      #expect(histogram.counts == layer.counts, "\(layer.name)")
      #expect(histogram.cumulative == layer.cdf, "\(layer.name)")
    }
  }

  @Test(arguments: Reference.names)
  func `spectra are those of NumPy and SciPy`(name: String) throws {
    let reference = try Reference.named(name)
    let (outcome, _) = try recorded(reference)
    guard case .completed(let spectrum) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(spectrum.layers.map(\.edges) == reference.layers.map(\.edges))
    #expect(spectrum.layers.allSatisfy { $0.state == .counted })
    let expected = reference.layers.flatMap(\.cdf)
    // Single precision may carry a pair of eigenvalues over an edge, on other processors.
    let pairs = reference.layers.map { $0.counts.reduce(0, +) }.min() ?? 1
    #expect(spectrum.cdf.count == expected.count && !expected.isEmpty)
    #expect(
      largestError(zip(spectrum.cdf, expected).map { Double(abs($0 - $1)) }) <= 2 / Double(pairs))
  }

  private struct Outcomes: Decodable {
    struct Case: Decodable {
      let function: String
      let plan: String
      let cdf: [Float]?
      let nothingCounted: String?
    }
    let cases: [Case]
  }

  @Test func `functions without finite factors end as the recipe says`() throws {
    let cases = try fixture("outcomes", as: Outcomes.self).cases
    #expect(cases.contains { $0.cdf != nil } && cases.contains { $0.nothingCounted != nil })
    for reference in cases {
      let outcome = try request(reference.function, plan: reference.plan, batch: 8).run()
      switch outcome {
      case .completed(let spectrum): #expect(spectrum.cdf == reference.cdf, "\(reference.function)")
      case .infeasible(let nothing):
        #expect(nothing.layer == reference.nothingCounted, "\(reference.function)")
      case .cancelled: Issue.record("\(reference.function) was cancelled")
      }
    }
  }

  private func logarithm(_ number: Double) -> Double { log(number) }
}
