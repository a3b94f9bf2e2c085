#include "pairs.h"

#include <float.h>
#include <math.h>
#include <string.h>

static const hillock_pair_kernels *kernels_at(int level) {
#if defined(__x86_64__)
  if (level >= 2) return &hillock_pairs_avx512;
  if (level == 1) return &hillock_pairs_avx2;
#endif
  return &hillock_pairs_plain;
}

void hillock_write_tails(const float *values, ptrdiff_t count, ptrdiff_t width, float *tails) {
  const ptrdiff_t rest = width % lanes;
  memset(tails, 0, sizeof(float) * (size_t)(count * lanes));
  for (ptrdiff_t row = 0; row < count; row++)
    memcpy(tails + row * lanes, values + (row + 1) * width - rest, sizeof(float) * (size_t)rest);
}

int hillock_is_finite(const float *values, ptrdiff_t count) {
  // Without their sign, the bits of finite floats are below those of infinity.
  uint32_t greatest = 0;
  for (ptrdiff_t index = 0; index < count; index++) {
    uint32_t bits;
    memcpy(&bits, values + index, 4);
    bits &= 0x7fffffff;
    if (bits > greatest) greatest = bits;
  }
  return greatest < 0x7f800000;
}

static inline int precedes(double distance, int32_t number, double other, int32_t other_number) {
  return distance < other || (distance == other && number < other_number);
}

// An infinite distance (an overflow of the float sum) takes a place with a number, too, and is
// sorted out when distances are taken again. Free places, also infinite, come last.
static inline void offer(
    double *distances, int32_t *numbers, ptrdiff_t limit, double distance, int32_t number) {
  if (distance > distances[limit - 1]) return;
  ptrdiff_t place = limit;
  while (place > 0 && (numbers[place - 1] < 0 ||
                       precedes(distance, number, distances[place - 1], numbers[place - 1])))
    place--;
  if (place == limit) return;
  for (ptrdiff_t later = limit - 1; later > place; later--) {
    distances[later] = distances[later - 1];
    numbers[later] = numbers[later - 1];
  }
  distances[place] = distance;
  numbers[place] = number;
}

static hillock_block block_of(const hillock_rows *rows, ptrdiff_t number) {
  const ptrdiff_t first = number * block, rest = rows->count - first;
  return (hillock_block){
      rows->values + first * rows->width, rows->tails + first * lanes, rest < block ? rest : block};
}

void hillock_compare_blocks(
    int level, int squared, const hillock_rows *a, ptrdiff_t a_block, const hillock_rows *b,
    ptrdiff_t b_block, int both, hillock_nearest for_a) {
  double sums[block * block];
  const hillock_pair_kernels *kernels = kernels_at(level);
  const hillock_block left = block_of(a, a_block), right = block_of(b, b_block);
  (squared ? kernels->squares : kernels->absolute)(left, right, a->width, sums);
  for (ptrdiff_t i = 0; i < left.count; i++)
    for (ptrdiff_t j = 0; j < right.count; j++) {
      const ptrdiff_t one = a_block * block + i, other = b_block * block + j;
      if (both && one == other) continue;
      const double sum = sums[i * block + j];
      offer(
          for_a.distances + one * for_a.limit, for_a.numbers + one * for_a.limit, for_a.limit, sum,
          (int32_t)other);
      if (both && a_block != b_block)
        offer(
            for_a.distances + other * for_a.limit, for_a.numbers + other * for_a.limit,
            for_a.limit, sum, (int32_t)one);
    }
}

void hillock_merge_nearest(hillock_nearest from, hillock_nearest into, ptrdiff_t rows) {
  for (ptrdiff_t row = 0; row < rows; row++)
    for (ptrdiff_t place = row * from.limit; place < (row + 1) * from.limit; place++) {
      if (from.numbers[place] < 0) break;
      offer(
          into.distances + row * into.limit, into.numbers + row * into.limit, into.limit,
          from.distances[place], from.numbers[place]);
    }
}

void hillock_settle_nearest(
    int level, int squared, const hillock_rows *a, ptrdiff_t row, const hillock_rows *b, int same,
    hillock_nearest seeming, ptrdiff_t nearest, double *distances, int32_t *numbers) {
  const hillock_pair_kernels *kernels = kernels_at(level);
  double (*exact)(const float *, const float *, ptrdiff_t) =
      squared ? kernels->exact_squares : kernels->exact_absolute;
  const float *own = a->values + row * a->width;
  const double *seemed = seeming.distances + row * seeming.limit;
  const int32_t *names = seeming.numbers + row * seeming.limit;
  // A true neighbour seems at most (1 + e) / (1 - e) times as far as the last that seems to be one,
  // e = 2^-16; squares below FLT_MIN lose more than that.
  const double bound =
      seemed[nearest - 1] * (1 + 0x1p-14) + (double)a->width * (squared ? FLT_MIN : 0);
  const double last = seemed[seeming.limit - 1];
  const int is_full = names[seeming.limit - 1] >= 0;
  int found_equal = 0;
  for (ptrdiff_t place = 0; place < nearest; place++) {
    distances[place] = INFINITY;
    numbers[place] = -1;
  }
  for (ptrdiff_t place = 0; place < seeming.limit && names[place] >= 0; place++) {
    if (!(seemed[place] <= bound)) break;
    const double distance = exact(own, b->values + names[place] * b->width, a->width);
    if (distance == 0 && seemed[place] == 0) found_equal++;
    offer(distances, numbers, nearest, distance, names[place]);
  }
  // Rows that equal this one and are not listed have higher numbers than those that are.
  const int only_equal = last == 0 && found_equal >= nearest;
  if (is_full && last <= bound && !only_equal) {
    for (ptrdiff_t place = 0; place < nearest; place++) {
      distances[place] = INFINITY;
      numbers[place] = -1;
    }
    for (ptrdiff_t other = 0; other < b->count; other++)
      if (!same || other != row)
        offer(
            distances, numbers, nearest, exact(own, b->values + other * b->width, a->width),
            (int32_t)other);
  }
  if (squared)
    for (ptrdiff_t place = 0; place < nearest; place++) distances[place] = sqrt(distances[place]);
}
