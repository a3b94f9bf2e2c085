#pragma once
#include <math.h>
#include <stddef.h>
#include <stdint.h>

enum { lanes = 16, block = 128 };

// AVX2 without FMA: a fused product would round otherwise than on a processor that has none, and
// the proposals of a study would depend on the machine.
#if defined(__x86_64__)
#define VECTORISED __attribute__((target_clones("avx2", "default")))
#else
#define VECTORISED
#endif

static inline __attribute__((always_inline)) double total(const double sums[lanes]) {
  double partial[lanes];
  for (int lane = 0; lane < lanes; lane++) partial[lane] = sums[lane];
  for (int half = lanes / 2; half > 0; half /= 2)
    for (int lane = 0; lane < half; lane++) partial[lane] += partial[lane + half];
  return partial[0];
}

// Stops as soon as the sum exceeds `limit`: rounding is monotonic and no term is negative, so the
// whole sum would exceed it as well.
static inline __attribute__((always_inline)) double squared_distance(
    const float *one, const float *other, ptrdiff_t width, double limit) {
  double sums[lanes] = {0};
  ptrdiff_t start = 0;
  for (; width - start >= block; start += block) {
    for (ptrdiff_t index = start; index < start + block; index += lanes)
      for (int lane = 0; lane < lanes; lane++) {
        double difference = (double)one[index + lane] - (double)other[index + lane];
        sums[lane] += difference * difference;
      }
    double sum = total(sums);
    if (sum > limit) return sum;
  }
  for (ptrdiff_t index = start; index < width; index++) {
    double difference = (double)one[index] - (double)other[index];
    sums[(index - start) % lanes] += difference * difference;
  }
  return total(sums);
}

// Puts a row among the nearest ones, unless it is farther than all of them.
static inline __attribute__((always_inline)) void keep_nearest(
    double distance, int32_t name, double *own, int32_t *names, ptrdiff_t nearest) {
  if (!isfinite(distance)) return;
  ptrdiff_t place = nearest;
  while (place > 0 && (distance < own[place - 1] ||
                       (distance == own[place - 1] && name < names[place - 1])))
    place--;
  if (place == nearest) return;
  for (ptrdiff_t later = nearest - 1; later > place; later--) {
    own[later] = own[later - 1];
    names[later] = names[later - 1];
  }
  own[place] = distance;
  names[place] = name;
}
