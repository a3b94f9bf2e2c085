/// All expressions of a space, numbered: schema after schema, then the extras.
struct SpaceMembers: Sendable {
  typealias Number = UInt32

  /// Calls that are evaluated, with the rows of their arguments, in the order of first need.
  ///
  /// Calls of one operator over equal rows are one.
  struct Evaluations: Sendable {
    fileprivate(set) var operators: [Operator] = []
    fileprivate(set) var rows: [Int32] = []
    fileprivate(set) var ends: [Int32] = []

    var count: Int { operators.count }

    func rows(_ index: Int) -> ArraySlice<Int32> {
      rows[(index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])]
    }

    fileprivate mutating func append(_ operation: Operator, _ arguments: some Sequence<Int32>) {
      operators.append(operation)
      rows += arguments
      ends.append(Int32(rows.count))
    }
  }

  private(set) var graph: ExpressionGraph
  private(set) var evaluations = Evaluations()
  /// Which evaluation each expression's outputs come from.
  private(set) var sources: [Int32] = []
  private let schemas: [SchemaMembers]
  private let offsets: [Int]  // the number of each schema's first expression
  private let extras: [ExpressionGraph.Call]

  init(
    _ schemas: [Schema], over operators: OperatorSet, extras: [Expression], rule: ClassTable.Rule
  ) {
    var graph = ExpressionGraph(rule: rule)
    var known: [Schema: [ExpressionGraph.Number]] = [:]
    var members: [SchemaMembers] = []
    for schema in schemas {
      members.append(SpaceMembers.members(of: schema, operators, &graph, &known))
      if members[members.count - 1].operators == [nil] {
        _ = graph.number(.leaf(members[members.count - 1].leaf))
      }
    }
    self.schemas = members
    var offsets: [Int] = []
    var count = 0
    for schema in members {
      offsets.append(count)
      count += schema.count
    }
    self.offsets = offsets
    var calls: [ExpressionGraph.Call] = []
    for extra in extras { calls.append(graph.call(extra)) }
    self.extras = calls
    self.graph = graph
    sources.reserveCapacity(count + extras.count)
    for schema in members { findSources(of: schema) }
    for call in self.extras {
      sources.append(Int32(evaluations.count))
      // A leaf is what identity leaves it.
      let rows = call.operation == nil ? [graph.leafRow(call)] : call.arguments.map(graph.row)
      evaluations.append(call.operation ?? .identity, rows)
    }
  }

  var count: Int { sources.count }

  /// The numbers of a schema's expressions.
  func numbers(of schema: Int) -> Range<Int> {
    offsets[schema]..<offsets[schema] + schemas[schema].count
  }

  /// The numbers of the extras.
  var extraNumbers: Range<Int> { count - extras.count..<count }

  /// The expression with a number.
  func call(_ number: Number) -> ExpressionGraph.Call {
    let number = Int(number)
    if number >= extraNumbers.lowerBound { return extras[number - extraNumbers.lowerBound] }
    let index = offsets.lastIndex { $0 <= number } ?? 0
    return schemas[index].call(schemas[index].cursor(at: number - offsets[index]))
  }

  /// Passes the expressions that are wanted, in the order of their numbers.
  func forEach(where isWanted: (Int) -> Bool, body: (Int, ExpressionGraph.Call) -> Void) {
    var number = 0
    for schema in schemas {
      var cursor = schema.start
      for _ in 0..<schema.count {
        if isWanted(number) { body(number, schema.call(cursor)) }
        number += 1
        schema.advance(&cursor)
      }
    }
    for call in extras {
      if isWanted(number) { body(number, call) }
      number += 1
    }
  }

  /// The calls of a schema; the expressions of its arguments get their places in the graph.
  private static func members(
    of schema: Schema, _ operators: OperatorSet, _ graph: inout ExpressionGraph,
    _ known: inout [Schema: [ExpressionGraph.Number]]
  ) -> SchemaMembers {
    SchemaMembers(schema, over: operators) { argument in
      if let numbers = known[argument] { return numbers }
      let inner = members(of: argument, operators, &graph, &known)
      var cursor = inner.start
      var numbers: [ExpressionGraph.Number] = []
      for _ in 0..<inner.count {
        numbers.append(graph.number(inner.call(cursor)))
        inner.advance(&cursor)
      }
      known[argument] = numbers
      return numbers
    }
  }

  private mutating func findSources(of schema: SchemaMembers) {
    // Each argument's rows, and every expression's place among them.
    var rows: [[Int32]] = []
    var places: [[Int]] = []
    for numbers in schema.arguments {
      var found: [Int32: Int] = [:]
      var own: [Int32] = []
      places.append(
        numbers.map { number in
          let row = graph.row(number)
          if let place = found[row] { return place }
          found[row] = own.count
          own.append(row)
          return own.count - 1
        })
      rows.append(own)
    }
    let combinations = rows.reduce(schema.operators.count) { $0 * $1.count }
    var known = [Int32](repeating: -1, count: combinations)
    var cursor = schema.start
    for _ in 0..<schema.count {
      var index = cursor.root
      for (argument, place) in cursor.places.enumerated() {
        index = index * rows[argument].count + places[argument][place]
      }
      if known[index] < 0 {
        known[index] = Int32(evaluations.count)
        let arguments = cursor.places.enumerated().map { rows[$0][places[$0][$1]] }
        evaluations.append(
          schema.operators[cursor.root] ?? .identity,
          arguments.isEmpty ? [graph.leafRow(.leaf(schema.leaf))] : arguments)
      }
      sources.append(known[index])
      schema.advance(&cursor)
    }
  }
}
