import Activations
import Benchmarking
import Testing

@Suite struct ArenaTests {
  @Test func `the pool has finite classes with results and spectra`() throws {
    let small = try SmallBenchmark()
    let arena = try small.arena()
    #expect(arena.pool == small.classes.classes.filter(\.isFinite).map(\.index))
    #expect(arena.missingCount == 0)
    let fewer = try small.arena(spectra: small.spectra())
    #expect(fewer.pool == arena.pool.filter { $0 % 7 != 3 })
    #expect(fewer.means == arena.means)
  }

  @Test func `means are over all recorded seeds, and thresholds are of the pool`() throws {
    let small = try SmallBenchmark()
    let arena = try small.arena()
    let best = try #require(small.classes.class(of: Expression("elu(swish(x))")))
    #expect(abs(arena.means[best] - 0.8995) < 1e-12)
    #expect(arena.threshold(ofBest: 1) == arena.means[best])
    let sorted = arena.pool.map { arena.means[$0] }.sorted(by: >)
    #expect(arena.threshold(ofBest: 10) == sorted[9])
  }

  @Test func `equals of the last of the best count as well`() throws {
    let small = try SmallBenchmark()
    func results(_ accuracies: [Double]) -> [RecordedResult] {
      accuracies.map { .completed(validation: $0, test: nil) }
    }
    var classes = small.table.classes
    let pool = try small.arena().pool
    // The sums of these differ in their last bit.
    for (place, accuracies) in [(0, [0.8904, 0.888, 0.8926]), (1, [0.8918, 0.8906, 0.8886])] {
      let one = classes[pool[place]]
      classes[one.index] = RecordedClass(
        index: one.index, key: one.key, form: one.form,
        results: results(accuracies.map { $0 + 0.1 }))
    }
    let arena = try Arena(
      RecordedTable(chance: 0.1, classes: classes), classes: small.classes,
      baselines: small.baselines)
    let best = try #require(Milestone.all(in: arena).last)
    #expect(best.name == "best" && best.count == 2)
  }

  @Test func `a class whose key was rounded otherwise is found by its form`() throws {
    let small = try SmallBenchmark()
    var classes = small.table.classes
    let one = classes[5]
    classes[5] = RecordedClass(
      index: one.index, key: ClassKey(high: 1, low: 2), form: one.form, results: one.results)
    let arena = try Arena(
      RecordedTable(chance: 0.1, classes: classes), classes: small.classes,
      baselines: small.baselines)
    #expect(arena.missingCount == 0)
    #expect(arena.means == (try small.arena()).means)
  }

  @Test func `a table of another space is refused`() throws {
    let small = try SmallBenchmark()
    let other = try ClassTable(schemas: [try Schema("binary(unary(x),x)")])
    #expect(throws: BenchmarkingError.self) {
      try Arena(small.table, classes: other, baselines: [])
    }
  }
}
