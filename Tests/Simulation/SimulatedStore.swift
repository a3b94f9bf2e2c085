import Activations
import JSON
import Orders
import Studies

/// The ledger's file as the simulator has it: what was committed, checked as it is written.
struct SimulatedStore {
  private(set) var standing = Standing()
  private(set) var orders: [OrderRecord] = []
  private(set) var evaluations: [WorkOrder.ID: EvaluationRecord] = [:]
  private(set) var spectra: [WorkOrder.ID: SpectrumRecord] = [:]
  private(set) var journal: [JournalEntry] = []
  private var settled: Set<EvaluationKey> = []

  var snapshot: Snapshot {
    let starts = journal.compactMap { entry -> History.Start? in
      guard [.studyStarted, .studyContinued].contains(entry.kind),
        let incarnation = entry.fields.whole("incarnation")
      else { return nil }
      return History.Start(incarnation: incarnation, sequence: entry.sequence)
    }
    return Snapshot(
      standing: standing, orders: orders, sequence: Int64(journal.count), history: History(starts))
  }

  /// How many search orders are settled or leased.
  var usedBudget: Int {
    orders.count { order in
      guard case .search = order.purpose else { return false }
      switch order.state {
      case .settled, .leased: return true
      case .waiting, .quarantined: return false
      }
    }
  }

  /// Whether the journal has an entry in its place.
  func has(_ entry: JournalEntry) -> Bool {
    entry.sequence <= journal.count && journal[Int(entry.sequence) - 1] == entry
  }

  /// Whether a result came that was not counted.
  func hasDuplicate(of lease: LeaseKey) -> Bool {
    journal.contains { entry in
      entry.kind == .duplicate && entry.fields.whole("order") == lease.order
        && entry.fields.whole("attempt") == Int64(lease.attempt)
    }
  }

  mutating func commit(_ changes: [Change]) throws {
    for change in changes {
      switch change {
      case .order(let order):
        let index = Int(order.id) - 1
        guard index <= orders.count else { throw Violation("order \(order.id) leaves a gap") }
        if index == orders.count {
          orders.append(order)
        } else {
          try check(orders[index], becomes: order)
          orders[index] = order
        }
      case .evaluation(let evaluation):
        guard evaluations.updateValue(evaluation, forKey: evaluation.order) == nil else {
          throw Violation("order \(evaluation.order) was settled twice")
        }
        guard settled.insert(orders[Int(evaluation.order) - 1].evaluation).inserted else {
          throw Violation("an evaluation of order \(evaluation.order) was counted twice")
        }
      case .spectrum(let record):
        guard spectra.updateValue(record, forKey: record.order) == nil,
          case .settled(let result) = orders[Int(record.order) - 1].state,
          result.outcome == .completed(.spectrum(nil))
        else { throw Violation("the spectrum of order \(record.order) is stored out of place") }
      case .standing(let new): standing = new
      case .journal(let entry):
        guard entry.sequence == Int64(journal.count + 1) else {
          throw Violation("journal sequence \(entry.sequence) follows \(journal.count)")
        }
        journal.append(entry)
      }
    }
  }

  private func check(_ old: OrderRecord, becomes new: OrderRecord) throws {
    switch old.state {
    case .settled, .quarantined:
      throw Violation("order \(old.id) changed after it had ended")
    case .waiting, .leased: break
    }
    guard new.failures.count <= new.attempts,
      Set(new.failures.map(\.attempt)).count == new.failures.count
    else { throw Violation("order \(old.id) was charged more than once for an attempt") }
    guard new.attempts >= old.attempts, new.candidate == old.candidate, new.losses >= old.losses
    else { throw Violation("order \(old.id) went backwards") }
  }
}

/// An invariant that did not hold.
public struct Violation: Error, CustomStringConvertible {
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}
