import Testing

@testable import Benchmarking

@Suite struct StandingTests {
  private let courses = [
    Course(taken: [1, 2, 3], accuracies: [0.25, 0.75, 0.5]),
    Course(taken: [4, 5, 6], accuracies: [0.5, 0.25, 1]),
    Course(taken: [7], accuracies: [0.5]),
  ]

  @Test func `evaluations are counted to the first class that is good enough`() {
    let milestone = Milestone(name: "good", count: 2, threshold: 0.75)
    let standing = Standing(name: "p", courses: courses, milestones: [milestone], limit: 4)
    #expect(standing.attempts[0].misses == 1)
    #expect(standing.attempts[0].evaluations.lower == 2.5)
    #expect(standing.attempts[0].evaluations.median == 3)
    #expect(standing.attempts[0].evaluations.upper == .infinity)
  }

  @Test func `the best so far never falls and stays after the end of a course`() {
    let standing = Standing(name: "p", courses: courses, milestones: [], limit: 4)
    #expect(standing.curve.map(\.evaluations) == [1, 2, 3, 4])
    #expect(standing.curve.map(\.mean) == [1.25 / 3, 1.75 / 3, 0.75, 0.75])
    for point in standing.curve { #expect(point.low < point.mean && point.mean < point.high) }
    let error = (0.0625 * 2 / 2 / 3).squareRoot()
    #expect(abs(standing.curve[3].high - 0.75 - 1.96 * error) < 1e-12)
  }

  @Test func `quartiles lie between ranks, and what never happened is more than all`() {
    let some = Quantiles([4, 1, 3, 2])
    #expect([some.lower, some.median, some.upper] == [1.75, 2.5, 3.25])
    let few = Quantiles([5, .infinity, 7, .infinity])
    #expect([few.lower, few.median, few.upper] == [6.5, .infinity, .infinity])
    #expect(Quantiles([9]).median == 9)
  }
}
