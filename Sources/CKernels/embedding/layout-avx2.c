#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define NAME hillock_layout_epoch_avx2
#include "layout-template.h"
#pragma clang attribute pop
#endif
