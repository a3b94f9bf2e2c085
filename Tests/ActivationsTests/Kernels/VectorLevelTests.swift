import Processors
import Testing

@testable import Activations

/// Kernels that this processor cannot run are skipped, and the skipped tests below say so.
@Suite struct VectorLevelTests {
  @Test func `the plain kernels are among those tested`() {
    #expect(KernelAccuracyTests.levels.first == .plain)
  }

  @Test(
    .enabled(
      if: VectorLevel.avx2 <= .current, "no AVX2 here: those kernels are not tested in this run"))
  func `the kernels for AVX2 are among those tested`() {
    #expect(KernelAccuracyTests.levels.contains(.avx2))
  }

  @Test(
    .enabled(
      if: VectorLevel.avx512 <= .current,
      "no AVX-512 here: those kernels are not tested in this run"))
  func `the kernels for AVX-512 are among those tested`() {
    #expect(KernelAccuracyTests.levels.contains(.avx512))
  }
}
