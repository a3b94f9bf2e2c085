import JSON
import Testing

@Suite struct JSONFieldsTests {
  private let record: JSON = [
    "epoch": 3, "loss": 0.5, "name": "a", "none": nil, "bad": nil, "badReason": "-inf",
    "lost": nil, "words": ["x", "y"], "isGood": true, "runs": [["seed": 1], ["seed": "one"]],
  ]

  private func damage(_ body: (JSONFields) throws -> Void) throws -> String {
    let fields = try JSONFields(record)
    let error = #expect(throws: JSONFields.Damage.self) { try body(fields) }
    return error?.description ?? ""
  }

  @Test func `members are read by their keys, wherever they stand`() throws {
    let fields = try JSONFields(record)
    #expect(try fields.whole("epoch") == 3)
    #expect(try fields.number("epoch") == 3)
    #expect(try fields.number("loss") == 0.5)
    #expect(try fields.text("name") == "a")
    #expect(try fields.flag("isGood"))
    #expect(try fields.texts("words") == ["x", "y"])
    #expect(try fields.measurement("loss") == 0.5)
    #expect(try fields.measurement("bad") == -.infinity)
    #expect(try fields.measurement("lost").isNaN)
    #expect(try fields.optional("none", JSONFields.text) == nil)
    #expect(try fields.optional("nowhere", JSONFields.text) == nil)
    #expect(try fields.optional("name", JSONFields.text) == "a")
    #expect(try fields.records("runs").first?.whole("seed") == 1)
  }

  @Test func `what is missing or of another type is named`() throws {
    #expect(try damage { _ = try $0.text("form") } == "'form' is missing (a text was expected)")
    #expect(
      try damage { _ = try $0.whole("loss") } == "'loss' is 0.5 (a whole number was expected)")
    #expect(
      try damage { _ = try $0.whole("epoch", in: 4...5) }
        == "'epoch' is 3 (a whole number in 4...5 was expected)")
    #expect(
      try damage { _ = try $0.optional("epoch", JSONFields.text) }
        == "'epoch' is 3 (a text was expected)")
    #expect(
      try damage { _ = try $0.measurement("nowhere") }
        == "'nowhere' is missing (a number was expected)")
    #expect(
      try damage { _ = try $0.records("runs")[1].whole("seed") }
        == "'runs[1].seed' is \"one\" (a whole number was expected)")
    #expect(
      try damage { _ = try $0.records("words") }
        == "'words[0]' is \"x\" (an object was expected)")
    #expect(throws: JSONFields.Damage.self) { try JSONFields(.list([])) }
  }
}
