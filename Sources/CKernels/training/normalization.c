#include <string.h>

#include "../include/training.h"
#include "levels.h"

// Sums are taken in single precision over BLOCK rows and then in double precision: thousands of
// float additions in a row would lose the small gradients.
enum { BLOCK = 128, WIDTH = 64 };

static long smaller(long a, long b) { return a < b ? a : b; }

HILLOCK_LEVELS
void hillock_column_moments(
    const float *x, long rows, long columns, float *mean, float *variance) {
  for (long c0 = 0; c0 < columns; c0 += WIDTH) {
    const long width = smaller(WIDTH, columns - c0);
    double total[WIDTH] = {0}, squares[WIDTH] = {0};
    float center[WIDTH] = {0};
    for (long r0 = 0; r0 < rows; r0 += BLOCK) {
      float part[WIDTH] = {0};
      for (long r = r0; r < smaller(rows, r0 + BLOCK); r++)
        for (long c = 0; c < width; c++) part[c] += x[r * columns + c0 + c];
      for (long c = 0; c < width; c++) total[c] += (double)part[c];
    }
    for (long c = 0; c < width; c++) center[c] = (float)(total[c] / (double)rows);
    for (long r0 = 0; r0 < rows; r0 += BLOCK) {
      float part[WIDTH] = {0};
      for (long r = r0; r < smaller(rows, r0 + BLOCK); r++)
        for (long c = 0; c < width; c++) {
          const float d = x[r * columns + c0 + c] - center[c];
          part[c] += d * d;
        }
      for (long c = 0; c < width; c++) squares[c] += (double)part[c];
    }
    for (long c = 0; c < width; c++) {
      mean[c0 + c] = center[c];
      variance[c0 + c] = (float)(squares[c] / (double)rows);
    }
  }
}

HILLOCK_LEVELS
void hillock_scale_columns(
    const float *restrict x, long rows, long columns, const float *restrict factor,
    const float *restrict offset, float *restrict y) {
  for (long r = 0; r < rows; r++)
    for (long c = 0; c < columns; c++)
      y[r * columns + c] = x[r * columns + c] * factor[c] + offset[c];
}

HILLOCK_LEVELS
void hillock_normalization_sums(
    const float *x, const float *g, long rows, long columns, const float *mean,
    const float *inverse, float *g_sum, float *gx_sum) {
  for (long c0 = 0; c0 < columns; c0 += WIDTH) {
    const long width = smaller(WIDTH, columns - c0);
    double first[WIDTH] = {0}, second[WIDTH] = {0};
    for (long r0 = 0; r0 < rows; r0 += BLOCK) {
      float a[WIDTH] = {0}, b[WIDTH] = {0};
      for (long r = r0; r < smaller(rows, r0 + BLOCK); r++)
        for (long c = 0; c < width; c++) {
          const float gradient = g[r * columns + c0 + c];
          a[c] += gradient;
          b[c] += gradient * (x[r * columns + c0 + c] - mean[c0 + c]);
        }
      for (long c = 0; c < width; c++) {
        first[c] += (double)a[c];
        second[c] += (double)b[c];
      }
    }
    for (long c = 0; c < width; c++) {
      g_sum[c0 + c] = (float)first[c];
      gx_sum[c0 + c] = (float)(second[c] * (double)inverse[c0 + c]);
    }
  }
}

HILLOCK_LEVELS
void hillock_normalization_gradient(
    const float *restrict x, const float *restrict g, long rows, long columns,
    const float *restrict mean, const float *restrict inverse, const float *restrict factor,
    const float *restrict g_mean, const float *restrict gx_mean, float *restrict gx) {
  for (long r = 0; r < rows; r++)
    for (long c = 0; c < columns; c++) {
      const long i = r * columns + c;
      gx[i] = factor[c] * (g[i] - g_mean[c] - (x[i] - mean[c]) * inverse[c] * gx_mean[c]);
    }
}
