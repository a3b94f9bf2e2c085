import Randomness
import Studies
import TestSupport
import Testing

@testable import Storage

@Suite struct JSONReaderTests {
  @Test func `what is written is read back with the same text`() throws {
    try forAll(count: 500) { generator in
      let text = random(&generator, depth: 0).description
      #expect(JSON(reading: text)?.description == text)
    }
  }

  @Test(arguments: [
    ("-0", JSON.number(-0.0)), ("12", .whole(12)), ("-9223372036854775808", .whole(Int64.min)),
    ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("1e3", .number(1000)),
    (#""A𝒇\/""#, .text("A𝒇/")), (" [ 1 , { } ] ", .list([1, .object([])])),
    ("null", .null), ("true", .flag(true)),
  ])
  func `any spelling is read`(text: String, value: JSON) {
    #expect(JSON(reading: text) == value)
  }

  @Test(arguments: [
    "", "nul", "[1", "[1,]", "{\"a\"}", "{\"a\":1,}", "\"a", #""\x""#, #""\ud835""#, "1 2", "-",
    "1e", "{a:1}", String(repeating: "[", count: 100_000),
  ])
  func `what is no JSON is nothing`(text: String) {
    #expect(JSON(reading: text) == nil)
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
