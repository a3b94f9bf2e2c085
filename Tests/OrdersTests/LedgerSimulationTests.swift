import Simulation
import Testing

@Suite struct LedgerSimulationTests {
  @Test(arguments: 1...60) func `a ledger keeps its promises in an unkind world`(seed: Int) throws {
    var world = World(seed: UInt64(seed))
    try world.run()
  }

  @Test(arguments: 1...20) func `in a kind world nothing is done twice`(seed: Int) throws {
    var world = World(seed: UInt64(seed), kind: .kind)
    try world.run()
    #expect(world.begun == world.orderCount)
  }

  @Test(arguments: 1...20) func `a coordinator that stands still loses nobody`(seed: Int) throws {
    var world = World(seed: UInt64(seed), kind: .standstills)
    try world.run()
    #expect(world.lostWorkers == 0)
    #expect(world.begun == world.orderCount)
  }
}
