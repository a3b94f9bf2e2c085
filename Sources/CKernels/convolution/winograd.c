#include "winograd.h"

#include <string.h>

// Tiles of all images are taken TILES at a time: the 36 planes of a block stay in the second- or
// third-level cache between the transforms and the products.
enum { TILES = 64 };

static const hillock_winograd_transforms *transforms(const hillock_convolution *s) {
#if defined(__x86_64__)
  if (s->level >= 2) return &hillock_winograd_avx512;
  if (s->level == 1) return &hillock_winograd_avx2;
#endif
  return &hillock_winograd_plain;
}

int hillock_convolution_suits_winograd(const hillock_convolution *s) {
  return s->kernel_height == 3 && s->kernel_width == 3 && s->stride == 1 && s->padding <= 2 &&
         s->channels % 16 == 0 && s->filters % 16 == 0 && s->out_height >= 3 && s->out_width >= 3;
}

size_t hillock_winograd_packed_count(const hillock_convolution *s) {
  return (size_t)(POINTS * s->channels * s->filters);
}

size_t hillock_winograd_turned_count(const hillock_convolution *s) {
  return (size_t)(POINTS * s->channels * s->filters);
}

size_t hillock_winograd_scratch_count(const hillock_convolution *s) {
  const long both = s->channels + s->filters;
  return (size_t)(POINTS * TILES * both + 2 * both + POINTS * s->channels * s->filters);
}

/// Images in tiles of 4x4, of which the last may reach over the edge.
typedef struct {
  long rows, columns;
} tiling;

static tiling tiles_of(long height, long width) {
  return (tiling){(height + TILE - 1) / TILE, (width + TILE - 1) / TILE};
}

// The addresses of a square of pixels; those outside the image are `outside`.
static void square(
    const float *image, long height, long width, long channels, long top, long left, long side,
    const float *outside, const float **pixels) {
  for (long r = 0; r < side; r++)
    for (long c = 0; c < side; c++) {
      const long y = top + r, x = left + c;
      const int inside = y >= 0 && y < height && x >= 0 && x < width;
      pixels[r * side + c] = inside ? image + (y * width + x) * channels : outside;
    }
}

// The forward pass of any image with any transformed weights, which the input gradient is too.
static void convolve(
    const hillock_convolution *s, const float *x, long height, long width, long channels,
    long padding, const float *packed, const float *bias, float *y, long out_height,
    long out_width, long filters, float *scratch, long images) {
  const hillock_winograd_transforms *use = transforms(s);
  const hillock_direct_kernels *product = hillock_direct_at(s->level);
  float *v = scratch, *m = v + POINTS * TILES * channels;
  float *zeros = m + POINTS * TILES * filters, *waste = zeros + channels;
  memset(zeros, 0, (size_t)channels * 4);
  const tiling t = tiles_of(out_height, out_width);
  const long each = t.rows * t.columns, all = images * each, plane = TILES * channels;
  const long origin = 0;
  for (long first = 0; first < all; first += TILES) {
    const long count = all - first < TILES ? all - first : TILES;
    for (long i = 0; i < count; i++) {
      const long image = (first + i) / each, place = (first + i) % each;
      const float *d[POINTS];
      square(
          x + image * height * width * channels, height, width, channels,
          place / t.columns * TILE - padding, place % t.columns * TILE - padding, REACH, zeros, d);
      use->input(d, v + i * channels, plane, channels);
    }
    for (long q = 0; q < POINTS; q++) {
      const hillock_line line = {
          .in = v + q * plane, .offsets = &origin, .weights = packed + q * channels * filters,
          .out = m + q * TILES * filters, .in_step = channels, .out_step = filters,
          .pixels = count, .runs = 1, .run = channels, .filters = filters};
      product->line(&line);
    }
    for (long i = 0; i < count; i++) {
      const long image = (first + i) / each, place = (first + i) % each;
      const float *o[TILE * TILE];
      square(
          y + image * out_height * out_width * filters, out_height, out_width, filters,
          place / t.columns * TILE, place % t.columns * TILE, TILE, waste, o);
      use->output(m + i * filters, TILES * filters, bias, (float *const *)o, filters);
    }
  }
}

