import Activations
import JSON
import Reporting
import Studies

/// What `hillock activation` prints: the parts that were asked for, or everything known.
struct ActivationReport {
  let function: DescribedFunction
  let points: [Double]
  let languages: [CodeLanguage]
  /// Whether a file was all that was asked for.
  let isOnlyDrawn: Bool

  func text(_ format: Format) -> String {
    switch format {
    case .json: return json.description + "\n"
    case .csv where points.isEmpty: return csvProperties.csv
    case .csv: return pointTable.csv
    case .table:
      var parts: [String] = []
      if !points.isEmpty { parts.append(pointTable.text) }
      parts += languages.map { code($0) }
      if parts.isEmpty && !isOnlyDrawn {
        parts = [properties.text, TerminalPlot.text(of: function.form)]
      }
      return parts.joined(separator: "\n")
    }
  }

  /// Code, under a heading where there is more than one.
  private func code(_ language: CodeLanguage) -> String {
    let mark = language == .c || language == .swift ? "//" : "#"
    let heading = languages.count > 1 ? "\(mark) \(language.rawValue)\n" : ""
    return heading + function.form.code(in: language)
  }

  private var pointTable: Table {
    var table = Table([.number("x"), .number("value"), .number("derivative")])
    for x in points {
      let point = function.expression.point(x)
      table.add([x, point.value, point.derivative].map { .exact($0) })
    }
    return table
  }

  private var properties: Table {
    var table = Table([.text("property", ""), .text("value", "")])
    for (name, _, value) in facts { table.add([.text(name), .text(value)]) }
    return table
  }

  private var csvProperties: Table {
    var table = Table(facts.map { .text($0.key) })
    table.add(facts.map { .text($0.value) })
    return table
  }

  /// What is known, as a heading, a key for scripts, and a text.
  private var facts: [(heading: String, key: String, value: String)] {
    let summary = function.summary
    let starts = function.form.parameterStarts
    let parameters = starts.enumerated().map { "p\($0.offset + 1) starts at \($0.element.short)" }
    let range = summary.range.map { "\($0.lowerBound.short) to \($0.upperBound.short)" }
    var facts: [(heading: String, key: String, value: String)] = [
      ("expression", "expression", "\(function.expression)"),
      ("form", "form", "\(function.form)"),
      (
        "representative", "representative",
        function.representative.map { "\($0)" } ?? "none in \(DescribedFunction.defaultSchema)"
      ),
      ("class key", "key", "\(function.key)"),
      ("f(0)", "valueAtZero", summary.valueAtZero.short),
      ("f'(0)", "derivativeAtZero", summary.derivativeAtZero.short),
      ("monotonicity", "monotonicity", summary.monotonicity.rawValue),
      ("bounded", "bounded", summary.isBounded ? "yes" : "no"),
      ("range on [-10, 10]", "range", range ?? "none"),
      ("zero crossings", "zeroCrossings", Self.list(summary.zeroCrossings)),
      ("E f(z), z normal", "mean", summary.mean?.short ?? "not finite"),
      ("E f(z)^2", "secondMoment", summary.secondMoment?.short ?? "not finite"),
      ("finite on the probe", "finite", summary.isFiniteOnProbe ? "yes" : "no"),
    ]
    if !starts.isEmpty {
      facts.insert(("parameters", "parameters", parameters.joined(separator: ", ")), at: 4)
    }
    return facts
  }

  private static func list(_ numbers: [Double]) -> String {
    numbers.isEmpty ? "none" : numbers.map(\.short).joined(separator: " ")
  }

  private var json: JSON {
    var members: [JSON.Member] = [
      .init("expression", .text("\(function.expression)")),
      .init("form", .text("\(function.form)")),
      .init("representative", .text(orNull: function.representative?.description)),
      .init("key", .text("\(function.key)")),
      .init("properties", function.summary.json),
    ]
    let starts = function.form.parameterStarts
    if !starts.isEmpty {
      members.append(.init("parameters", .list(starts.map { .number($0) })))
    }
    if !points.isEmpty {
      members.append(
        .init(
          "points",
          .list(
            points.map { x in
              let point = function.expression.point(x)
              return .object(
                JSON.members("x", x) + JSON.members("value", point.value)
                  + JSON.members("derivative", point.derivative))
            })))
    }
    if !languages.isEmpty {
      members.append(
        .init(
          "code",
          .object(
            languages.map { .init($0.rawValue, .text(function.form.code(in: $0))) })))
    }
    return .object(members)
  }
}

extension FunctionSummary {
  /// The summary as an object.
  fileprivate var json: JSON {
    .object(
      JSON.members("valueAtZero", valueAtZero)
        + JSON.members("derivativeAtZero", derivativeAtZero) + [
          .init("monotonicity", .text(monotonicity.rawValue)), .init("bounded", .flag(isBounded)),
          .init("minimum", .number(orNull: range?.lowerBound)),
          .init("maximum", .number(orNull: range?.upperBound)),
          .init("zeroCrossings", .list(zeroCrossings.map { .number($0) })),
          .init("mean", .number(orNull: mean)),
          .init("secondMoment", .number(orNull: secondMoment)),
          .init("finite", .flag(isFiniteOnProbe)),
        ])
  }
}
