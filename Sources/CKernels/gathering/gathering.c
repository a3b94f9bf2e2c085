#include "gathering.h"

void hillock_gather(
    const uint8_t *restrict bytes, ptrdiff_t size, const int32_t *restrict indices,
    ptrdiff_t count, const float *restrict table, float *restrict output) {
  for (ptrdiff_t row = 0; row < count; row++) {
    const uint8_t *source = bytes + (ptrdiff_t)indices[row] * size;
    float *target = output + row * size;
    for (ptrdiff_t column = 0; column < size; column++) target[column] = table[source[column]];
  }
}

void hillock_count_values(const uint8_t *bytes, ptrdiff_t count, uint64_t *occurrences) {
  // Four tables, so that a run of equal bytes does not wait for its own last increment.
  uint64_t tables[4][256] = {{0}};
  for (ptrdiff_t i = 0; i < count; i++) tables[i & 3][bytes[i]]++;
  for (int value = 0; value < 256; value++)
    for (int table = 0; table < 4; table++) occurrences[value] += tables[table][value];
}
