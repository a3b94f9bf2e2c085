#pragma once
#include <stddef.h>
#include <stdint.h>

/// Copies `count` rows of `size` bytes, chosen by `indices`, to `output` through a table of 256.
///
/// Row `indices[i]` of `bytes` lands at `output + i * size`. The indices are not checked.
void hillock_gather(
    const uint8_t *bytes, ptrdiff_t size, const int32_t *indices, ptrdiff_t count,
    const float *table, float *output);

/// Adds how often each value occurs among `count` bytes to the 256 entries of `occurrences`.
void hillock_count_values(const uint8_t *bytes, ptrdiff_t count, uint64_t *occurrences);
