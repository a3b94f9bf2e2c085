import Activations
import ArgumentParser
import Spelling

/// `hillock activation`: what can be said of a function without training it.
struct Activation: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Parses, simplifies, describes, plots and exports an activation function.",
    discussion: """
      Without --at, --export and --plot it prints what is known of the function, and a plot. \
      Code and plots show the shortest form that stays finite; --at evaluates what was written.
      """)

  @Argument(help: "The function, such as 'mul(x,sigmoid(x))'; - reads it from standard input.")
  var expression: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Print values and derivatives at these points, such as -1,0,1.", valueName: "numbers"))
  var at: String?

  @Option(
    help: ArgumentHelp(
      "Print code: \(CodeLanguage.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "languages"))
  var export: String?

  @Option(help: ArgumentHelp("Draw function and derivative into an SVG file.", valueName: "file"))
  var plot: String?

  @OptionGroup var output: FormatOption

  func run() throws {
    let format = try output.resolved()
    let points = try at.map { try Self.numbers($0) } ?? []
    let languages = try export.map { try Self.languages($0) } ?? []
    let function = DescribedFunction(try ExpressionArgument.read(expression))
    if let plot {
      try TextFile.write(VectorPlot.text(of: function.form), to: plot, as: "plot")
      Console.note("plot written to \(plot)")
    }
    let report = ActivationReport(
      function: function, points: points, languages: languages, isOnlyDrawn: plot != nil)
    try Console.print(report.text(format))
  }

  /// Reads `-1,0,1`.
  static func numbers(_ text: String) throws(Failure) -> [Double] {
    var numbers: [Double] = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let number = Double(word.filter { $0 != " " }) else {
        throw Failure(
          "\(told("--at", word: String(word), in: text)); expected numbers, such as -1,0,1")
      }
      numbers.append(number)
    }
    return numbers
  }

  /// Reads `pytorch,c`.
  static func languages(_ text: String, flag: String = "--export") throws(Failure) -> [CodeLanguage]
  {
    let names = CodeLanguage.allCases.map(\.rawValue)
    var languages: [CodeLanguage] = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      let name = word.filter { $0 != " " }
      guard let language = CodeLanguage(rawValue: name) else {
        throw Failure(
          told(flag, word: name, in: text) + suggestion(for: name, among: names)
            + "; expected \(names.joined(separator: ", "))")
      }
      languages.append(language)
    }
    return languages
  }

  /// The beginning of a refusal: a list with a wrong word, or an option that is wrong as a whole.
  private static func told(_ flag: String, word: String, in text: String) -> String {
    "\(flag) \(text.contains(",") ? "has" : "is") \(quoted(word))"
  }
}
