/// Collects expressions into classes, one after the other.
struct ClassTableBuilder {
  private struct Entry {
    let key: ClassKey
    let isFinite: Bool
    var memberCount: Int
    var representative: Expression
    var greatestText: String
    var forms: [RankedExpression]  // the best first, a few
  }

  /// How many members are kept as candidates for the form of a class.
  private static let formLimit = 4

  private(set) var expressionCount = 0
  private(set) var indices: [ClassKey: Int] = [:]
  private(set) var outputs: [Float] = []
  private var entries: [Entry] = []
  private var probe: ProbeOutputs
  private let rule: ClassTable.Rule

  init(rule: ClassTable.Rule) {
    self.rule = rule
    probe = ProbeOutputs(rule: rule)
  }

  func isFinite(_ index: Int) -> Bool { entries[index].isFinite }

  /// Puts an expression into its class; one that is not new only finds it.
  ///
  /// - Returns: the index of the class.
  mutating func add(_ expression: Expression, isNew: Bool) -> Int {
    let (rounded, key, isFinite) = probe.outputs(of: expression)
    let text = expression.description
    let index = indices[key] ?? entries.count
    if index == entries.count {
      indices[key] = index
      outputs += rounded
      entries.append(
        Entry(
          key: key, isFinite: isFinite, memberCount: 0, representative: expression,
          greatestText: text, forms: []))
    }
    guard isNew else { return index }
    expressionCount += 1
    entries[index].memberCount += 1
    if entries[index].greatestText < text {
      entries[index].greatestText = text
      entries[index].representative = expression
    }
    consider(expression, text, for: index)
    return index
  }

  /// The classes with their forms.
  func classes() -> [EquivalenceClass] {
    var chooser = FormChooser(rule: rule)
    return entries.enumerated().map { index, entry in
      EquivalenceClass(
        index: index, key: entry.key, representative: entry.representative,
        form: chooser.form(among: entry.forms, key: entry.key), isFinite: entry.isFinite,
        memberCount: entry.memberCount)
    }
  }

  /// Keeps the best few members, folded.
  private mutating func consider(_ expression: Expression, _ text: String, for index: Int) {
    let folded = expression.folded()
    let candidate = RankedExpression(
      folded, text: folded == expression ? text : folded.description)
    var forms = entries[index].forms
    if forms.count == ClassTableBuilder.formLimit, let last = forms.last, last <= candidate {
      return
    }
    guard !forms.contains(candidate) else { return }
    let place = forms.firstIndex { candidate < $0 } ?? forms.count
    forms.insert(candidate, at: place)
    if forms.count > ClassTableBuilder.formLimit { forms.removeLast() }
    entries[index].forms = forms
  }
}
