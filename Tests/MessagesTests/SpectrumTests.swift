import Digests
import Orders
import Studies
import Testing

@testable import Messages

@Suite struct SpectrumTests {
  private func spectrum(_ count: Int) -> Spectrum {
    Spectrum(
      layers: [
        Spectrum.Layer(name: "convolution 1", weights: 100 * count + 1, edges: count),
        Spectrum.Layer(name: "dense 2", weights: 20, edges: 2, state: .failed),
      ],
      cdf: (0..<count).map { Float($0) / Float(count) })
  }

  private func envelope(_ spectrum: Spectrum) -> Envelope {
    Envelope(
      study: "s", incarnation: 1,
      message: .report(
        Report(
          lease: LeaseKey(order: 5, attempt: 2), outcome: .completed(.spectrum(spectrum)),
          provenance: nil)))
  }

  @Test(arguments: [2, 13_683, 141_000, Spectrum.largestCount])
  func `a spectrum fits a frame and comes back bit for bit`(count: Int) throws {
    let envelope = envelope(spectrum(count))
    let frame = envelope.encoded()
    #expect(frame.count < Envelope.largestFrameToCoordinator)
    #expect(try Envelope(decoding: frame) == envelope)
  }

  @Test func `a spectrum that was changed on the way is an attempt that failed`() throws {
    var frame = envelope(spectrum(100)).encoded()
    let bytes = spectrum(100).bytes
    let start = try #require(
      (0..<frame.count - bytes.count).first { frame[$0..<$0 + bytes.count].elementsEqual(bytes) })
    frame[start + 41] ^= 1
    guard case .report(let report) = try Envelope(decoding: frame).message,
      case .failed(let reason) = report.outcome
    else {
      Issue.record("it was taken for what it was")
      return
    }
    #expect(reason.contains("checksum") && report.lease == LeaseKey(order: 5, attempt: 2))
    #expect(report.spectrum == nil)
  }

  @Test func `an order of a spectrum comes back as it was`() throws {
    for labels in SpectrumRecipe.Labels.allCases {
      let work = SpectrumWork(
        expression: "relu(x)", network: "input 8x8x1\ndense 10",
        dataset: DatasetIdentity(name: "generated", digest: .of("x")),
        recipe: SpectrumRecipe(batch: 17, labels: labels, seed: .max), version: 3)
      let envelope = Envelope(
        study: "s", incarnation: 2,
        message: .order(
          WorkOrder(id: 9, work: .spectrum(work), limits: Limits()), attempt: 1))
      #expect(try Envelope(decoding: envelope.encoded()) == envelope)
    }
  }

  @Test func `a function without a spectrum names the layer`() throws {
    let report = Report(
      lease: LeaseKey(order: 5, attempt: 2),
      outcome: .infeasible(Infeasibility(reason: .uncountable, layer: "dense 2")), provenance: nil)
    let envelope = Envelope(study: "s", incarnation: 1, message: .report(report))
    #expect(try Envelope(decoding: envelope.encoded()) == envelope)
    #expect(report.outcome.reason == "nothing countable in layer dense 2")
  }
}
