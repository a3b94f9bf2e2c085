import Processors

/// Sorts the expressions of a space into their classes: how many, the greatest name, and a few
/// candidates for the form.
struct ClassMembers: Sendable {
  /// How many members are kept as candidates for the form of a class.
  private static let formLimit = 4

  private(set) var expressionCount = 0
  private(set) var memberCounts: [Int32]
  /// The member with the greatest text.
  private(set) var representatives: [NumberedSpace.Number]
  private var forms: [NumberedSpace.Number]  // `formLimit` a class, the best first
  private var formCounts: [UInt8]
  private var worst: [ExpressionGraph.Measure]  // of the forms that are kept
  private let space: NumberedSpace
  private let order: TextOrder

  /// Sorts all members, on several threads that take some classes each.
  ///
  /// - Parameters:
  ///   - space: the expressions.
  ///   - classes: the class of each evaluation of the space.
  ///   - count: how many classes there are.
  ///   - threads: how many threads sort.
  ///   - isNew: whether an expression was not met before, under another schema; others only take
  ///     part in finding their class.
  /// - Returns: the members of all classes.
  static func sorted(
    _ space: NumberedSpace, classes: [Int32], count: Int, threads: Int,
    isNew: @Sendable (Int, ExpressionGraph.Call) -> Bool
  ) -> ClassMembers {
    let ranges = ranges(space, classes: classes, count: count, parts: threads)
    let parts = inParts(ranges.count, threads: threads) { part in
      ClassMembers(space, classes: classes, range: ranges[part], isNew: isNew)
    }
    var all = ClassMembers(space, count: 0)
    for part in parts {
      all.expressionCount += part.expressionCount
      all.memberCounts += part.memberCounts
      all.representatives += part.representatives
      all.forms += part.forms
      all.formCounts += part.formCounts
      all.worst += part.worst
    }
    return all
  }

  /// Ranges of classes with about as many members each.
  private static func ranges(
    _ space: NumberedSpace, classes: [Int32], count: Int, parts: Int
  ) -> [Range<Int>] {
    var members = [Int](repeating: 0, count: count)
    for source in space.sources { members[Int(classes[Int(source)])] += 1 }
    var ranges: [Range<Int>] = []
    var start = 0
    var sum = 0
    for index in 0..<count {
      sum += members[index]
      guard sum * parts >= (ranges.count + 1) * space.count || index == count - 1 else { continue }
      ranges.append(start..<index + 1)
      start = index + 1
    }
    return ranges
  }

  private init(_ space: NumberedSpace, count: Int) {
    self.space = space
    order = TextOrder(space.graph)
    memberCounts = Array(repeating: 0, count: count)
    representatives = Array(repeating: 0, count: count)
    forms = Array(repeating: 0, count: count * ClassMembers.formLimit)
    formCounts = Array(repeating: 0, count: count)
    worst = Array(repeating: ExpressionGraph.Measure(nodes: 0, bytes: 0, depth: 0), count: count)
  }

  private init(
    _ space: NumberedSpace, classes: [Int32], range: Range<Int>,
    isNew: (Int, ExpressionGraph.Call) -> Bool
  ) {
    self.init(space, count: range.count)
    space.forEach { number in
      range.contains(Int(classes[Int(space.sources[number])]))
    } body: { number, call in
      let index = Int(classes[Int(space.sources[number])]) - range.lowerBound
      if isNew(number, call) { add(NumberedSpace.Number(number), call, to: index) }
    }
  }

  /// The candidates for the form of a class, folded, the best first.
  func forms(of index: Int) -> [ExpressionGraph.Call] {
    (0..<Int(formCounts[index])).map { form($0, of: index) }
  }

  private mutating func add(
    _ number: NumberedSpace.Number, _ call: ExpressionGraph.Call, to index: Int
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
    _ number: NumberedSpace.Number, _ candidate: ExpressionGraph.Call, for index: Int
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
