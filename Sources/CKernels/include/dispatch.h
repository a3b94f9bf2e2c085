// Which vector instructions this processor has.
#pragma once

/// Levels of vector instructions; every kernel is compiled once for each.
enum hillock_cpu {
  HILLOCK_CPU_PLAIN = 0,    // what the compiler may assume: SSE2, or NEON on arm64
  HILLOCK_CPU_AVX2 = 1,     // AVX2 and FMA
  HILLOCK_CPU_AVX512 = 2,   // AVX-512 F, DQ, BW, VL
};

/// The highest level that this processor and its operating system support.
int hillock_cpu_level(void);
