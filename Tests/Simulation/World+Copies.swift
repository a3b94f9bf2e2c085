import Orders
import Randomness
import Studies

/// Somebody puts an old copy of the ledger's file in its place, and takes it away again when it is
/// refused.
extension World {
  /// A file, with what the simulator knows of how it came about.
  struct File {
    var store: SimulatedStore
    var requests: [Int: Inquiry]
    var proposalsBeforeSpectra: Int
  }

  var file: File {
    get {
      File(
        store: store, requests: requests, proposalsBeforeSpectra: proposalsBeforeSpectra)
    }
    set {
      store = newValue.store
      requests = newValue.requests
      proposalsBeforeSpectra = newValue.proposalsBeforeSpectra
      era += 1
    }
  }

  /// Now and then, an older copy takes the file's place.
  mutating func placeOldCopy() {
    guard truth == nil, let copy, copy.store.journal.count < store.journal.count,
      random.uniform() < faults.oldCopy
    else { return }
    truth = file
    file = copy
    oldCopies += 1
  }

  /// The copy was refused: the true file comes back, and whom the copy has served starts anew.
  mutating func putTrueFileBack() throws {
    guard let truth else { throw Violation("the true file was refused as an old copy") }
    file = truth
    self.truth = nil
    copy = nil
    refusedCopies += 1
    for index in workers.indices where workers[index].isUp {
      guard let known = workers[index].known, let entry = told[known], !store.has(entry) else {
        continue
      }
      dismiss(index)
    }
  }
}
