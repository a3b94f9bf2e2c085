import Foundation
import Simulation

// simulate COUNT [FIRST]: plays that many worlds, one seed each; a failing seed says how to see it
// again. Exit code 1 when any invariant failed.
let arguments = CommandLine.arguments.dropFirst().map { UInt64($0) }
guard let count = arguments.first ?? 2_000, let first = arguments.dropFirst().first ?? 1 else {
  FileHandle.standardError.write(Data("usage: simulate COUNT [FIRST]\n".utf8))
  exit(2)
}
var failures = 0
var (copies, refusals) = (0, 0)
for seed in first..<(first + count) {
  do {
    var world = World(seed: seed)
    defer { (copies, refusals) = (copies + world.oldCopies, refusals + world.refusedCopies) }
    try world.run()
  } catch {
    failures += 1
    print("seed \(seed): \(error); see it again: scripts/simulate 1 \(seed)")
  }
}
print("\(count) worlds, seeds \(first)...\(first + count - 1): \(failures) failed")
print("\(copies) old copies were put in the ledger's place, \(refusals) were refused")
exit(failures == 0 ? 0 : 1)
