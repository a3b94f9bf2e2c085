import Searching
import Studies
import Testing

@Suite struct PolicyCatalogueTests {
  @Test(arguments: [PolicySettings.random, .exhaustive, .aquasurf(SurrogateSettings())])
  func `every policy that a study can name is made and proposes baselines first`(
    _ policy: PolicySettings
  ) throws {
    let landscape = Landscape(count: 20, seed: 1, baselines: [7, 2])
    let search = Search(policy: policy, budget: 10, seed: 1)
    let made = try PolicyCatalogue.make(search, space: .table(landscape.space), chance: 0.1)
    #expect(
      made.choose(Inquiry(number: 1, basis: 0, observations: [], taken: []))?.place == 7)
  }

  @Test func `the surrogate takes its number of neighbours and its seed from the study`() throws {
    let space = Landscape(count: 100, seed: 1).space
    let search = Search(neighbours: 1, budget: 10, seed: 9)
    let inquiry = Inquiry(
      number: 5, basis: 0, of: space, results: [0, 1, 2, 3].map { ($0, Double($0) / 4) },
      taken: [0, 1, 2, 3])
    #expect(
      try PolicyCatalogue.make(search, space: .table(space), chance: 0.1).choose(inquiry)
        == SurrogatePolicy.neighbours(of: space, seed: 9, neighbours: 1).choose(inquiry))
  }
}
