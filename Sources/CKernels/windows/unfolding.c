#include "../include/unfolding.h"

long hillock_window_columns(const hillock_windows *s) {
  return s->kernel * s->kernel * (s->separate ? 1 : s->channels) + (s->bias ? 1 : 0);
}

long hillock_window_rows(const hillock_windows *s) {
  return s->out_height * s->out_width * (s->separate ? s->channels : 1);
}

void hillock_unfold(
    const hillock_windows *s, const float *x, long first, long count, double *rows) {
  const long each = hillock_window_rows(s), size = s->height * s->width * s->channels;
  const long split = s->separate ? s->channels : 1, run = s->separate ? 1 : s->channels;
  for (long row = first; row < first + count; row++) {
    const long place = row % each / split, channel = row % split;
    const float *image = x + row / each * size + channel;
    const long top = place / s->out_width * s->stride - s->padding;
    const long left = place % s->out_width * s->stride - s->padding;
    if (s->bias) *rows++ = 1;
    for (long r = 0; r < s->kernel; r++)
      for (long c = 0; c < s->kernel; c++) {
        const long i = top + r, j = left + c;
        if (i < 0 || i >= s->height || j < 0 || j >= s->width) {
          for (long k = 0; k < run; k++) *rows++ = 0;
        } else {
          const float *pixel = image + (i * s->width + j) * s->channels;
          for (long k = 0; k < run; k++) *rows++ = (double)pixel[k];
        }
      }
  }
}
