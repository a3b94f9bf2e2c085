#include "../include/depthwise.h"

#include <string.h>

#include "../training/levels.h"

static long smaller(long a, long b) { return a < b ? a : b; }
static long larger(long a, long b) { return a > b ? a : b; }

/// The part of a window at an output place that lies on the image, from `first` to before `end`.
typedef struct {
  long start, first, end;
} part;

static inline part inside(long place, long stride, long padding, long kernel, long size) {
  const long start = place * stride - padding;
  return (part){start, larger(0, -start), smaller(kernel, size - start)};
}

HILLOCK_LEVELS
void hillock_depthwise_forward(
    const hillock_depthwise *s, const float *restrict x, const float *restrict weights,
    const float *restrict bias, float *restrict y, long images) {
  const long C = s->channels;
  for (long b = 0; b < images; b++, x += s->height * s->width * C)
    for (long i = 0; i < s->out_height; i++) {
      const part rows = inside(i, s->stride, s->padding, s->kernel, s->height);
      for (long j = 0; j < s->out_width; j++, y += C) {
        const part columns = inside(j, s->stride, s->padding, s->kernel, s->width);
        if (bias) memcpy(y, bias, (size_t)C * 4);
        else memset(y, 0, (size_t)C * 4);
        for (long r = rows.first; r < rows.end; r++)
          for (long q = columns.first; q < columns.end; q++) {
            const float *pixel = x + ((rows.start + r) * s->width + columns.start + q) * C;
            const float *w = weights + (r * s->kernel + q) * C;
            for (long c = 0; c < C; c++) y[c] += pixel[c] * w[c];
          }
      }
    }
}

HILLOCK_LEVELS
void hillock_depthwise_input_gradient(
    const hillock_depthwise *s, const float *restrict gy, const float *restrict weights,
    float *restrict gx, long images) {
  const long C = s->channels, size = s->height * s->width * C;
  memset(gx, 0, (size_t)(images * size) * 4);
  for (long b = 0; b < images; b++, gx += size)
    for (long i = 0; i < s->out_height; i++) {
      const part rows = inside(i, s->stride, s->padding, s->kernel, s->height);
      for (long j = 0; j < s->out_width; j++, gy += C) {
        const part columns = inside(j, s->stride, s->padding, s->kernel, s->width);
        for (long r = rows.first; r < rows.end; r++)
          for (long q = columns.first; q < columns.end; q++) {
            float *pixel = gx + ((rows.start + r) * s->width + columns.start + q) * C;
            const float *w = weights + (r * s->kernel + q) * C;
            for (long c = 0; c < C; c++) pixel[c] += gy[c] * w[c];
          }
      }
    }
}

// Sums are taken in single precision over one image and then over the images, so that thousands
// of additions in a row do not lose the small ones.
HILLOCK_LEVELS
void hillock_depthwise_weight_gradient(
    const hillock_depthwise *s, const float *restrict x, const float *restrict gy,
    float *restrict gw, float *restrict gb, long images) {
  enum { WIDTH = 64 };
  const long C = s->channels, K = s->kernel, size = s->height * s->width * C;
  const long out = s->out_height * s->out_width * C;
  if (gb) memset(gb, 0, (size_t)C * 4);
  memset(gw, 0, (size_t)(K * K * C) * 4);
  for (long b = 0; b < images; b++)
    for (long c0 = 0; c0 < C; c0 += WIDTH) {
      const long width = smaller(WIDTH, C - c0);
      for (long tap = gb ? -1 : 0; tap < K * K; tap++) {
        float sum[WIDTH] = {0};
        for (long i = 0; i < s->out_height; i++)
          for (long j = 0; j < s->out_width; j++) {
            const float *g = gy + b * out + (i * s->out_width + j) * C + c0;
            if (tap < 0) {
              for (long c = 0; c < width; c++) sum[c] += g[c];
              continue;
            }
            const long r = i * s->stride - s->padding + tap / K;
            const long q = j * s->stride - s->padding + tap % K;
            if (r < 0 || r >= s->height || q < 0 || q >= s->width) continue;
            const float *pixel = x + b * size + (r * s->width + q) * C + c0;
            for (long c = 0; c < width; c++) sum[c] += g[c] * pixel[c];
          }
        float *target = tap < 0 ? gb + c0 : gw + tap * C + c0;
        for (long c = 0; c < width; c++) target[c] += sum[c];
      }
    }
}
