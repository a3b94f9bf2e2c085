import Foundation
import GRDB
import JSON
import Orders
import Studies
import TestSupport
import Testing

@testable import Storage

@Suite struct SpectraTests {
  static func spectrum(_ value: Float, count: Int = 300) -> Spectrum {
    Spectrum(
      layers: [
        Spectrum.Layer(name: "convolution 1", weights: 30_100, edges: count + 1),
        Spectrum.Layer(name: "dense 2", weights: 20, edges: 2, state: .failed),
      ],
      cdf: (0...count).map { value * Float($0) / Float(count) })
  }

  /// What settles an order of a spectrum.
  static func settled(
    _ id: WorkOrder.ID, class index: Int, sequence: Int64, _ outcome: Outcome,
    _ spectrum: Spectrum?
  ) -> [Change] {
    let candidate = Samples.candidate(index)
    let result = OrderRecord.Result(outcome: outcome, attempt: 1, sequence: sequence)
    let order = OrderRecord(
      id: id, purpose: .spectrum(place: Int(id)), kind: .spectrum, candidate: candidate,
      evaluation: EvaluationKey(candidate: candidate.key, seed: 42, fidelity: 0),
      state: .settled(result), attempts: 1)
    var changes: [Change] = [
      .order(order),
      .evaluation(
        EvaluationRecord(
          order: id, attempt: 1, worker: "box-1", outcome: outcome,
          provenance: Samples.provenance(), startedAt: nil, finishedAt: 8, sequence: sequence)),
    ]
    if let spectrum {
      changes.append(
        .spectrum(
          SpectrumRecord(
            order: id, candidate: candidate, version: SpectrumRecipe.version, spectrum: spectrum)))
    }
    return changes + [.journal(Samples.entry(sequence, .featurised, ["order": .whole(id)]))]
  }

  /// Adds spectra to the ledger that `LedgerReaderTests.fill` fills.
  static func fill(_ file: LedgerFile) throws {
    let infeasible = Infeasibility(reason: .uncountable, layer: "dense 2")
    try file.commit(
      settled(13, class: 40, sequence: 10, .completed(.spectrum(nil)), spectrum(0.5))
        + settled(14, class: 7, sequence: 11, .completed(.spectrum(nil)), spectrum(1))
        + settled(15, class: 3, sequence: 12, .infeasible(infeasible), nil))
    let candidate = Samples.candidate(50)
    let proposal = Proposal(
      number: 9, candidate: candidate, basis: 12, prediction: 0.75, uncertainty: 0.125,
      reason: "largest prediction")
    try file.commit([
      .order(
        OrderRecord(
          id: 16, purpose: .search(proposal), kind: .train, candidate: candidate,
          evaluation: EvaluationKey(candidate: candidate.key, seed: 1, fidelity: 2)))
    ])
  }

  private func filled() throws -> LedgerFile {
    let file = try LedgerFile.inMemory(study: try Samples.study())
    try LedgerReaderTests.fill(file)
    try Self.fill(file)
    return file
  }

