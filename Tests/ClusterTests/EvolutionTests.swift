import Foundation
import Testing

extension Programs {
  /// Searches in a space that no table lists.
  @Suite struct Evolutions {
    private struct Replayed: Decodable {
      let proposals: Int
      let same: Int
    }

    private static let study = SmallStudy(
      policy: "evolution", further: ", population: 6, sample: 3, nodes: 9", budget: 20,
      schemas: ["unary(unary(x))"], top: 1)

    @Test func `a killed search goes on, trains nothing twice and replays bit for bit`()
      async throws
    {
      try await Cluster.run { cluster in
        let study = try cluster.write(Self.study)
        let search = try cluster.start("search", study, "--slots", "2")
        try await search.says("9/20")
        search.signal(SIGKILL)
        #expect(try await search.end() == -SIGKILL)
        let report = try await cluster.output(of: "search", study, "--slots", "2")
        #expect(report.contains("Confirmed on fresh seeds, test accuracy"))

        let trials = try await cluster.trials(of: "small.ledger")
        expectExact(trials, budget: 20)
        let searched = trials.filter { $0.purpose == "search" }
        #expect(Set(searched.map(\.candidate)).count == 20)
        let longest = searched.map { $0.function.count { $0 == "(" } }.max() ?? 0
        #expect(longest > 2, "no child is longer than the schema")
        let replayed: Replayed = try await cluster.read(
          "replay", "small.ledger", "--format", "json")
        #expect(replayed.proposals == 20 && replayed.same == 20)
        let best = try #require(searched.last { $0.state == "completed" })
        let explained = try await cluster.output(
          of: "explain", best.function, "--ledger", "small.ledger")
        #expect(explained.contains("in no table") && explained.contains("child of "))
        let code = try await cluster.output(
          of: "export", "--language", "c", "--ledger", "small.ledger")
        #expect(code.contains("float"))
      }
    }

    @Test func `in order, one slot and three propose the same`() async throws {
      try await Cluster.run { cluster in
        var proposed: [[String]] = []
        for (name, slots) in [("one", "1"), ("three", "3")] {
          var study = Self.study
          study.name = name
          study.budget = 14
          study.top = 0
          study.further += ", in-order: 3"
          let path = try cluster.write(study)
          try await cluster.output(of: "search", path, "--slots", slots)
          let trials = try await cluster.trials(of: name + ".ledger")
          proposed.append(
            trials.sorted { ($0.proposal ?? 0) < ($1.proposal ?? 0) }.map(\.function))
        }
        #expect(proposed[0] == proposed[1] && proposed[0].count == 14)
      }
    }
  }

  /// Searches for the smallest loss.
  @Suite struct Losses {
    private struct Replayed: Decodable {
      let proposals: Int
      let same: Int
    }

    @Test func `a search by loss predicts, ranks and confirms by the smallest one`() async throws {
      try await Cluster.run { cluster in
        let study = try cluster.write(
          SmallStudy(
            policy: "aquasurf", budget: 10, objective: ", metric: validation-loss",
            baselines: ["relu(x)", "swish(x)", "tanh(x)"], top: 2))
        let report = try await cluster.output(of: "search", study, "--slots", "2")
        #expect(report.contains("one-sided Welch test on test loss"))
        let trials = try await cluster.trials(of: "small.ledger")
        expectExact(trials, budget: 10)
        let searched = trials.filter { $0.purpose == "search" && $0.validationLoss != nil }
          .sorted { ($0.validationLoss ?? 0) < ($1.validationLoss ?? 0) }
        let confirmed = Set(trials.filter { $0.purpose == "confirmation" }.map(\.function))
        let found = searched.map(\.function)
          .filter { !["relu(x)", "swish(x)", "tanh(x)"].contains($0) }
        #expect(confirmed.isSuperset(of: found.prefix(2)))
        #expect(
          trials.compactMap(\.proposalReason).contains { $0.hasPrefix("smallest prediction") })
        let replayed: Replayed = try await cluster.read(
          "replay", "small.ledger", "--format", "json")
        #expect(replayed.proposals == 10 && replayed.same == 10)
      }
    }
  }
}
