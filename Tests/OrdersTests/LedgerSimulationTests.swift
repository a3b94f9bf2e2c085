import Simulation
import Testing

@Suite struct LedgerSimulationTests {
  @Test(arguments: 1...60) func `a ledger keeps its promises in an unkind world`(seed: Int) throws {
    var world = World(seed: UInt64(seed))
    try world.run()
  }

  @Test(arguments: 1...20) func `in a kind world nothing is done twice`(seed: Int) throws {
    var world = World(seed: UInt64(seed), isKind: true)
    try world.run()
    #expect(world.begun == world.orderCount)
  }
}
