// The 128-bit key of a function's outputs.
#include <math.h>
#include <string.h>

#include "activation.h"

/// One pattern for every zero and one for every NaN.
static uint32_t canonical(float x) {
  uint32_t pattern;
  if (x == 0) return 0;
  if (x != x) return 0x7fc00000;
  memcpy(&pattern, &x, sizeof pattern);
  return pattern;
}

/// A bijection of 64 bits (the finalizer of SplitMix64).
static uint64_t mixed(uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

/// Makes a row canonical; returns whether all of it is finite.
static int canonicalize(float *outputs, size_t count) {
  uint32_t special = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t pattern = canonical(outputs[i]);
    memcpy(&outputs[i], &pattern, sizeof pattern);
    special |= (pattern & 0x7f800000) == 0x7f800000;
  }
  return !special;
}

/// The keys of `rows` canonical rows; a constant number of rows is taken at a time, because the
/// steps of one row wait for each other.
static inline __attribute__((always_inline)) void keysOf(
    const float *outputs, int rows, size_t count, uint64_t *keys) {
  uint64_t high[rows], low[rows];
  for (int r = 0; r < rows; r++) high[r] = 0x9e3779b97f4a7c15, low[r] = 0xc2b2ae3d27d4eb4f;
  for (size_t i = 0; i < count; i++)
    for (int r = 0; r < rows; r++) {
      uint32_t pattern;
      memcpy(&pattern, &outputs[(size_t)r * count + i], sizeof pattern);
      high[r] = (high[r] ^ pattern) * 0xd6e8feb86659fd93;
      high[r] ^= high[r] >> 32;
      low[r] = ((low[r] << 27 | low[r] >> 37) + pattern) * 0xa0761d6478bd642f;
    }
  for (int r = 0; r < rows; r++) {
    keys[2 * r] = mixed(high[r] ^ mixed(low[r]));
    keys[2 * r + 1] = mixed(low[r] + mixed(count + 1) + keys[2 * r]);
  }
}

void hillock_outputs_keys(
    float *outputs, size_t rows, size_t count, uint64_t *keys, uint8_t *isFinite) {
  for (size_t r = 0; r < rows; r++)
    isFinite[r] = (uint8_t)canonicalize(outputs + r * count, count);
  size_t row = 0;
  for (; row + 4 <= rows; row += 4) keysOf(outputs + row * count, 4, count, keys + 2 * row);
  for (; row < rows; row++) keysOf(outputs + row * count, 1, count, keys + 2 * row);
}

void hillock_round_outputs(const double *outputs, size_t count, float *rounded) {
  for (size_t i = 0; i < count; i++) rounded[i] = (float)outputs[i];
}
