// The kernels for AVX2 and FMA.
#if defined(__x86_64__)
#include <math.h>

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define LANES 8
#define LEVEL(name) hillockAVX2##name
#include "level.h"
#pragma clang attribute pop
#endif
