#include "hashing.h"

#include <string.h>

/// A bijection of 64 bits (the finalizer of SplitMix64).
static uint64_t mixed(uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

// Four lanes of two words, because the steps of one lane wait for each other.
void hillock_hash_bytes(const void *start, size_t bytes, uint64_t hash[2]) {
  enum { lanes = 4 };
  uint64_t high[lanes], low[lanes], words[lanes];
  for (int k = 0; k < lanes; k++) high[k] = mixed((uint64_t)k), low[k] = mixed((uint64_t)k + lanes);
  const char *from = start;
  for (size_t place = 0; place < bytes; place += sizeof words) {
    size_t left = bytes - place;
    if (left < sizeof words) memset(words, 0, sizeof words);
    memcpy(words, from + place, left < sizeof words ? left : sizeof words);
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
