// The kernels for AVX-512.
#if defined(__x86_64__)
#include <math.h>

#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,avx2,fma"))), apply_to = function)
#define LANES 16
#define LEVEL(name) hillockAVX512##name
#include "level.h"
#pragma clang attribute pop
#endif
