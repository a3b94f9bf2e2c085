// A fast hash of bytes: it finds damage and equal rows, and stands up to no adversary.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// A 128-bit hash of bytes as they lie in memory. Cache files hold it: whoever changes it makes
/// them a new version.
void hillock_hash_bytes(const void *start, size_t bytes, uint64_t hash[2]);
