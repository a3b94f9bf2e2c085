#include "../include/pooling.h"

#include <math.h>
#include <string.h>

#include "../training/levels.h"

static long larger(long a, long b) { return a > b ? a : b; }
static long smaller(long a, long b) { return a < b ? a : b; }

/// The part of a window that lies in the image.
typedef struct {
  long top, bottom, left, right;
} window;

static inline window window_at(const hillock_pooling *s, long oy, long ox) {
  const long y = oy * s->stride - s->padding, x = ox * s->stride - s->padding;
  return (window){
      larger(0, y), smaller(s->height, y + s->kernel), larger(0, x),
      smaller(s->width, x + s->kernel)};
}

HILLOCK_LEVELS
void hillock_max_pool(
    const hillock_pooling *s, const float *x, float *y, int32_t *winners, long images) {
  const long C = s->channels, size = s->height * s->width * C;
  for (long b = 0; b < images; b++, x += size)
    for (long oy = 0; oy < s->out_height; oy++)
      for (long ox = 0; ox < s->out_width; ox++, y += C, winners += C) {
        const window w = window_at(s, oy, ox);
        for (long c = 0; c < C; c++) {
          winners[c] = (int32_t)((w.top * s->width + w.left) * C + c);
          y[c] = x[winners[c]];
        }
        for (long iy = w.top; iy < w.bottom; iy++)
          for (long ix = w.left; ix < w.right; ix++) {
            const long place = (iy * s->width + ix) * C;
            for (long c = 0; c < C; c++) {
              const float value = x[place + c], best = y[c];
              // The first NaN wins and stays.
              const int wins = (value > best) | ((value != value) & (best == best));
              y[c] = wins ? value : best;
              winners[c] = wins ? (int32_t)(place + c) : winners[c];
            }
          }
      }
}

void hillock_max_pool_gradient(
    const hillock_pooling *s, const float *gy, const int32_t *winners, float *gx, long images) {
  const long size = s->height * s->width * s->channels;
  const long outputs = s->out_height * s->out_width * s->channels;
  memset(gx, 0, (size_t)(images * size) * 4);
  for (long b = 0; b < images; b++, gx += size, gy += outputs, winners += outputs)
    for (long i = 0; i < outputs; i++) gx[winners[i]] += gy[i];
}

HILLOCK_LEVELS
void hillock_average_pool(const hillock_pooling *s, const float *x, float *y, long images) {
  const long C = s->channels, size = s->height * s->width * C;
  const float share = 1.f / (float)(s->kernel * s->kernel);
  for (long b = 0; b < images; b++, x += size)
    for (long oy = 0; oy < s->out_height; oy++)
      for (long ox = 0; ox < s->out_width; ox++, y += C) {
        const window w = window_at(s, oy, ox);
        memset(y, 0, (size_t)C * 4);
        for (long iy = w.top; iy < w.bottom; iy++)
          for (long ix = w.left; ix < w.right; ix++)
            for (long c = 0; c < C; c++) y[c] += x[(iy * s->width + ix) * C + c];
        for (long c = 0; c < C; c++) y[c] *= share;
      }
}

HILLOCK_LEVELS
void hillock_average_pool_gradient(
    const hillock_pooling *s, const float *gy, float *gx, long images) {
  const long C = s->channels, size = s->height * s->width * C;
  const float share = 1.f / (float)(s->kernel * s->kernel);
  memset(gx, 0, (size_t)(images * size) * 4);
  for (long b = 0; b < images; b++, gx += size)
    for (long oy = 0; oy < s->out_height; oy++)
      for (long ox = 0; ox < s->out_width; ox++, gy += C) {
        const window w = window_at(s, oy, ox);
        for (long iy = w.top; iy < w.bottom; iy++)
          for (long ix = w.left; ix < w.right; ix++)
            for (long c = 0; c < C; c++) gx[(iy * s->width + ix) * C + c] += share * gy[c];
      }
}

HILLOCK_LEVELS
void hillock_global_average(const float *x, long pixels, long C, float *y, long images) {
  const float share = 1.f / (float)pixels;
  for (long b = 0; b < images; b++, y += C) {
    memset(y, 0, (size_t)C * 4);
    for (long p = 0; p < pixels; p++, x += C)
      for (long c = 0; c < C; c++) y[c] += x[c];
    for (long c = 0; c < C; c++) y[c] *= share;
  }
}

HILLOCK_LEVELS
void hillock_global_average_gradient(
    const float *gy, long pixels, long C, float *gx, long images) {
  const float share = 1.f / (float)pixels;
  for (long b = 0; b < images; b++, gy += C)
    for (long p = 0; p < pixels; p++, gx += C)
      for (long c = 0; c < C; c++) gx[c] = share * gy[c];
}

void hillock_shortcut_forward(
    const hillock_shortcut *s, const float *x, float *y, long images) {
  const long C = s->channels, K = s->out_channels;
  for (long b = 0; b < images; b++, x += s->height * s->width * C)
    for (long oy = 0; oy < s->out_height; oy++)
      for (long ox = 0; ox < s->out_width; ox++, y += K) {
        memcpy(y, x + (oy * s->width + ox) * s->stride * C, (size_t)C * 4);
        memset(y + C, 0, (size_t)(K - C) * 4);
      }
}

void hillock_shortcut_gradient(
    const hillock_shortcut *s, const float *gy, float *gx, long images) {
  const long C = s->channels, K = s->out_channels, size = s->height * s->width * C;
  memset(gx, 0, (size_t)(images * size) * 4);
  for (long b = 0; b < images; b++, gx += size)
    for (long oy = 0; oy < s->out_height; oy++)
      for (long ox = 0; ox < s->out_width; ox++, gy += K)
        memcpy(gx + (oy * s->width + ox) * s->stride * C, gy, (size_t)C * 4);
}
