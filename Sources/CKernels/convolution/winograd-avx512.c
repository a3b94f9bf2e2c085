#include "winograd.h"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx512f,avx512vl,avx512bw,avx512dq,avx2,fma"))), apply_to = function)
#define LANES 16
#define TABLE hillock_winograd_avx512
#include "winograd-template.h"
#pragma clang attribute pop
#endif
