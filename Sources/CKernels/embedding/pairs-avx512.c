#include "pairs.h"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx512f,avx512vl,avx512bw,avx512dq,avx2"))), apply_to = function)
#define HEIGHT 4
#define WIDTH 4
#define EXACT hillock_exact_absolute_avx2, hillock_exact_squares_avx2
#define TABLE hillock_pairs_avx512
#include "pairs-template.h"
#pragma clang attribute pop
#endif
