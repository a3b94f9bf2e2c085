import Studies

/// Counts of orders by purpose and state, kept while they change.
struct Tally: Sendable {
  private(set) var activeSpectra = 0
  private(set) var completedSpectra = 0
  private(set) var infeasibleSpectra = 0
  private(set) var quarantinedSpectra = 0
  private(set) var settledSearches = 0
  private(set) var waitingSearches = 0
  private(set) var leasedSearches = 0
  private(set) var activeConfirmations = 0

  var activeSearches: Int { waitingSearches + leasedSearches }

  mutating func add(_ order: OrderRecord) { count(order, by: 1) }
  mutating func remove(_ order: OrderRecord) { count(order, by: -1) }

  private mutating func count(_ order: OrderRecord, by step: Int) {
    switch (order.purpose, order.state) {
    case (.spectrum, .waiting), (.spectrum, .leased): activeSpectra += step
    case (.spectrum, .quarantined): quarantinedSpectra += step
    case (.spectrum, .settled(let result)):
      if result.outcome == .featurised {
        completedSpectra += step
      } else {
        infeasibleSpectra += step
      }
    case (.search, .settled): settledSearches += step
    case (.search, .waiting): waitingSearches += step
    case (.search, .leased): leasedSearches += step
    case (.confirmation, .waiting), (.confirmation, .leased): activeConfirmations += step
    case (.confirmation, .settled), (_, .quarantined): break
    }
  }
}
