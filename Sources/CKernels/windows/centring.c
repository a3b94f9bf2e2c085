#include "../include/centring.h"

#include "../training/levels.h"

#define NUMBER float
#define NAME(word) hillock_##word##_single
#include "centring-template.h"
#undef NUMBER
#undef NAME

#define NUMBER double
#define NAME(word) hillock_##word##_double
#include "centring-template.h"

HILLOCK_LEVELS
void hillock_sum_images(
    const float *restrict x, long count, long images, double *restrict sums, double *squares) {
  enum { LANES = 16 };
  double square[LANES] = {0};
  for (long i = 0; i < count; i++) sums[i] = 0;
  for (long b = 0; b < images; b++) {
    const float *image = x + b * count;
    for (long i = 0; i < count; i++) sums[i] += (double)image[i];
    for (long i = 0; i + LANES <= count; i += LANES)
      for (long j = 0; j < LANES; j++) square[j] += (double)image[i + j] * (double)image[i + j];
    for (long i = count - count % LANES; i < count; i++)
      square[0] += (double)image[i] * (double)image[i];
  }
  *squares = 0;
  for (long j = 0; j < LANES; j++) *squares += square[j];
}

HILLOCK_LEVELS
void hillock_place_products(
    const double *restrict products, long step, long size, const double *restrict a,
    const double *restrict b, double count, const double *restrict mean, double *restrict block,
    long order) {
  for (long i = 0; i < size; i++) {
    const double *row = products + i * step;
    double *target = block + i * order;
    const double m = mean[i], u = a[i] + count * m;
    for (long j = 0; j < size; j++) target[j] += row[j] + u * mean[j] + m * b[j];
  }
}
