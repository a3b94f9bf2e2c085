#include "../include/cutting.h"

#include "../training/levels.h"

HILLOCK_LEVELS
void hillock_cut_images(const hillock_cut *s, const float *x, long images, double *out) {
  const long C = s->channels;
  for (long b = 0; b < images; b++)
    for (long r = 0; r < s->rows; r++)
      for (long q = 0; q < s->columns; q++) {
        const float *restrict pixel =
            x + ((b * s->height + s->top + r * s->step) * s->width + s->left + q * s->step) * C;
        double *restrict target = out + b * s->image_step + r * s->row_step + q * s->pixel_step;
        for (long c = 0; c < C; c++) target[c] = (double)pixel[c];
      }
}

HILLOCK_LEVELS
void hillock_sum_images(const float *restrict x, long count, long images, double *restrict sums) {
  for (long i = 0; i < count; i++) sums[i] = 0;
  for (long b = 0; b < images; b++)
    for (long i = 0; i < count; i++) sums[i] += (double)x[b * count + i];
}

HILLOCK_LEVELS
double hillock_sum(const float *x, long count) {
  enum { LANES = 32 };
  double lanes[LANES] = {0}, sum = 0;
  for (long i = 0; i + LANES <= count; i += LANES)
    for (long j = 0; j < LANES; j++) lanes[j] += (double)x[i + j];
  for (long i = count - count % LANES; i < count; i++) sum += (double)x[i];
  for (long j = 0; j < LANES; j++) sum += lanes[j];
  return sum;
}

HILLOCK_LEVELS
void hillock_add_scaled(
    const double *restrict x, long count, double factor, double *restrict sums) {
  for (long i = 0; i < count; i++) sums[i] += factor * x[i];
}

void hillock_join_own(const double *even, const double *odd, long size, double *out) {
  for (long i = 0; i < size; i++)
    for (long j = i; j < size; j++) {
      const double e = even[i * size + j], o = odd[i * size + j] - odd[j * size + i];
      out[i * size + j] = e - o;
      out[j * size + i] = e + o;
    }
}

void hillock_join_pair(
    const double *even, const double *odd, long size, int transposed, double *out) {
  for (long i = 0; i < size; i++)
    for (long j = 0; j < size; j++)
      out[transposed ? j * size + i : i * size + j] = even[i * size + j] - odd[i * size + j];
}

HILLOCK_LEVELS
void hillock_place_block(
    const double *restrict block, long size, double factor, double *restrict target, long order) {
  for (long i = 0; i < size; i++)
    for (long j = 0; j < size; j++) target[i * order + j] = factor * block[i * size + j];
}
