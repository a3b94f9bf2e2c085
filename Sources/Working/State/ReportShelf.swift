import Orders

/// Reports that were not acknowledged yet, in the order in which they came.
///
/// They stay for as long as the worker lives: a coordinator that comes back gets its own, and one
/// of another study gets none of them.
struct ReportShelf: Sendable {
  struct Entry: Sendable {
    let study: String
    let report: Report
    /// When it was last sent over the present connection.
    var sentAt: Duration?
  }

  private var entries: [Entry] = []

  mutating func add(_ report: Report, of study: String) {
    entries.append(Entry(study: study, report: report, sentAt: nil))
  }

  mutating func remove(_ lease: LeaseKey, of study: String) {
    entries.removeAll { $0.study == study && $0.report.lease == lease }
  }

  func leases(of study: String) -> [LeaseKey] {
    entries.filter { $0.study == study }.map(\.report.lease)
  }

  /// Whatever was sent may be lost: all of it is due again.
  mutating func forgetSending() {
    for index in entries.indices { entries[index].sentAt = nil }
  }

  /// The study's reports that were not sent for an interval; they count as sent now.
  mutating func due(of study: String, every interval: Duration, at now: Duration) -> [Report] {
    var reports: [Report] = []
    for index in entries.indices where entries[index].study == study {
      if let sentAt = entries[index].sentAt, now - sentAt < interval { continue }
      entries[index].sentAt = now
      reports.append(entries[index].report)
    }
    return reports
  }
}
