#pragma once
#include "../include/embedding.h"

// What the three instruction sets share. Columns go in chunks, so that the rows of a block stay in
// the second-level cache and four of them in the first.

enum { block = HILLOCK_PAIR_BLOCK, lanes = HILLOCK_PAIR_LANES, chunk = 2048 };

/// Rows to compare: `values` of `count` rows, and their padded remainders.
typedef struct {
  const float *values, *tails;
  ptrdiff_t count;
} hillock_block;

typedef struct {
  /// Adds nothing to what was in `sums`: block x block sums, row by row.
  void (*absolute)(hillock_block a, hillock_block b, ptrdiff_t width, double *sums);
  void (*squares)(hillock_block a, hillock_block b, ptrdiff_t width, double *sums);
  double (*exact_absolute)(const float *a, const float *b, ptrdiff_t width);
  double (*exact_squares)(const float *a, const float *b, ptrdiff_t width);
} hillock_pair_kernels;

// AVX-512 always fuses products with sums, which would round otherwise than elsewhere: distances in
// double precision are taken with AVX2 there.
double hillock_exact_absolute_avx2(const float *a, const float *b, ptrdiff_t width);
double hillock_exact_squares_avx2(const float *a, const float *b, ptrdiff_t width);

extern const hillock_pair_kernels hillock_pairs_plain, hillock_pairs_avx2, hillock_pairs_avx512;
