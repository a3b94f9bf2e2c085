import Coordination
import Foundation
import JSON
import Orders
import Reporting
import Storage
import Studies
import Synchronization
import Transport

/// What a person sees of a running study: a bar on a terminal, a line for each result otherwise.
final class SearchDisplay: Sendable {
  private struct Standing {
    var total: Int
    var settled: Int
    var running = 0
    /// How many spectra are wanted and have come; nil once the search goes on.
    var spectra: (total: Int, settled: Int)?
    var confirmed = 0
    var confirmations = 0
    var best: (value: Double, function: String)?
  }

  private let metric: Metric
  private let standing: Mutex<Standing>
  private let draws = Console.isTerminal

  /// Starts from what earlier runs have left in the ledger.
  ///
  /// - Parameters:
  ///   - total: the budget.
  ///   - reader: reads the ledger.
  /// - Throws: what keeps the ledger from being read.
  init(total: Int, reader: LedgerReader) throws {
    let status = try reader.status()
    let metric = status.study.study.objective.metric
    self.metric = metric
    let best = try reader.best(1).first.flatMap { trial in
      trial.metrics.flatMap(metric.value).map { ($0, trial.order.candidate?.form ?? "-") }
    }
    let (spectra, confirmation) = (status.spectra, status.confirmation)
    let isFeaturising = status.standing.phase == .featurisation
    standing = Mutex(
      Standing(
        total: max(total, status.budget), settled: status.search.settled,
        spectra: isFeaturising
          ? (spectra.settled + spectra.waiting + spectra.running, spectra.settled) : nil,
        confirmed: confirmation.settled,
        confirmations: confirmation.settled + confirmation.waiting + confirmation.running,
        best: best))
  }

  func show(_ announcement: Announcement) {
    switch announcement {
    case .listening(let addresses):
      note("listening on " + addresses.map(\.description).joined(separator: ", "))
    case .committed(let entry): show(entry)
    case .progress: break
    }
  }

  /// Clears the bar, before a result is printed.
  func finish() {
    if draws { Console.draw("") }
  }

  private func show(_ entry: JournalEntry) {
    let fields = entry.fields
    switch entry.kind {
    case .leased: standing.withLock { $0.running += 1 }
    case .leaseLost, .retried: standing.withLock { $0.running = max(0, $0.running - 1) }
    case .reported: report(fields)
    case .featurised: reportSpectrum(fields)
    case .featurisationStarted:
      let count = Int(fields.number("spectra") ?? 0)
      standing.withLock {
        $0.spectra = (($0.spectra?.total ?? 0) + count, $0.spectra?.settled ?? 0)
      }
      note("featurising: \(count) spectra")
    case .featurisationFinished:
      standing.withLock { $0.spectra = nil }
      let counts = ["completed", "infeasible", "quarantined"].compactMap { key in
        fields.number(key).map { "\(Int($0)) \(key)" }
      }
      note("featurised: " + counts.joined(separator: ", "))
    case .confirmationStarted:
      standing.withLock { $0.confirmations += Int(fields.number("evaluations") ?? 0) }
      note("confirming: " + fields.texts("functions").joined(separator: ", "))
    case .spaceExhausted:
      let count = Int(fields.number("proposals") ?? 0)
      note("the space has no more functions to try: the search ends with these \(count)")
    case .workerLost, .quarantined, .idle:
      note("\(entry.kind.rawValue): \(fields)")
    default: break
    }
    redraw()
  }

  private func report(_ fields: JSON) {
    let result: ReportedResult
    do {
      result = try ReportedResult(fields)
    } catch {
      return note("a result that cannot be shown: \(error)")
    }
    let function = result.function ?? ""
    let value = result.metrics.flatMap(metric.value).flatMap { $0.isFinite ? $0 : nil }
    let isSearch = result.purpose == .search
    let line = standing.withLock { standing in
      standing.running = max(0, standing.running - 1)
      if isSearch {
        standing.settled += 1
        if let value, metric.isBetter(value, than: standing.best?.value ?? .nan) {
          standing.best = (value, function)
        }
      } else {
        standing.confirmed += 1
      }
      let count =
        isSearch
        ? "\(standing.settled)/\(standing.total)"
        : "confirmation \(standing.confirmed)/\(standing.confirmations)"
      let shown = value.map { $0.fixed(4) } ?? result.reason ?? "infeasible"
      return "\(count)  \(shown)  \(function)"
    }
    if !draws { Console.note(line) }
  }

  private func reportSpectrum(_ fields: JSON) {
    let line = standing.withLock { standing in
      standing.running = max(0, standing.running - 1)
      standing.spectra?.settled += 1
      let count = standing.spectra.map { "\($0.settled)/\($0.total)" } ?? "-"
      let result = fields.text("reason") ?? "\(Int(fields.number("values") ?? 0)) values"
      return "spectrum \(count)  \(result)  \(fields.text("function") ?? "")"
    }
    if !draws { Console.note(line) }
  }

  private func note(_ line: String) {
    if draws { Console.draw("") }
    Console.note(line)
  }

  private func redraw() {
    guard draws else { return }
    let line = standing.withLock { standing in
      if let spectra = standing.spectra {
        return "\(Progress.bar(spectra.settled, of: max(1, spectra.total))) spectra "
          + "\(spectra.settled)/\(spectra.total)  running \(standing.running)"
      }
      let isConfirming = standing.confirmations > 0
      let (done, total) =
        isConfirming
        ? (standing.confirmed, standing.confirmations) : (standing.settled, standing.total)
      let best = standing.best.map { "  best \($0.value.fixed(4)) \($0.function)" } ?? ""
      return "\(Progress.bar(done, of: max(1, total))) \(isConfirming ? "confirming " : "")"
        + "\(done)/\(total)  running \(standing.running)\(best)"
    }
    Console.draw(String(line.prefix(Console.width)))
  }
}
