import Activations
import Orders
import Studies

extension Snapshot {
  /// The greatest number that counts anything: beyond every study, and far below what overflows.
  static let greatestCount: Int64 = 1 << 53

  /// What shows that a file was changed or lost parts; rows were read by their types before.
  ///
  /// A ledger numbers on from these values and finds orders and classes by them, so they must be
  /// what a ledger could have written.
  ///
  /// - Parameters:
  ///   - classCount: how many classes the study's space has.
  ///   - lastResult: the greatest journal sequence that a result names, 0 without results.
  /// - Returns: the first damage, or nil.
  func damage(classCount: Int, lastResult: Int64) -> String? {
    standing.damage ?? damageOfSequence(lastResult: lastResult)
      ?? damageOfOrders(classCount: classCount)
  }

  private func damageOfSequence(lastResult: Int64) -> String? {
    if let reason = damagedCount(sequence, "sequence of the journal") { return reason }
    guard sequence >= lastResult else {
      return "its journal ends at \(sequence), but a result names \(lastResult)"
    }
    return nil
  }

  private func damageOfOrders(classCount: Int) -> String? {
    var proposed: Set<ClassKey> = []
    var places: Set<Int> = []
    for (place, order) in orders.enumerated() {
      guard order.id == Int64(place + 1) else {
        return "order \(order.id) is in place \(place + 1) (expected order \(place + 1))"
      }
      if let reason = order.damage(classCount: classCount) { return reason }
      guard case .search(let proposal) = order.purpose else { continue }
      if let place = proposal.candidate.place, !places.insert(place).inserted {
        return "order \(order.id) proposes class \(place) again"
      }
      guard proposed.insert(proposal.candidate.key).inserted else {
        return "order \(order.id) proposes \(proposal.candidate.form) again"
      }
    }
    return nil
  }
}

extension Standing {
  fileprivate var damage: String? {
    damagedCount(incarnation, "incarnation of the standing")
      ?? damagedCount(Int64(proposals), "proposals of the standing")
      ?? damagedCount(Int64(quarantinedInARow), "quarantinedInARow of the standing")
  }
}

extension OrderRecord {
  fileprivate func damage(classCount: Int) -> String? {
    var counts: [(name: String, value: Int64)] = [
      ("attempts", Int64(attempts)), ("losses", Int64(losses)),
      ("fidelity", Int64(evaluation.fidelity)),
    ]
    // Programs before version 3 of the tables wrote -1 for a class that is in no table.
    var firstClass = 0
    switch purpose {
    case .search(let proposal):
      counts += [("place", Int64(proposal.number)), ("basis", proposal.basis)]
    case .spectrum(let place):
      counts.append(("place", Int64(place)))
    case .confirmation(let seed):
      firstClass = -1
      counts.append(("place", Int64(seed)))
    }
    if case .settled(let result) = state {
      counts += [("result's attempt", Int64(result.attempt)), ("settled", result.sequence)]
    }
    if let place = candidate?.place, place < firstClass || place >= classCount {
      return "class of order \(id) is \(place) (expected \(firstClass) to \(classCount - 1))"
    }
    for count in counts {
      if let reason = damagedCount(count.value, "\(count.name) of order \(id)") { return reason }
    }
    return nil
  }
}

private func damagedCount(_ value: Int64, _ name: String) -> String? {
  guard value < 0 || value > Snapshot.greatestCount else { return nil }
  return "\(name) is \(value) (expected 0 to \(Snapshot.greatestCount))"
}
