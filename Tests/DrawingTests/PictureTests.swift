import Drawing
import Testing

@Suite struct PictureTests {
  @Test func `a document is a white sheet with elements in their order`() {
    var picture = Picture(width: 20, height: 10)
    picture.add(
      Picture.element("line", ["x1": 1, "x2": .pixels(2.25), "stroke": "red"]),
      Picture.text("a < b & c > d", ["x": 3]))
    picture.add(
      Picture.element("circle", [("r", 4)], content: Picture.title("f(x) <1>")))
    #expect(
      picture.text == """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10" width="20" height="10" \
        font-family="sans-serif" font-size="12">
        <rect width="20" height="10" fill="white"/>
        <line x1="1" x2="2.2" stroke="red"/><text x="3">a &lt; b &amp; c &gt; d</text>
        <circle r="4"><title>f(x) &lt;1&gt;</title></circle>
        </svg>

        """)
  }

  @Test func `points are pairs with one decimal`() {
    let points = Picture.points([(x: 1, y: 2), (x: 0.25, y: -3.14)])
    #expect(
      Picture.element("polyline", ["points": points]) == #"<polyline points="1.0,2.0 0.2,-3.1"/>"#)
  }

  @Test func `scales grow to the right and upwards`() {
    let across = Scale.across(-1...3, from: 10, length: 40)
    #expect([-1, 0, 3].map { across($0) } == [10, 20, 50])
    let up = Scale.up(-1...3, from: 10, length: 40)
    #expect([-1, 0, 3].map { up($0) } == [50, 40, 10])
    #expect(Scale.across(2...2, from: 0, length: 8)(2) == 4)
  }

  @Test(arguments: [
    (0.0, 1.0, "0.0 0.2 0.4 0.6 0.8 1.0"), (-5, 5, "-4 -2 0 2 4"),
    (0.511, 0.532, "0.515 0.520 0.525 0.530"), (0, 1999, "0 500 1000 1500"),
  ])
  func `ticks are round numbers`(low: Double, high: Double, labels: String) {
    let ticks = Ticks(in: low...high)
    #expect(ticks.places.map { ticks.label($0) }.joined(separator: " ") == labels)
  }
}
