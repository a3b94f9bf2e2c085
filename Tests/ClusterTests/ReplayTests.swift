import Foundation
import Testing

extension Programs {
  /// Proposals that are proved and explained from the ledger alone.
  @Suite struct Replays {
    private struct ReplayRecord: Decodable {
      struct Difference: Decodable {
        let proposal: Int
        let prediction: Double?
        let recomputedPrediction: Double?
      }

      let proposals: Int
      let same: Int
      let differences: [Difference]
    }

    private struct ExplanationRecord: Decodable {
      struct Place: Decodable {
        let x: Double
        let y: Double
      }

      struct Neighbour: Decodable {
        let function: String
        let accuracy: Double
      }

      let function: String
      let state: String
      let validationAccuracy: Double?
      let proposal: Int?
      let statedPrediction: Double?
      let prediction: Double?
      let rank: Int?
      let place: Place?
      let neighbours: [Neighbour]
    }

    private static let study = SmallStudy(
      policy: "aquasurf", further: ", features: [outputs, spectrum], spectra: 40", budget: 12,
      baselines: ["relu(x)", "swish(x)", "tanh(x)"], schemas: ["binary(unary(x),unary(x))"])

    @Test func `every proposal comes out again, and one that was changed is found`() async throws {
      try await Cluster.run { cluster in
        let study = try cluster.write(Self.study)
        try await cluster.output(of: "search", study, "--slots", "2")
        let good: ReplayRecord = try await cluster.read(
          "replay", "small.ledger", "--format", "json")
        #expect(good.proposals >= 12 && good.same == good.proposals && good.differences.isEmpty)

        let prediction = try #require(
          try await cluster.trials(of: "small.ledger").last?.prediction)
        try nudge(prediction, in: cluster.folder.appending(path: "small.ledger"))
        let bad = try cluster.start("replay", "small.ledger", "--format", "json")
        #expect(try await bad.end() == 4)
        let found = try JSONDecoder().decode(ReplayRecord.self, from: Data(bad.output.utf8))
        #expect(found.differences.map(\.proposal).contains(good.proposals))
        #expect(found.differences[0].prediction != found.differences[0].recomputedPrediction)
      }
    }

    @Test func `a result that was changed in the file is found by the journal`() async throws {
      try await Cluster.run { cluster in
        let study = try cluster.write(SmallStudy(budget: 5))
        try await cluster.output(of: "search", study, "--slots", "1")
        let result = try #require(
          try await cluster.trials(of: "small.ledger").last?.validationAccuracy)
        try nudge(result, in: cluster.folder.appending(path: "small.ledger"))
        let program = try cluster.start("replay", "small.ledger")
        #expect(try await program.end() == 4)
        #expect(program.errors.contains("journal entry"), "\(program.errors)")
      }
    }

    /// Changes the last bit of a number in a file, wherever it is there as SQLite writes numbers.
    private func nudge(_ number: Double, in file: URL) throws {
      var data = try Data(contentsOf: file)
      let bits = number.bitPattern
      let pattern = Data((0..<8).reversed().map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) })
      var place = data.startIndex
      var count = 0
      while let found = data.range(of: pattern, in: place..<data.endIndex) {
        data[found.upperBound - 1] ^= 1
        place = found.upperBound
        count += 1
      }
      #expect(count > 0, "the number is not in the file")
      try data.write(to: file)
    }

    @Test func `a function is explained by its neighbours and its place on the map`() async throws {
      try await Cluster.run { cluster in
        let study = try cluster.write(Self.study)
        try await cluster.output(of: "search", study, "--slots", "1")
        let trials = try await cluster.trials(of: "small.ledger")
        let last = try #require(trials.last { $0.prediction != nil })
        let then: ExplanationRecord = try await cluster.read(
          "explain", last.function, "--at-proposal", "--format", "json")
        #expect(then.prediction == last.prediction && then.statedPrediction == last.prediction)
        #expect(then.rank == 1 && then.proposal == last.proposal)
        #expect(!then.neighbours.isEmpty && then.place?.x.isFinite == true)

        let other: ExplanationRecord = try await cluster.read(
          "explain", "add(relu(x),zero(x))", "--plot", "map.svg", "--format", "json")
        #expect(other.function == "relu(x)" && other.state == "completed")
        #expect(other.neighbours.allSatisfy { $0.function != "relu(x)" })
        let map = try String(
          contentsOfFile: cluster.folder.appending(path: "map.svg").path, encoding: .utf8)
        #expect(map.hasPrefix("<svg") && map.contains("relu(x)"))
        #expect(map.count(where: { $0 == "\n" }) > 40)
      }
    }

    @Test func `what cannot be explained is refused in a line`() async throws {
      try await Cluster.run { cluster in
        let study = try cluster.write(SmallStudy(budget: 3))
        try await cluster.output(of: "search", study, "--slots", "1")
        for (arguments, message) in [
          (["explain", "mul(x,exp(x))"], "in no class"),
          (["explain", "relu(y)"], "unknown operator"),
          (["explain", "erf(x)", "--plot", "map.svg"], "no map"),
          (["replay", "missing.ledger"], "missing.ledger"),
        ] {
          let program = try cluster.start(arguments)
          #expect(try await program.end() == 2, "\(arguments)")
          #expect(program.errors.contains(message), "\(program.errors)")
          #expect(program.errors.count { $0 == "\n" } == 1)
        }
      }
    }
  }
}
