import Testing

extension Programs {
  /// Searches that train nothing.
  @Suite struct Rehearsals {
    private static func study(_ name: String) -> String {
      """
      study: \(name)
      objective: {rehearsal: {seconds: 0.01, crashes: 0.1, hangs: 0.02, infeasible: 0.1, broken: 0.1}}
      space: {schemas: ["binary(unary(x),unary(x))"], baselines: ["relu(x)", "tanh(x)"]}
      search: {policy: random, budget: 40, seed: 3}
      confirm: {top: 2, seeds: 3, epochs: 4, against: ["relu(x)"]}
      limits: {silence: 2}

      """
    }

    @Test func `a confirmation by more epochs may follow one by as many as the search had`()
      async throws
    {
      try await Cluster.run { cluster in
        var study = SmallStudy(budget: 3, top: 1)
        for (further, epochs) in [("", [1, 1]), (", epochs: 3", [1, 1, 3, 3])] {
          study.confirmation = further
          let path = try cluster.write(study)
          let report = try await cluster.output(of: "search", path, "--slots", "2")
          let words = further.isEmpty ? "on fresh seeds, test" : "on fresh seeds by 3 epochs, test"
          #expect(report.contains("Confirmed " + words))
          let trials = try await cluster.trials(of: "small.ledger")
          expectExact(trials, budget: 3)
          let relu = trials.filter { $0.purpose == "confirmation" && $0.function == "relu(x)" }
          #expect(relu.map(\.fidelity) == epochs && relu.allSatisfy { $0.testAccuracy != nil })
        }
      }
    }

    @Test func `a rehearsal crashes, hangs, tries again and confirms, the same way each time`()
      async throws
    {
      try await Cluster.run { cluster in
        var results: [[String: TrialRecord]] = []
        for name in ["one", "two"] {
          let study = try cluster.write(Self.study(name), to: name + ".yaml")
          let search = try cluster.start(
            "search", study, "--slots", name == "one" ? "4" : "3", "--data-folder", "/nowhere")
          #expect(try await search.end() == 0)
          #expect(search.output.contains("A rehearsal: nothing was trained"))
          #expect(search.output.contains("Confirmed on fresh seeds by 4 epochs"))
          let trials = try await cluster.trials(of: name + ".ledger")
          expectExact(trials, budget: 40)
          let confirmations = trials.filter { $0.purpose == "confirmation" }
          #expect(!confirmations.isEmpty && confirmations.allSatisfy { $0.fidelity == 4 })
          #expect(trials.contains { $0.state == "infeasible" })
          let reasons = trials.flatMap(\.failures).map(\.reason)
          #expect(reasons.contains { $0.contains("signal 6") })
          #expect(reasons.allSatisfy { $0.contains("signal 6") || $0.contains("no progress") })
          let quarantined = trials.filter { $0.state == "quarantined" }
          #expect(quarantined.contains { $0.failures.count == 3 }, "broken functions are given up")
          let completed = trials.filter { $0.state == "completed" }
          #expect(completed.allSatisfy { $0.reason == "made up in a rehearsal" })
          results.append(
            Dictionary(uniqueKeysWithValues: trials.map { ("\($0.candidate) \($0.seed)", $0) }))
        }
        let both = Set(results[0].keys).intersection(results[1].keys)
        #expect(both.count > 30)
        for key in both {
          let (one, two) = (results[0][key], results[1][key])
          #expect(one?.state == two?.state && one?.validationAccuracy == two?.validationAccuracy)
        }
      }
    }
  }
}