void hillock_winograd_forward(
    const hillock_convolution *s, const float *x, const float *packed, const float *bias, float *y,
    float *scratch, long images) {
  convolve(
      s, x, s->height, s->width, s->channels, s->padding, packed, bias, y, s->out_height,
      s->out_width, s->filters, scratch, images);
}

void hillock_winograd_input_gradient(
    const hillock_convolution *s, const float *gy, const float *turned, float *gx, float *scratch,
    long images) {
  convolve(
      s, gy, s->out_height, s->out_width, s->filters, 2 - s->padding, turned, NULL, gx, s->height,
      s->width, s->channels, scratch, images);
}

// Puts rows (inputs) of transformed weights where the product reads them: panels of two vectors
// of outputs, the last maybe of one.
static void pack_planes(
    const hillock_convolution *s, const float *w, long tap, long row, long inputs, long outputs,
    int turned, float *packed) {
  const hillock_winograd_transforms *use = transforms(s);
  const long lanes = hillock_direct_at(s->level)->lanes, plane = inputs * outputs;
  for (long k = 0; k < outputs;) {
    const long width = outputs - k > lanes ? 2 * lanes : lanes;
    for (long i = 0; i < inputs; i++) {
      float *target = packed + k * inputs + i * width;
      if (!turned) {
        use->weights(w + i * row + k, tap, target, plane, width);
      } else {
        // The gradient's weights are rotated by half a turn, inputs and outputs exchanged.
        float nine[9 * 32];
        for (long t = 0; t < 9; t++)
          for (long j = 0; j < width; j++) nine[t * 32 + j] = w[(8 - t) * tap + (k + j) * row + i];
        use->weights(nine, 32, target, plane, width);
      }
    }
    k += width;
  }
}

void hillock_winograd_pack(const hillock_convolution *s, const float *weights, float *packed) {
  const long C = s->channels, K = s->filters;
  pack_planes(s, weights, C * K, K, C, K, 0, packed);
}

void hillock_winograd_turn(const hillock_convolution *s, const float *weights, float *turned) {
  const long C = s->channels, K = s->filters;
  pack_planes(s, weights, C * K, K, K, C, 1, turned);
}

void hillock_winograd_weight_gradient(
    const hillock_convolution *s, const float *x, const float *gy, float *gw, float *gb,
    float *scratch, long images) {
  const hillock_winograd_transforms *use = transforms(s);
  const hillock_direct_kernels *product = hillock_direct_at(s->level);
  const long C = s->channels, K = s->filters, pixels = s->out_height * s->out_width;
  float *v = scratch, *m = v + POINTS * TILES * C, *zeros = m + POINTS * TILES * K;
  float *sums = zeros + 2 * (C + K);
  memset(zeros, 0, (size_t)(C + K) * 4);
  memset(sums, 0, (size_t)(POINTS * C * K) * 4);
  if (gb) {
    memset(gb, 0, (size_t)K * 4);
    for (long b = 0; b < images; b++) product->column_sum(gy + b * pixels * K, K, pixels, K, gb);
  }
  const tiling t = tiles_of(s->out_height, s->out_width);
  const long each = t.rows * t.columns, all = images * each;
  for (long first = 0; first < all; first += TILES) {
    const long count = all - first < TILES ? all - first : TILES;
    for (long i = 0; i < count; i++) {
      const long image = (first + i) / each, place = (first + i) % each;
      const long top = place / t.columns * TILE, left = place % t.columns * TILE;
      const float *d[POINTS];
      square(
          x + image * s->height * s->width * C, s->height, s->width, C, top - s->padding,
          left - s->padding, REACH, zeros, d);
      use->input(d, v + i * C, TILES * C, C);
      square(
          gy + image * pixels * K, s->out_height, s->out_width, K, top, left, TILE, zeros, d);
      use->gradient(d, m + i * K, TILES * K, K);
    }
    for (long q = 0; q < POINTS; q++) {
      const hillock_weight_sum sum = {
          .x = v + q * TILES * C, .g = m + q * TILES * K, .gw = sums + q * C * K, .x_row = 0,
          .x_step = C, .out_height = 1, .out_width = count, .g_step = K, .runs = 1, .run = C,
          .x_run = 0, .filters = K};
      product->weight_sum(&sum);
    }
  }
  for (long c = 0; c < C; c++) use->sums(sums + c * K, C * K, gw + c * K, C * K, K);
}
