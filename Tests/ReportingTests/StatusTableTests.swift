import JSON
import Reporting
import Testing

@Suite struct StatusTableTests {
  private let status: JSON = [
    "sequence": 7, "study": "s", "new": 1, "later": ["b": 2, "a": nil],
    "search": ["waiting": 0, "running": 1, "completed": 2], "plan": "input 1x1x1",
    "spectra": ["waiting": 0, "running": 0], "baselines": ["relu(x)", "elu(x)"],
    "time": 1_790_000_000_000,
  ]

  @Test func `keys come as people ask for them, counts by their names, what is new last`() {
    #expect(
      StatusTable(status, isBrief: false).table.csv == """
        key,value
        study,s
        search.completed,2
        search.running,1
        search.waiting,0
        spectra.running,0
        spectra.waiting,0
        time,1790000000000
        baselines,relu(x) elu(x)
        sequence,7
        later.a,-
        later.b,2
        new,1
        plan,input 1x1x1

        """)
  }

  @Test func `people get a date, and neither plan nor spectra that nobody ordered`() {
    let text = StatusTable(status, isBrief: true).table.text
    #expect(text.contains("2026-09-21 14:13:20 UTC"))
    #expect(!text.contains("plan") && !text.contains("spectra"))
  }
}
