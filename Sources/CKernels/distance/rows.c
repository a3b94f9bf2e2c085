#include "rows.h"

#include <math.h>

enum { lanes = 16 };

// AVX2 without FMA, as in distance.c: the same bits with and without it.
#if defined(__x86_64__)
#define VECTORISED __attribute__((target_clones("avx2", "default")))
#else
#define VECTORISED
#endif

static inline __attribute__((always_inline)) double distance(
    const float *one, const float *other, ptrdiff_t width, int squares) {
  double sums[lanes] = {0};
  ptrdiff_t index = 0;
  for (; width - index >= lanes; index += lanes)
    for (int lane = 0; lane < lanes; lane++) {
      double difference = (double)one[index + lane] - (double)other[index + lane];
      sums[lane] += squares ? difference * difference : fabs(difference);
    }
  for (int lane = 0; index < width; index++, lane++) {
    double difference = (double)one[index] - (double)other[index];
    sums[lane] += squares ? difference * difference : fabs(difference);
  }
  for (int half = lanes / 2; half > 0; half /= 2)
    for (int lane = 0; lane < half; lane++) sums[lane] += sums[lane + half];
  return sums[0];
}

// Points on a map: no lanes, but the same sums, since both have at most one term a lane.
static inline __attribute__((always_inline)) double short_distance(
    const float *one, const float *other, int squares) {
  double x = (double)one[0] - (double)other[0];
  double y = (double)one[1] - (double)other[1];
  return squares ? x * x + y * y : fabs(x) + fabs(y);
}

static inline __attribute__((always_inline)) void distances(
    const float *matrix, ptrdiff_t rows, ptrdiff_t width, ptrdiff_t from, ptrdiff_t first,
    double *sums, int squares) {
  const float *target = matrix + from * width;
  if (width == 2)
    for (ptrdiff_t row = first; row < rows; row++)
      sums[row - first] = short_distance(matrix + row * 2, target, squares);
  else
    for (ptrdiff_t row = first; row < rows; row++)
      sums[row - first] = distance(matrix + row * width, target, width, squares);
}

VECTORISED
void hillock_squared_row_distances(
    const float *matrix, ptrdiff_t rows, ptrdiff_t width, ptrdiff_t from, ptrdiff_t first,
    double *sums) {
  distances(matrix, rows, width, from, first, sums, 1);
}

VECTORISED
void hillock_absolute_row_distances(
    const float *matrix, ptrdiff_t rows, ptrdiff_t width, ptrdiff_t from, ptrdiff_t first,
    double *sums) {
  distances(matrix, rows, width, from, first, sums, 0);
}
