#pragma once
#include "../include/convolution.h"

// What the three instruction sets share: one line of output pixels at a time.

/// A line of output pixels: `pixels` of them, `in_step` and `out_step` floats apart.
///
/// Every pixel reads `runs` runs of `run` consecutive floats, which start at `in + offsets[i]`
/// for the first pixel; `weights` holds, panel by panel, runs * run rows of panel lanes.
typedef struct {
  const float *in;
  const long *offsets;
  const float *weights, *bias;
  float *out;
  long in_step, out_step, pixels, runs, run, filters;
} hillock_line;

/// The sum over all pixels of an image of x times g, for every weight.
typedef struct {
  const float *x, *g;
  float *gw;
  long x_row, x_step, out_height, out_width, g_step, runs, run, x_run, filters;
} hillock_weight_sum;

typedef struct {
  /// Floats in a vector; panels are two vectors wide, an odd last one is one wide.
  long lanes;
  void (*line)(const hillock_line *);
  void (*weight_sum)(const hillock_weight_sum *);
  void (*column_sum)(const float *g, long g_step, long pixels, long filters, float *gb);
} hillock_direct_kernels;

extern const hillock_direct_kernels hillock_direct_plain, hillock_direct_avx2,
    hillock_direct_avx512;

static inline const hillock_direct_kernels *hillock_direct_at(int level) {
#if defined(__x86_64__)
  if (level >= 2) return &hillock_direct_avx512;
  if (level == 1) return &hillock_direct_avx2;
#endif
  return &hillock_direct_plain;
}

// The ways to convolve; each has the functions of convolution.h.
#define HILLOCK_METHOD(name)                                                                     \
  size_t hillock_##name##_packed_count(const hillock_convolution *);                             \
  size_t hillock_##name##_turned_count(const hillock_convolution *);                             \
  size_t hillock_##name##_scratch_count(const hillock_convolution *);                            \
  void hillock_##name##_pack(const hillock_convolution *, const float *, float *);               \
  void hillock_##name##_turn(const hillock_convolution *, const float *, float *);               \
  void hillock_##name##_forward(                                                                 \
      const hillock_convolution *, const float *, const float *, const float *, float *,         \
      float *, long);                                                                            \
  void hillock_##name##_input_gradient(                                                          \
      const hillock_convolution *, const float *, const float *, float *, float *, long);        \
  void hillock_##name##_weight_gradient(                                                         \
      const hillock_convolution *, const float *, const float *, float *, float *, float *, long);

HILLOCK_METHOD(direct)
HILLOCK_METHOD(winograd)
