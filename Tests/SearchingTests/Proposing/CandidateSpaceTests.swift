import Activations
import Searching
import Studies
import Surrogates
import Testing

@Suite struct CandidateSpaceTests {
  @Test func `a class table becomes a space whose baselines are found by their outputs`() throws {
    let table = try ClassTable(
      schemas: [Schema("binary(x,unary(x))")], including: Baselines.all)
    let baselines = try [Expression("swish(x)"), Expression("max(x,zero(x))")]
    let space = CandidateSpace(table: table, baselines: baselines)
    #expect(space.count == table.classes.count)
    #expect(space.isFinite.count { $0 } == table.finiteClassCount)
    #expect(space.baselines.map { space.form(at: $0) } == ["swish(x)", "relu(x)"])
    for index in [0, space.count / 2, space.count - 1] {
      // By bits, since some outputs are not numbers.
      #expect(
        space.outputs[index].map(\.bitPattern) == table.outputs(of: index).map(\.bitPattern))
    }
  }

  @Test func `a search for a smooth goal finds it among real functions`() throws {
    let table = try ClassTable(
      schemas: [Schema("binary(x,unary(x))")], including: Baselines.all)
    let space = CandidateSpace(table: table, baselines: Baselines.all)
    let goal = try #require(table.class(of: Expression("mul(x,sigmoid(x))")))
    let target = table.outputs(of: goal)
    func accuracy(_ candidate: Int) -> Double {
      let square = zip(space.outputs[candidate], target).reduce(0.0) { sum, pair in
        sum + Double(pair.0 - pair.1) * Double(pair.0 - pair.1)
      }
      return 1 / (1 + square / 1000)
    }
    let policy = SurrogatePolicy.neighbours(of: space)
    var taken: [Int] = []
    while taken.count < 30,
      let choice = policy.choose(
        Inquiry(
          number: taken.count + 1, basis: 0, of: space, results: taken.map { ($0, accuracy($0)) },
          taken: taken))
    {
      taken.append(choice.place)
    }
    #expect(taken.count == 30 && Set(taken).count == 30)
    #expect(taken.allSatisfy { space.isFinite[$0] })
    // The goal itself is a baseline; what follows it gathers around it.
    let later = taken.dropFirst(8).prefix(10).map(accuracy).reduce(0, +) / 10
    let all = space.places.filter { space.isFinite[$0] }.map(accuracy)
    #expect(later > 1.5 * all.reduce(0, +) / Double(all.count))
  }
}
