import Foundation
import TestSupport
import Testing

/// A line of `hillock trials --format json`.
struct TrialRecord: Decodable, Equatable {
  struct Failure: Decodable, Equatable {
    let worker: String
    let reason: String
  }

  let order: Int
  let purpose: String
  /// The form.
  let function: String
  /// The class key.
  let candidate: String
  let seed: String
  let fidelity: Int
  let state: String
  let validationLoss: Double?
  let validationAccuracy: Double?
  let testAccuracy: Double?
  let worker: String?
  let attempt: Int
  let proposal: Int?
  let prediction: Double?
  let proposalReason: String?
  let reason: String?
  let failures: [Failure]
  let losses: Int

  /// Whether it counts for the budget.
  var isSettled: Bool { state == "completed" || state == "infeasible" }
}

/// A line of `hillock watch --json`.
struct EventRecord: Decodable, Equatable {
  let schema: Int
  let sequence: Int
  /// Milliseconds since 1970.
  let time: Int
  let kind: String
  let order: Int?
  let attempt: Int?
  let worker: String?
  let reason: String?
  let purpose: String?
}

/// What `hillock status --format json` says.
struct StatusRecord: Decodable, Equatable {
  let study: String
  let phase: String
  let budget: Int
  let settled: Int
  let incarnation: Int
  let baselines: [String]
  let against: [String]
  let plan: String
}

extension Cluster {
  /// Runs `hillock` and reads the JSON that it prints.
  func read<Value: Decodable>(
    _ arguments: String..., as type: Value.Type = Value.self
  ) async throws -> Value {
    let program = try start(arguments)
    let code = try await program.end()
    try #require(code == 0, "'\(arguments.joined(separator: " "))' ended with \(code)")
    return try JSONDecoder().decode(Value.self, from: Data(program.output.utf8))
  }

  /// All evaluations of a ledger.
  func trials(of ledger: String) async throws -> [TrialRecord] {
    try await read("trials", "--ledger", ledger, "--format", "json")
  }
}

extension RunningProgram {
  /// The events that a watcher has printed so far.
  func events() throws -> [EventRecord] {
    try lines.map { try JSONDecoder().decode(EventRecord.self, from: Data($0.utf8)) }
  }

  /// Waits until a watcher has printed an event of some kind.
  @discardableResult func seesEvent(
    _ what: String, within deadline: Duration = .seconds(30),
    where isWanted: (EventRecord) -> Bool
  ) async throws -> EventRecord {
    var found: EventRecord?
    let isSeen = try await TestSupport.waitUntil(deadline: deadline) {
      found = try events().first(where: isWanted)
      return found != nil
    }
    try #require(isSeen, "nobody sees \(what) within \(deadline)")
    return try #require(found)
  }
}

/// Expects that a study has ended as it should: exactly its budget, nothing twice, nothing open.
func expectExact(
  _ trials: [TrialRecord], budget: Int, sourceLocation: SourceLocation = #_sourceLocation
) {
  let searches = trials.filter { $0.purpose == "search" }
  #expect(searches.count { $0.isSettled } == budget, sourceLocation: sourceLocation)
  let isOver = trials.allSatisfy { $0.isSettled || $0.state == "quarantined" }
  #expect(isOver, "something is still open", sourceLocation: sourceLocation)
  #expect(
    trials.map(\.order) == Array(1..<trials.count + 1), "an order is missing",
    sourceLocation: sourceLocation)
  let evaluations = trials.map { "\($0.candidate) \($0.seed) \($0.fidelity)" }
  #expect(
    Set(evaluations).count == evaluations.count, "an evaluation was made twice",
    sourceLocation: sourceLocation)
  #expect(
    searches.compactMap(\.proposal) == Array(1..<searches.count + 1),
    sourceLocation: sourceLocation)
}

/// Expects that all a program has said is one line, an error with these words.
func expectOneLine(
  _ program: RunningProgram, _ words: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  let errors = program.errors
  #expect(
    errors.hasPrefix("error: ") && errors.hasSuffix("\n") && errors.count { $0 == "\n" } == 1
      && program.output.isEmpty, "\(errors)", sourceLocation: sourceLocation)
  #expect(errors.contains(words), sourceLocation: sourceLocation)
}
