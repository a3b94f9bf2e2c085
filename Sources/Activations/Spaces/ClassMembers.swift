/// Sorts the expressions of a space into their classes: how many, the greatest name, and a few
/// candidates for the form.
struct ClassMembers: Sendable {
  /// How many members are kept as candidates for the form of a class.
  private static let formLimit = 4

  private(set) var expressionCount = 0
  private(set) var memberCounts: [Int32]
  /// The member with the greatest text.
  private(set) var representatives: [SpaceMembers.Number]
  private var forms: [SpaceMembers.Number]  // `formLimit` a class, the best first
  private var formCounts: [UInt8]
  private var worst: [ExpressionGraph.Measure]  // of the forms that are kept
  private let space: SpaceMembers
  private let order: TextOrder

  /// Sorts all members.
  ///
  /// - Parameters:
  ///   - space: the expressions.
  ///   - classes: the class of each evaluation of the space.
  ///   - count: how many classes there are.
  ///   - isNew: whether an expression was not met before, under another schema; others only take
  ///     part in finding their class.
  init(
    _ space: SpaceMembers, classes: [Int32], count: Int,
    isNew: (Int, ExpressionGraph.Call) -> Bool
  ) {
    self.space = space
    order = TextOrder(space.graph)
    memberCounts = Array(repeating: 0, count: count)
    representatives = Array(repeating: 0, count: count)
    forms = Array(repeating: 0, count: count * ClassMembers.formLimit)
    formCounts = Array(repeating: 0, count: count)
    worst = Array(repeating: ExpressionGraph.Measure(nodes: 0, bytes: 0, depth: 0), count: count)
    space.forEach { number, call in
      let index = Int(classes[Int(space.sources[number])])
      if isNew(number, call) { add(SpaceMembers.Number(number), call, to: index) }
    }
  }

  /// The candidates for the form of a class, folded, the best first.
  func forms(of index: Int) -> [ExpressionGraph.Call] {
    (0..<Int(formCounts[index])).map { form($0, of: index) }
  }

  private mutating func add(
    _ number: SpaceMembers.Number, _ call: ExpressionGraph.Call, to index: Int
  ) {
    expressionCount += 1
    memberCounts[index] += 1
    if memberCounts[index] == 1
      || order.isLess(space.call(representatives[index]), call)
    {
      representatives[index] = number
    }
    consider(number, space.graph.folded(call), for: index)
  }

  /// Keeps the best few members, folded.
  private mutating func consider(
    _ number: SpaceMembers.Number, _ candidate: ExpressionGraph.Call, for index: Int
  ) {
    let measure = space.graph.measure(candidate)
    let count = Int(formCounts[index])
    let isFull = count == ClassMembers.formLimit
    if isFull, worst[index] < measure { return }
    var place = count
    for other in (0..<count).reversed() {
      let known = form(other, of: index)
      if known == candidate { return }
      if isBetter(candidate, measure, than: known) { place = other }
    }
    guard place < ClassMembers.formLimit else { return }
    let start = index * ClassMembers.formLimit
    let last = isFull ? count - 1 : count
    for other in stride(from: last, to: place, by: -1) {
      forms[start + other] = forms[start + other - 1]
    }
    forms[start + place] = number
    formCounts[index] = UInt8(last + 1)
    worst[index] = place == last ? measure : space.graph.measure(form(last, of: index))
  }

  private func form(_ place: Int, of index: Int) -> ExpressionGraph.Call {
    space.graph.folded(space.call(forms[index * ClassMembers.formLimit + place]))
  }

  private func isBetter(
    _ candidate: ExpressionGraph.Call, _ measure: ExpressionGraph.Measure,
    than other: ExpressionGraph.Call
  ) -> Bool {
    let known = space.graph.measure(other)
    if measure < known { return true }
    return !(known < measure) && order.isLess(candidate, other)
  }
}