  @Test func `spectra come back bit for bit, by ascending class`() throws {
    let file = try filled()
    #expect(
      try file.reader.spectra() == [
        ClassSpectrum(key: Samples.candidate(7).key, spectrum: Self.spectrum(1)),
        ClassSpectrum(key: Samples.candidate(40).key, spectrum: Self.spectrum(0.5)),
      ])
    let snapshot = try file.snapshot()
    #expect(snapshot.orders[12].purpose == .spectrum(place: 13))
    guard case .settled(let result) = snapshot.orders[12].state,
      case .settled(let other) = snapshot.orders[14].state
    else {
      Issue.record("\(snapshot.orders[12].state)")
      return
    }
    #expect(result.outcome == .completed(.spectrum(nil)))
    #expect(
      other.outcome == .infeasible(Infeasibility(reason: .uncountable, layer: "dense 2")))
  }

  @Test func `spectra are no evaluations`() throws {
    let file = try filled()
    let trials = try file.reader.trials()
    #expect(trials.map(\.order.id) == Array(1...12) + [16])
    let spectra = try file.reader.spectrumTrials()
    #expect(spectra.map(\.state.rawValue) == ["completed", "completed", "infeasible"])
    #expect(spectra[0].json.description.contains(#""purpose":"spectrum""#))
    #expect(spectra[0].provenance?.kernels == "Haswell")
    let status = try file.reader.status()
    #expect(status.spectra.completed == 2 && status.spectra.infeasible == 1)
    #expect(status.search.settled == 5)
  }

  @Test func `a proposal's uncertainty is kept, where there is one`() throws {
    let file = try filled()
    let trials = try file.reader.trials()
    #expect(trials.last?.json.description.contains(#""uncertainty":0.125"#) == true)
    #expect(trials.first?.json.description.contains(#""uncertainty":null"#) == true)
  }

  @Test(arguments: [
    ("UPDATE spectra SET cdf = zeroblob(length(cdf)) WHERE class = 40", "spectrum 13"),
    ("UPDATE spectra SET version = 7 WHERE class = 40", "spectrum 13"),
    ("UPDATE spectra SET layers = '[]' WHERE class = 7", "spectrum 14"),
    ("UPDATE spectra SET layers = 'x' WHERE class = 7", "spectrum 14"),
    ("UPDATE spectra SET checksum = x'00' WHERE class = 7", "spectrum 14"),
    (
      "UPDATE spectra SET layers = replace(layers, 'counted', 'failed') WHERE class = 7",
      "spectrum 14"
    ),
  ])
  func `a spectrum that was changed is named`(sql: String, name: String) throws {
    let file = try filled()
    try file.queue.write { try $0.execute(sql: sql) }
    let error = #expect(throws: StorageError.self) { try file.reader.spectra() }
    guard case .damaged(_, let reason) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reason.contains(name), "\(reason)")
  }

  @Test func `spectra of another version are not mixed with this program's`() throws {
    let file = try LedgerFile.inMemory(study: try Samples.study())
    var changes = Self.settled(1, class: 4, sequence: 1, .completed(.spectrum(nil)), nil)
    let record = SpectrumRecord(
      order: 1, candidate: Samples.candidate(4), version: SpectrumRecipe.version + 1,
      spectrum: Self.spectrum(1))
    changes.append(.spectrum(record))
    try file.commit(changes)
    let error = #expect(throws: StorageError.self) { try file.reader.spectra() }
    guard case .otherStudy = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `a ledger with spectra of another version can be read but not continued`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "sample.ledger").path()
      let file = try LedgerFile.open(at: path, study: try Samples.study())
      try LedgerReaderTests.fill(file)
      try Self.fill(file)
      try file.queue.write {
        try $0.execute(sql: "UPDATE spectra SET version = version + 1 WHERE class = 40")
      }
      try file.close()
      let error = #expect(throws: StorageError.self) {
        try LedgerFile.open(at: path, study: try Samples.study())
      }
      #expect(
        "\(try #require(error))".hasSuffix(
          "its spectra are of version \(SpectrumRecipe.version + 1); this program's are of version "
            + "\(SpectrumRecipe.version)"))
      let reader = try LedgerReader.open(at: path)
      #expect(try reader.trials().count == 13 && reader.status().spectra.completed == 2)
    }
  }

  @Test func `spectra that were begun by one recipe do not go on by another`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "sample.ledger").path()
      func open(_ change: (inout Study) -> Void) throws {
        let study = try Samples.study {
          $0.study.search.policy = .exhaustive
          change(&$0.study)
        }
        try LedgerFile.open(at: path, study: study).close()
      }
      try open { _ in }
      try open { ($0.search.features, $0.search.spectrum.batch) = ([.outputs, .spectrum], 50) }
      let changes: [(String, (inout Study) -> Void)] = [
        ("'search.features'", { _ in }),
        (
          "'search.spectrum'",
          { ($0.search.features, $0.search.spectrum.batch) = ([.outputs, .spectrum], 60) }
        ),
      ]
      for (key, change) in changes {
        let error = #expect(throws: StorageError.self) { try open(change) }
        #expect("\(try #require(error))".contains(key + " differs"))
      }
      try open { ($0.search.features, $0.search.spectrum.batch) = ([.outputs, .spectrum], 50) }
    }
  }

  @Test func `a class has one spectrum`() throws {
    let file = try filled()
    let error = #expect(throws: StorageError.self) {
      try file.commit(
        Self.settled(17, class: 40, sequence: 13, .completed(.spectrum(nil)), Self.spectrum(1)))
    }
    guard case .conflict = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `a spectrum's bytes are its values, and another number of them is refused`() {
    let spectrum = Self.spectrum(0.75)
    #expect(Spectrum(layers: spectrum.layers, bytes: spectrum.bytes) == spectrum)
    #expect(Spectrum(layers: spectrum.layers, bytes: Array(spectrum.bytes.dropLast(4))) == nil)
    #expect(Array(spectrum.bytes.suffix(4)) == [0, 0, 0x40, 0x3F])
    #expect(spectrum.checksum(version: 1) != spectrum.checksum(version: 2))
  }
}
