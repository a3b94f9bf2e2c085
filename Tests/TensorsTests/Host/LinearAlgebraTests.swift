import Processors
import Tensors
import Testing

@Suite struct LinearAlgebraTests {
  @Test func `products use one thread unless told otherwise`() {
    #expect(LinearAlgebra.threads == 1)
  }

  @Test func `the kernels in use have a name`() {
    #expect(!LinearAlgebra.kernels.isEmpty)
  }

  @Test(arguments: [
    ("Haswell", VectorLevel.avx512, true), ("haswell", .avx512, true), ("Zen", .avx512, true),
    ("Nehalem", .avx2, true), ("SkylakeX", .avx512, false), ("Haswell", .avx2, false),
    ("Cooperlake", .avx2, false), ("Prescott", .plain, false), ("", .avx512, false),
    ("Unheard", .avx512, false),
  ])
  func `slow kernels are those below the processor`(
    forced: String, level: VectorLevel, isSlow: Bool
  ) {
    #expect((LinearAlgebra.slowKernels(coreType: forced, level: level) != nil) == isSlow)
  }

  @Test func `nothing is slow when nothing is forced`() {
    #expect(LinearAlgebra.slowKernels(coreType: nil, level: .avx512) == nil)
  }

  @Test func `the warning says what is forced and what is there`() {
    let slow = LinearAlgebra.slowKernels(coreType: "Haswell", level: .avx512)
    #expect(
      slow?.description
        == "OPENBLAS_CORETYPE=Haswell forces AVX2 kernels on a processor with AVX-512")
  }
}
