import Activations
import Studies

/// What a policy may know of the search so far, kept while orders change: asking for a proposal
/// looks at no order.
struct Findings: Sendable {
  /// Results in the order of their proposals.
  private(set) var observations: [Inquiry.Observation] = []
  /// The proposals that `observations` belong to.
  private var observed: [Int] = []
  /// Proposals whose orders wait or are leased, ascending.
  private(set) var open: [Int] = []
  /// Classes in the order of their proposals: that of proposal `i` is at `i - 1`.
  private(set) var taken: [ClassKey] = []
  private var takenClasses: Set<ClassKey> = []
  private let metric: Metric

  init(_ metric: Metric) {
    self.metric = metric
  }

  func isTaken(_ candidate: ClassKey) -> Bool { takenClasses.contains(candidate) }

  mutating func take(_ candidate: ClassKey) {
    taken.append(candidate)
    takenClasses.insert(candidate)
  }

  /// Notes where the order of a proposal stands now.
  mutating func note(_ order: OrderRecord, of made: Proposal) {
    let proposal = made.number
    let isOpen: Bool
    switch order.state {
    case .waiting, .leased: isOpen = true
    case .quarantined: isOpen = false
    case .settled(let result):
      isOpen = false
      let place = observed.partition(atOrAfter: proposal)
      if place == observed.count || observed[place] != proposal {
        observed.insert(proposal, at: place)
        observations.insert(
          Inquiry.Observation(
            candidate: made.candidate, value: metric.value(of: result.outcome)),
          at: place)
      }
    }
    let place = open.partition(atOrAfter: proposal)
    let isNoted = place < open.count && open[place] == proposal
    if isOpen, !isNoted { open.insert(proposal, at: place) }
    if !isOpen, isNoted { open.remove(at: place) }
  }

  /// The results of the proposals up to a number.
  func observations(upTo number: Int) -> [Inquiry.Observation] {
    let count = observed.partition(atOrAfter: number + 1)
    return count == observed.count ? observations : Array(observations.prefix(count))
  }
}

extension Array where Element == Int {
  /// The first place whose element is not below a number; the array is in ascending order.
  fileprivate func partition(atOrAfter number: Int) -> Int {
    partitionPoint { $0 >= number }
  }
}

extension Array {
  /// The first place whose element is wanted, where all those after it are wanted too.
  func partitionPoint(_ isWanted: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isWanted(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
