// Included once for each instruction set, with HEIGHT x WIDTH pairs of rows at once and the name
// of the TABLE of functions. What is computed does not depend on the first two.
#include <string.h>

typedef float floats __attribute__((vector_size(lanes * 4), aligned(4)));
typedef float half_floats __attribute__((vector_size(lanes * 2)));
typedef float quarter_floats __attribute__((vector_size(lanes)));
typedef double doubles __attribute__((vector_size(lanes * 8)));

#define ALWAYS static inline __attribute__((always_inline))

// Lanes are added pairwise: the upper half to the lower one, four times.
ALWAYS float total(const floats *sum) {
  const floats v = *sum;
  half_floats h = __builtin_shufflevector(v, v, 0, 1, 2, 3, 4, 5, 6, 7) +
                  __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15);
  quarter_floats q = __builtin_shufflevector(h, h, 0, 1, 2, 3) +
                     __builtin_shufflevector(h, h, 4, 5, 6, 7);
  return (q[0] + q[2]) + (q[1] + q[3]);
}

// Wide vectors are never passed to functions, which would depend on the instruction set.
#define TERM(difference)                                                                         \
  (squared ? (difference) * (difference) : __builtin_elementwise_abs(difference))

// One tile over one chunk: `steps` full vectors of each row, and the remainder if it is given.
ALWAYS void tile(
    const float *const a[HEIGHT], const float *const b[WIDTH], ptrdiff_t steps,
    const float *const a_tail[HEIGHT], const float *const b_tail[WIDTH], int has_tail, int squared,
    float sums[HEIGHT][WIDTH]) {
  floats sum[HEIGHT][WIDTH] = {0};
  for (ptrdiff_t step = 0; step < steps; step++) {
    floats left[HEIGHT];
    for (int i = 0; i < HEIGHT; i++) left[i] = *(const floats *)(a[i] + step * lanes);
    for (int j = 0; j < WIDTH; j++) {
      const floats right = *(const floats *)(b[j] + step * lanes);
      for (int i = 0; i < HEIGHT; i++) sum[i][j] += TERM(left[i] - right);
    }
  }
  if (has_tail)
    for (int j = 0; j < WIDTH; j++)
      for (int i = 0; i < HEIGHT; i++)
        sum[i][j] += TERM(*(const floats *)a_tail[i] - *(const floats *)b_tail[j]);
  for (int i = 0; i < HEIGHT; i++)
    for (int j = 0; j < WIDTH; j++) sums[i][j] = total(&sum[i][j]);
}

ALWAYS ptrdiff_t smaller(ptrdiff_t x, ptrdiff_t y) { return x < y ? x : y; }

ALWAYS void compare(
    hillock_block a, hillock_block b, ptrdiff_t width, double *sums, int squared) {
  memset(sums, 0, sizeof(double) * block * block);
  const ptrdiff_t whole = width / lanes * lanes;
  ptrdiff_t start = 0;
  do {
    const ptrdiff_t end = smaller(start + chunk, whole);
    const int has_tail = end == whole && whole < width;
    for (ptrdiff_t i = 0; i < a.count; i += HEIGHT) {
      const float *left[HEIGHT], *left_tail[HEIGHT];
      for (int k = 0; k < HEIGHT; k++) {
        // Beyond the last row the last one is compared again, for nothing.
        const ptrdiff_t row = smaller(i + k, a.count - 1);
        left[k] = a.values + row * width + start;
        left_tail[k] = a.tails + row * lanes;
      }
      for (ptrdiff_t j = 0; j < b.count; j += WIDTH) {
        const float *right[WIDTH], *right_tail[WIDTH];
        for (int k = 0; k < WIDTH; k++) {
          const ptrdiff_t row = smaller(j + k, b.count - 1);
          right[k] = b.values + row * width + start;
          right_tail[k] = b.tails + row * lanes;
        }
        float found[HEIGHT][WIDTH];
        tile(left, right, (end - start) / lanes, left_tail, right_tail, has_tail, squared, found);
        for (ptrdiff_t k = 0; k < smaller(HEIGHT, a.count - i); k++)
          for (ptrdiff_t l = 0; l < smaller(WIDTH, b.count - j); l++)
            sums[(i + k) * block + j + l] += found[k][l];
      }
    }
    start = end;
  } while (start < whole);
}

#ifndef EXACT
ALWAYS double exact(const float *a, const float *b, ptrdiff_t width, int squared) {
  doubles sum = {0};
  const ptrdiff_t whole = width / lanes * lanes;
  floats left, right;
  for (ptrdiff_t start = 0; start < width; start += lanes) {
    if (start < whole) {
      left = *(const floats *)(a + start);
      right = *(const floats *)(b + start);
    } else {
      left = right = (floats){0};
      memcpy(&left, a + start, (size_t)(width - start) * 4);
      memcpy(&right, b + start, (size_t)(width - start) * 4);
    }
    const doubles difference =
        __builtin_convertvector(left, doubles) - __builtin_convertvector(right, doubles);
    sum += TERM(difference);
  }
  double partial[lanes];
  memcpy(partial, &sum, sizeof partial);
  for (int half = lanes / 2; half > 0; half /= 2)
    for (int lane = 0; lane < half; lane++) partial[lane] += partial[lane + half];
  return partial[0];
}

static double exact_absolute(const float *a, const float *b, ptrdiff_t width) {
  return exact(a, b, width, 0);
}
static double exact_squares(const float *a, const float *b, ptrdiff_t width) {
  return exact(a, b, width, 1);
}
#define EXACT exact_absolute, exact_squares
#endif

static void absolute(hillock_block a, hillock_block b, ptrdiff_t width, double *sums) {
  compare(a, b, width, sums, 0);
}
static void squares(hillock_block a, hillock_block b, ptrdiff_t width, double *sums) {
  compare(a, b, width, sums, 1);
}

const hillock_pair_kernels TABLE = {absolute, squares, EXACT};
