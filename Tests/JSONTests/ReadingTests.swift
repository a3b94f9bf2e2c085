import JSON
import Randomness
import TestSupport
import Testing

@Suite struct ReadingTests {
  private func read(_ text: String) -> JSON? { try? JSON(reading: text) }

  @Test func `what is written is read back with the same text`() throws {
    try forAll(count: 500) { generator in
      let text = random(&generator, depth: 0).description
      #expect(read(text)?.description == text)
    }
  }

  @Test func `doubles come back bit for bit`() throws {
    try forAll(count: 2_000) { generator in
      let number = Double(bitPattern: generator.next())
      guard number.isFinite else { return }
      switch try JSON(reading: JSON.number(number).description) {
      case .number(let read): #expect(read.bitPattern == number.bitPattern)
      case .whole(let read): #expect(Double(read) == number)
      default: Issue.record("\(number) came back as no number")
      }
    }
  }

  @Test(arguments: [
    ("-0", JSON.number(-0.0)), ("12", .whole(12)), ("-9223372036854775808", .whole(Int64.min)),
    ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("1e3", .number(1000)),
    ("0", .whole(0)), ("0.5", .number(0.5)), ("-0.0", .number(-0.0)), ("2E-2", .number(0.02)),
    ("1e+2", .number(100)), ("5e-324", .number(.leastNonzeroMagnitude)), ("1e-400", .number(0)),
    (#""A𝒇\/""#, .text("A𝒇/")), (#""\ud835\udc87\u00E9""#, .text("𝒇é")),
    ("\"\u{7f}\"", .text("\u{7f}")), (#""\b\f""#, .text("\u{8}\u{c}")),
    (" [ 1 , { } ]\r\n\t", .list([1, .object([])])), ("[]", .list([])),
    (#"{"b":1,"a":{"b":2}}"#, JSON.object([.init("b", 1), .init("a", ["b": 2])])),
    ("null", .null), ("true", .flag(true)), ("false", .flag(false)),
  ])
  func `any spelling is read`(text: String, value: JSON) {
    #expect(read(text) == value)
  }

  @Test(arguments: [
    // Numbers.
    "+1", "01", "-01", "00", "1.", ".5", "-.5", "1e", "1e+", "-", "--1", "1e400", "-1e400", "0x1",
    "NaN", "Infinity", "1_000",
    // Texts.
    "\"a", "\"", "\"\n\"", "\"\u{1}\"", "\"\u{0}\"", #""\x""#, #""\"#, #""\u12""#, #""\u+123""#,
    #""\ud835""#, #""\ud835x""#, #""\udc87""#, #""\ud835\ud835""#, "'a'",
    // Lists and objects.
    "[1", "[1,]", "[,1]", "[1 2]", "]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{\"a\":1", "{a:1}",
    "{1:1}", #"{"a":1,"a":2}"#, #"{"a":1,"\u0061":2}"#,
    // Words, and what comes before and behind.
    "", " ", "nul", "nulll", "True", "1 2", "{} x", "[]]", "\u{feff}1", "\u{a0}1", "/**/1",
    String(repeating: "[", count: 100_000),
  ])
  func `what is no JSON is refused`(text: String) {
    #expect(read(text) == nil)
  }

  @Test func `nesting ends at 64 levels`() {
    func nested(_ levels: Int) -> String {
      String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    }
    #expect(read(nested(64)) != nil)
    #expect(read(nested(65)) == nil)
    let objects = String(repeating: #"{"a":"#, count: 65) + "1" + String(repeating: "}", count: 65)
    #expect(read(objects) == nil)
  }

  @Test(arguments: [
    ("[1,+2]", "no JSON at byte 3: '+'; a value was expected"),
    ("{\"a\":1 2}", "no JSON at byte 7: '2'; ',' or '}' was expected"),
    ("[01]", "no JSON at byte 1: a number begins with 0"),
    ("{\"a\":1,\"a\":1}", "no JSON at byte 7: 'a' comes twice"),
    ("\"a\n\"", "no JSON at byte 2: byte 0xa stands in a text"),
    ("[1e999]", "no JSON at byte 1: 1e999 is beyond the range of numbers"),
    ("1 x", "no JSON at byte 2: 'x' follows the value"),
    ("[", "no JSON at byte 1: the text ends; a value was expected"),
  ])
  func `errors say where and why`(text: String, message: String) {
    let error = #expect(throws: JSON.SyntaxError.self) { try JSON(reading: text) }
    #expect(error?.description == message)
  }

  private func random(_ generator: inout Generator, depth: Int) -> JSON {
    switch generator.uniform(below: depth < 3 ? 8 : 6) {
    case 0: return .null
    case 1: return .flag(true)
    case 2: return .whole(Int64(bitPattern: generator.next() >> generator.uniform(below: 64)))
    case 3: return .number(Double(bitPattern: generator.next()))
    case 4: return .number(generator.normal() * 1000)
    case 5: return .text(["", "a\"\\\n\r\t\u{1}", "𝒇é"][Int(generator.uniform(below: 3))])
    case 6:
      return .list(
        (0..<generator.uniform(below: 4)).map { _ in random(&generator, depth: depth + 1) })
    default:
      return .object(
        (0..<generator.uniform(below: 4)).map {
          JSON.Member("key \($0)", random(&generator, depth: depth + 1))
        })
    }
  }
}
