import Testing

@Suite struct FixtureTests {
  @Test func `a distance is relative to large numbers, and infinite where there is none`() {
    #expect(distance([1, 2], [1, 4]) == 0.5)
    #expect(distance([0.5], [0.25]) == 0.25)
    #expect(distance([1], [1, 2]) == .infinity)
    #expect(distance([.nan, 2], [1, 2]) == .infinity)
    #expect(distance([1, .nan], [3, 2]) == .infinity)
    #expect(distance([.nan, .nan], [1, 2]) == .infinity)
    #expect(distance([.infinity], [1]) == .infinity)
  }
}
