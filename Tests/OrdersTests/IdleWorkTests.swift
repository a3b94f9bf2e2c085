import Orders
import Studies
import Testing

@Suite struct IdleWorkTests {
  private static let rehearsal = Rehearsal(
    seconds: 0.5, crashes: 0.1, hangs: 0.05, infeasible: 0.2, broken: 0.02)

  private func work(_ function: String, seed: UInt64 = 1, epochs: Int = 3) -> IdleWork {
    IdleWork(
      function: function, rehearsal: Self.rehearsal, epochs: epochs, seed: seed,
      measuresTest: seed != 1)
  }

  private func metrics(_ work: IdleWork) -> Metrics? {
    for attempt in 1... {
      switch work.fate(ofAttempt: attempt) {
      case .crash where attempt < 9, .hang where attempt < 9: continue
      case .completed(_, let metrics): return metrics
      case .crash, .hang, .infeasible: return nil
      }
    }
    return nil
  }

  @Test func `what becomes of an attempt follows from function, seed and attempt`() {
    for function in 0..<200 {
      for attempt in 1...3 {
        #expect(
          work("f\(function)").fate(ofAttempt: attempt)
            == work("f\(function)").fate(ofAttempt: attempt))
      }
    }
    let fates = (1...50).map { work("relu(x)").fate(ofAttempt: $0) }
    #expect(fates.contains(.crash) && fates.contains { $0 != .crash })
  }

  @Test func `as many attempts and functions end badly as were asked for`() {
    var counts: [String: Double] = [:]
    let all = 20_000
    for number in 0..<all {
      let work = work("f\(number)")
      let name =
        switch work.fate(ofAttempt: 1) {
        case .crash: (2...9).allSatisfy { work.fate(ofAttempt: $0) == .crash } ? "broken" : "crash"
        case .hang: "hang"
        case .infeasible: "infeasible"
        case .completed: "completed"
        }
      counts[name, default: 0] += 1 / Double(all)
    }
    // Each is drawn only where nothing before it happened.
    let expected = [
      "broken": 0.02, "crash": 0.98 * 0.1, "hang": 0.98 * 0.9 * 0.05,
      "infeasible": 0.98 * 0.9 * 0.95 * 0.2,
    ]
    for (name, share) in expected {
      // Five standard deviations.
      let error = 5 * (share * (1 - share) / Double(all)).squareRoot()
      #expect(abs((counts[name] ?? 0) - share) < error, "\(name): \(counts[name] ?? 0)")
    }
  }

  @Test func `what is made up ranks functions much alike at every seed, and grows with epochs`() {
    let functions = (0..<100).map { "f\($0)" }.filter { metrics(work($0)) != nil }
    #expect(functions.count > 60)
    for function in functions {
      guard let short = metrics(work(function)), let long = metrics(work(function, epochs: 10)),
        let other = metrics(work(function, seed: 2))
      else { continue }
      #expect(long.validationAccuracy > short.validationAccuracy)
      #expect(abs(other.validationAccuracy - short.validationAccuracy) < 0.03)
      #expect(other.validationAccuracy != short.validationAccuracy)
      #expect(short.test == nil && other.test != nil)
      #expect((0...1).contains(short.validationAccuracy) && short.validationLoss > 0)
    }
  }
}
