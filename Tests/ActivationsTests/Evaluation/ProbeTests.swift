import Testing

@testable import Activations

@Suite struct ProbeTests {
  @Test func `the probe is NumPy's legacy stream at seed 0`() {
    let z = Probe.samples
    #expect(z.count == 1000)
    #expect(z[0] == 1.764052345967664)
    #expect(z[..<4].map { Float($0) } == [1.7640524, 0.4001572, 0.978738, 2.2408931])
    #expect(Float(z[99]) == 0.40198936)
    #expect(Float(z[500]) == 0.38273243)
    #expect(abs(z[999] - -0.35811408) < 5e-9)
    #expect(abs(z.reduce(0, +) - -45.256707490) < 1e-9)
    #expect(abs(z.reduce(0) { $0 + $1 * $1 } - 976.282625885) < 1e-9)
    #expect(z.firstIndex(of: z.min() ?? 0) == 589)
    #expect(z.firstIndex(of: z.max() ?? 0) == 943)
  }

  @Test func `every bit is NumPy's`() {
    // FNV-1a over the 64-bit patterns, computed from numpy.random.RandomState(0).randn(1000).
    let hash = Probe.samples.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ $1.bitPattern) &* 0x100_0000_01b3
    }
    #expect(hash == 0x2e5d_ead0_8f95_d04f)
  }
}
