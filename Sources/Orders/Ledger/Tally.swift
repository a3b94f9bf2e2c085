import Studies

/// Counts of orders by purpose and state, kept while they change.
struct Tally: Sendable {
  private var counts: [OrderRecord.Purpose.Name: OrderCounts] = [:]

  subscript(purpose: OrderRecord.Purpose.Name) -> OrderCounts { counts[purpose] ?? OrderCounts() }

  mutating func add(_ order: OrderRecord) { count(order, by: 1) }
  mutating func remove(_ order: OrderRecord) { count(order, by: -1) }

  private mutating func count(_ order: OrderRecord, by step: Int) {
    counts[order.purpose.name, default: OrderCounts()].add(step, in: order.state)
  }
}

/// How many orders stand where.
public struct OrderCounts: Hashable, Sendable {
  public var waiting = 0
  public var running = 0
  public var completed = 0
  public var infeasible = 0
  public var quarantined = 0

  public init() {}

  /// Orders that have a result: those of a search count for its budget.
  public var settled: Int { completed + infeasible }

  /// Orders whose results are still to come.
  var active: Int { waiting + running }

  mutating func add(_ count: Int, in state: OrderRecord.State) {
    switch state {
    case .waiting: waiting += count
    case .leased: running += count
    case .quarantined: quarantined += count
    case .settled(let result):
      if case .completed = result.outcome { completed += count } else { infeasible += count }
    }
  }
}
