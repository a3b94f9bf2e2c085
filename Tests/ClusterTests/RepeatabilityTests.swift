import Testing

extension Programs {
  /// The same study again: the same proposals, the same results.
  @Suite struct Repetitions {
    private struct Proposal: Equatable {
      let number: Int?
      let key: String
      let prediction: Double?
      let reason: String?
    }

    @Test func `in order, one slot and two propose and measure the same`() async throws {
      try await Cluster.run { cluster in
        let study = try cluster.write(
          SmallStudy(
            policy: "aquasurf", budget: 14, seed: 3, baselines: ["relu(x)", "swish(x)", "tanh(x)"],
            schemas: ["binary(unary(x),unary(x))"]))
        var runs: [[TrialRecord]] = []
        for slots in [1, 2] {
          let ledger = "\(slots).ledger"
          try await cluster.output(
            of: "search", study, "--in-order", "2", "--slots", "\(slots)", "--ledger", ledger)
          runs.append(try await cluster.trials(of: ledger))
        }
        let proposals = runs.map {
          $0.map { trial in
            Proposal(
              number: trial.proposal, key: trial.candidate, prediction: trial.prediction,
              reason: trial.proposalReason)
          }
        }
        #expect(proposals[0].count >= 14)
        #expect(proposals[0] == proposals[1])
        #expect(proposals[0].contains { $0.prediction != nil }, "nothing was predicted")
        // An evaluation repeated with the same kernels gives the same bits, wherever it ran.
        #expect(runs[0].map(\.validationLoss) == runs[1].map(\.validationLoss))
        #expect(runs[0].contains { $0.validationLoss != nil })
      }
    }

    @Test func `another seed is another search`() async throws {
      try await Cluster.run { cluster in
        let study = try cluster.write(SmallStudy(budget: 5, baselines: []))
        for seed in ["1", "2"] {
          try await cluster.output(
            of: "search", study, "--slots", "1", "--seed", seed, "--ledger", seed + ".ledger")
        }
        let one = try await cluster.trials(of: "1.ledger")
        let two = try await cluster.trials(of: "2.ledger")
        #expect(one.map(\.candidate) != two.map(\.candidate))
        #expect(one[0].seed != two[0].seed)
      }
    }
  }
}
