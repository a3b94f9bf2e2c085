#include "hashing.h"

#include <string.h>

/// A bijection of 64 bits (the finalizer of SplitMix64).
static uint64_t mixed(uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

enum { lanes = 4, block = lanes * sizeof(uint64_t) };

static inline void mix(uint64_t high[lanes], uint64_t low[lanes], const uint64_t words[lanes]) {
  for (int k = 0; k < lanes; k++) {
    high[k] = (high[k] ^ words[k]) * 0xd6e8feb86659fd93;
    high[k] ^= high[k] >> 32;
    low[k] = ((low[k] << 27 | low[k] >> 37) + words[k]) * 0xa0761d6478bd642f;
  }
}

// Four lanes of two words, because the steps of one lane wait for each other. The last block is
// filled up with zeros.
void hillock_hash_bytes(const void *start, size_t bytes, uint64_t hash[2]) {
  uint64_t high[lanes], low[lanes], words[lanes];
  for (int k = 0; k < lanes; k++) high[k] = mixed((uint64_t)k), low[k] = mixed((uint64_t)k + lanes);
  const char *from = start, *end = from + bytes / block * block;
  for (; from < end; from += block) {
    memcpy(words, from, block);
    mix(high, low, words);
  }
  if (bytes % block) {
    memset(words, 0, block);
    memcpy(words, from, bytes % block);
    mix(high, low, words);
  }
  hash[0] = hash[1] = bytes;
  for (int k = 0; k < lanes; k++) {
    hash[0] = mixed(hash[0] ^ high[k]);
    hash[1] = mixed(hash[1] + low[k]);
  }
}
