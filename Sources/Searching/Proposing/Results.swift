/// The results that a surrogate can be fitted to.
///
/// Results of classes with outputs that are not finite are left out, since nothing is near them. A
/// class with several results counts once, with their mean.
struct Results {
  /// The classes with a result, in the order of their first.
  private(set) var candidates: [Int] = []
  /// An accuracy for each class of the space; 0 where there is no result.
  private(set) var values: [Double]

  init(_ observations: [Inquiry.Observation], in space: CandidateSpace, chance: Double) {
    values = Array(repeating: 0, count: space.count)
    var counts: [Int: Double] = [:]
    for observation in observations {
      let candidate = observation.candidate
      precondition(
        space.forms.indices.contains(candidate),
        "class \(candidate) has a result, of \(space.count) classes")
      guard space.isFinite[candidate] else { continue }
      if counts[candidate] == nil { candidates.append(candidate) }
      counts[candidate, default: 0] += 1
      let accuracy = observation.accuracy.flatMap { $0.isFinite ? $0 : nil } ?? chance
      values[candidate] += accuracy
    }
    for candidate in candidates { values[candidate] /= counts[candidate] ?? 1 }
  }
}
