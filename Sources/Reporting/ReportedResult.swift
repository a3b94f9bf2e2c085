import JSON
import Orders
import Studies

/// What a journal's entry `reported` tells: a result that was accepted.
public struct ReportedResult: Hashable, Sendable {
  public let order: WorkOrder.ID
  public let purpose: OrderRecord.Purpose.Name
  /// The function's form; nil for work that is about no function.
  public let function: String?
  /// What was measured; nil where it is infeasible.
  public let metrics: Metrics?
  /// Why it is infeasible, or what is to be said of its numbers.
  public let reason: String?

  /// Reads an entry.
  ///
  /// - Parameter fields: the entry's, as docs/events.md lists them.
  /// - Throws: the key that is missing or holds something else.
  public init(_ fields: JSON) throws(JSONFields.Damage) {
    let fields = try JSONFields(fields, of: "event")
    order = try fields.whole("order")
    purpose = try fields.word("purpose")
    function = try fields.optional("function", JSONFields.text)
    reason = try fields.optional("reason", JSONFields.text)
    metrics =
      try fields.text("state") == "completed"
      ? try Metrics(fields, withTest: purpose == .confirmation) : nil
  }
}
