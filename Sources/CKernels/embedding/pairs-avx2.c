#include "pairs.h"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define HEIGHT 2
#define WIDTH 2
#define TABLE hillock_pairs_avx2
#include "pairs-template.h"

double hillock_exact_absolute_avx2(const float *a, const float *b, ptrdiff_t width) {
  return exact_absolute(a, b, width);
}
double hillock_exact_squares_avx2(const float *a, const float *b, ptrdiff_t width) {
  return exact_squares(a, b, width);
}
#pragma clang attribute pop
#endif
