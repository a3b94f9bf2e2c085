#include "../include/training.h"

#include <string.h>

#include "levels.h"

void hillock_repeat_row(float *y, const float *row, long rows, long columns) {
  for (long r = 0; r < rows; r++) memcpy(y + r * columns, row, (size_t)columns * 4);
}

HILLOCK_LEVELS
void hillock_sum_rows(const float *x, long rows, long columns, float *sums) {
  memset(sums, 0, (size_t)columns * 4);
  for (long r = 0; r < rows; r++)
    for (long c = 0; c < columns; c++) sums[c] += x[r * columns + c];
}

HILLOCK_LEVELS
void hillock_multiply(float *restrict a, const float *restrict b, long count) {
  for (long i = 0; i < count; i++) a[i] *= b[i];
}

HILLOCK_LEVELS
void hillock_add(float *restrict a, const float *restrict b, long count) {
  for (long i = 0; i < count; i++) a[i] += b[i];
}

HILLOCK_LEVELS
void hillock_descend(
    float *restrict w, const float *restrict g, float *restrict v, long count, float rate,
    float momentum, float decay) {
  for (long i = 0; i < count; i++) {
    const float velocity = momentum * v[i] + (g[i] + decay * w[i]);
    v[i] = velocity;
    w[i] -= rate * velocity;
  }
}

HILLOCK_LEVELS
void hillock_dropout(float *x, long count, uint64_t seed, uint32_t threshold, float scale) {
  const uint32_t low = (uint32_t)seed, high = (uint32_t)(seed >> 32);
  for (long i = 0; i < count; i++) {
    // MurmurHash3's finaliser, the seed's halves before and in the middle.
    uint32_t h = ((uint32_t)i * 0x9e3779b9u) ^ low;
    h = (h ^ (h >> 16)) * 0x85ebca6bu;
    h = ((h ^ (h >> 13)) + high) * 0xc2b2ae35u;
    h ^= h >> 16;
    h *= 0x27d4eb2fu;
    h ^= h >> 15;
    x[i] = h < threshold ? x[i] * scale : 0;
  }
}
