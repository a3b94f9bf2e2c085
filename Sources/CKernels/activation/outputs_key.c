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

int hillock_rounded_outputs_key(float *outputs, size_t count, uint64_t key[2]) {
  uint64_t high = 0x9e3779b97f4a7c15, low = 0xc2b2ae3d27d4eb4f;
  int isFinite = 1;
  for (size_t i = 0; i < count; i++) {
    uint32_t pattern = canonical(outputs[i]);
    memcpy(&outputs[i], &pattern, sizeof pattern);
    isFinite &= (pattern & 0x7f800000) != 0x7f800000;
    high = (high ^ pattern) * 0xd6e8feb86659fd93;
    high ^= high >> 32;
    low = ((low << 27 | low >> 37) + pattern) * 0xa0761d6478bd642f;
  }
  key[0] = mixed(high ^ mixed(low));
  key[1] = mixed(low + mixed(count + 1) + key[0]);
  return isFinite;
}

int hillock_outputs_key(const double *outputs, size_t count, float *rounded, uint64_t key[2]) {
  for (size_t i = 0; i < count; i++) rounded[i] = (float)outputs[i];
  return hillock_rounded_outputs_key(rounded, count, key);
}

void hillock_row_hash(const void *row, size_t bytes, uint64_t hash[2]) {
  enum { lanes = 4 };
  uint64_t high[lanes], low[lanes], words[lanes];
  for (int k = 0; k < lanes; k++) high[k] = mixed((uint64_t)k), low[k] = mixed((uint64_t)k + lanes);
  const char *from = row;
  for (size_t start = 0; start < bytes; start += sizeof words) {
    size_t left = bytes - start;
    if (left < sizeof words) memset(words, 0, sizeof words);
    memcpy(words, from + start, left < sizeof words ? left : sizeof words);
    for (int k = 0; k < lanes; k++) {
      high[k] = (high[k] ^ words[k]) * 0xd6e8feb86659fd93;
      high[k] ^= high[k] >> 32;
      low[k] = ((low[k] << 27 | low[k] >> 37) + words[k]) * 0xa0761d6478bd642f;
    }
  }
  hash[0] = hash[1] = bytes;
  for (int k = 0; k < lanes; k++) {
    hash[0] = mixed(hash[0] ^ high[k]);
    hash[1] = mixed(hash[1] + low[k]);
  }
}
