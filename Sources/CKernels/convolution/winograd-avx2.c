#include "winograd.h"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define LANES 8
#define TABLE hillock_winograd_avx2
#include "winograd-template.h"
#pragma clang attribute pop
#endif
