import Studies
import Testing

@testable import Networks

@Suite struct LearningRateTests {
  private func rates(_ schedule: Schedule, epochs: Int, steps: Int) -> [Double] {
    let rate = LearningRate(
      optimizer: Optimizer(rate: 0.1, schedule: schedule), epochs: epochs, stepsPerEpoch: steps)
    return (0..<epochs * steps).map(rate.rate(atStep:))
  }

  @Test func `a constant rate stays`() {
    #expect(rates(.constant, epochs: 2, steps: 2) == [0.1, 0.1, 0.1, 0.1])
  }

  @Test func `a cosine falls at every step, from the full rate`() {
    let all = rates(.cosine, epochs: 2, steps: 5)
    #expect(all[0] == 0.1)
    #expect(abs(all[5] - 0.05) < 1e-15)
    #expect(abs(all[9] - 0.002447174185242324) < 1e-12)
    #expect(zip(all, all.dropFirst()).allSatisfy { $0.0 > $0.1 })
  }

  @Test func `a step schedule falls after whole epochs`() {
    let all = rates(.step(epochs: 2, factor: 0.5), epochs: 5, steps: 1)
    #expect(all == [0.1, 0.1, 0.05, 0.05, 0.025])
  }
}
