import Randomness
import Tensors
import TestSupport
import Testing

@Suite struct RowSketchesTests {
  /// Rows like outputs of functions: smooth, equal, huge at the ends, cancelling, tiny, not finite.
  private func matrix(_ generator: inout Generator, rows: Int, width: Int) -> [Float] {
    let tiny = Float.leastNonzeroMagnitude
    return (0..<rows).flatMap { _ -> [Float] in
      let kind = generator.uniform(below: 9)
      let scale = Float(generator.normal())
      return (0..<width).map { column in
        let x = 6 * Float(column) / Float(width) - 3
        switch kind {
        case 0, 1: return scale * x
        case 2: return (scale * 2).rounded()
        case 3: return scale * x * x * x + 1
        case 4: return column > width - 3 ? 1e30 * scale : 0
        case 5: return column.isMultiple(of: 2) ? 1e30 : -1e30
        case 6: return tiny * Float(generator.uniform(below: 4))
        case 7: return Float(generator.normal())
        default:
          return column == generator.uniform(below: width) ? [.nan, .infinity][column % 2] : scale
        }
      }
    }
  }

  @Test func `offers through sketches leave the bits of offers without`() throws {
    try forAll(count: 60) { generator in
      let width = [1, 2, 3, 7, 64, 130, 300][generator.uniform(below: 7)]
      let rows = 1 + generator.uniform(below: 200)
      let matrix = matrix(&generator, rows: rows, width: width)
      var order = Array(0..<width)
      if generator.uniform(below: 2) == 0 { generator.shuffle(&order) }
      let sketches = RowSketches(of: matrix.span, width: width, order: order)
      let limit = 1 + generator.uniform(below: 4)
      var offered = Array(0..<rows)
      generator.shuffle(&offered)
      offered.removeLast(rows / 4)
      var plain = NearestRows(rows: rows, limit: limit)
      for row in offered { plain.offer(row, of: matrix.span, width: width) }
      // One after the other, some at once, more at once than a kernel takes, on some threads.
      for atOnce in [1, 7, 150] {
        var nearest = NearestRows(rows: rows, limit: limit)
        for start in stride(from: 0, to: offered.count, by: atOnce) {
          nearest.offer(
            Array(offered[start..<min(start + atOnce, offered.count)]), of: matrix.span,
            sketches: sketches, threads: 1 + generator.uniform(below: 3))
        }
        #expect(nearest.numbers == plain.numbers)
        #expect(nearest.sums == plain.sums)
      }
    }
  }

  @Test func `nothing is offered to no rows`() {
    let sketches = RowSketches(of: Span(), width: 3, order: [2, 0, 1])
    var nearest = NearestRows(rows: 0, limit: 1)
    nearest.offer([], of: Span(), sketches: sketches)
    #expect(nearest.numbers.isEmpty)
  }
}
