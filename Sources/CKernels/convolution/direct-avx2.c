#include "direct.h"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define LANES 8
#define PIXELS 6
#define ROWS 6
#define TABLE hillock_direct_avx2
#include "direct-template.h"
#pragma clang attribute pop
#endif
