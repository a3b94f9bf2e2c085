import Foundation

/// A picture as an SVG document: elements in pixels from the top left corner, later ones on top.
public struct Picture: Sendable {
  /// An attribute's value; what is measured in pixels has one decimal.
  public enum Value: Sendable, ExpressibleByIntegerLiteral, ExpressibleByStringInterpolation {
    case whole(Int)
    case pixels(Double)
    case word(String)

    public init(integerLiteral value: Int) { self = .whole(value) }
    public init(stringLiteral value: String) { self = .word(value) }

    fileprivate var text: String {
      switch self {
      case .whole(let whole): "\(whole)"
      case .pixels(let pixels): Picture.decimal(pixels)
      case .word(let word): word
      }
    }
  }

  public typealias Attributes = KeyValuePairs<String, Value>

  private var lines: [String]

  /// A white sheet.
  public init(width: Int, height: Int) {
    lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(width) \(height)\""
        + " width=\"\(width)\" height=\"\(height)\" font-family=\"sans-serif\" font-size=\"12\">",
      "<rect width=\"\(width)\" height=\"\(height)\" fill=\"white\"/>",
    ]
  }

  /// The document.
  public var text: String { (lines + ["</svg>"]).joined(separator: "\n") + "\n" }

  /// Adds elements, on a line of the document.
  public mutating func add(_ elements: String...) { lines.append(elements.joined()) }

  /// An element; `content` is markup.
  public static func element(
    _ name: String, _ attributes: Attributes, content: String? = nil
  ) -> String {
    element(name, attributes.map { ($0.key, $0.value) }, content: content)
  }

  /// An element whose attributes were put together.
  public static func element(
    _ name: String, _ attributes: [(String, Value)], content: String? = nil
  ) -> String {
    "<\(name)" + attributes.map { " \($0)=\"\($1.text)\"" }.joined()
      + (content.map { ">\($0)</\(name)>" } ?? "/>")
  }

  /// A text.
  public static func text(_ text: String, _ attributes: Attributes) -> String {
    element("text", attributes, content: escaped(text))
  }

  /// A title, which a viewer shows where somebody points at the element around it.
  public static func title(_ text: String) -> String { "<title>\(escaped(text))</title>" }

  /// Points as polylines and polygons have them.
  public static func points(_ points: some Sequence<(x: Double, y: Double)>) -> Value {
    .word(points.map { decimal($0.x) + "," + decimal($0.y) }.joined(separator: " "))
  }

  private static func decimal(_ pixels: Double) -> String { String(format: "%.1f", pixels) }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}

/// Where numbers lie on a picture.
public struct Scale: Sendable {
  public let domain: ClosedRange<Double>
  /// The pixel where the domain begins, or where it ends if numbers grow upwards.
  public let start: Double
  public let length: Double
  private let growsBack: Bool

  /// Numbers that grow to the right.
  public static func across(_ domain: ClosedRange<Double>, from left: Double, length: Double)
    -> Scale
  {
    Scale(domain: domain, start: left, length: length, growsBack: false)
  }

  /// Numbers that grow upwards.
  public static func up(_ domain: ClosedRange<Double>, from top: Double, length: Double) -> Scale {
    Scale(domain: domain, start: top, length: length, growsBack: true)
  }

  /// The pixel of a number; the middle where all numbers are one.
  public func callAsFunction(_ number: Double) -> Double {
    let span = domain.upperBound - domain.lowerBound
    guard span > 0 else { return start + 0.5 * length }
    let share = (growsBack ? domain.upperBound - number : number - domain.lowerBound) / span
    return start + share * length
  }
}

/// Round numbers inside a range, four to nine of them, for an axis.
public struct Ticks: Sendable {
  public let places: [Double]
  /// How many decimals all of them need.
  private let decimals: Int

  public init(in range: ClosedRange<Double>) {
    let raw = (range.upperBound - range.lowerBound) / 6
    let magnitude = pow(10, log10(raw).rounded(.down))
    let step = [1, 2, 5, 10].map { $0 * magnitude }.first { $0 >= raw } ?? raw
    let first = (range.lowerBound / step).rounded(.up)
    let last = (range.upperBound / step).rounded(.down)
    places = stride(from: first, through: last, by: 1).map { $0 * step }
    decimals = max(0, Int(-log10(step * 1.000_001).rounded(.down)))
  }

  /// A place in words, with as many decimals as all of them need.
  public func label(_ place: Double) -> String { String(format: "%.\(decimals)f", place) }
}
