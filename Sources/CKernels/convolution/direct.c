#include "direct.h"

#include <string.h>

// Images are copied with their border of zeros, one at a time: an image of a small network
// stays in the first-level cache, and no kernel ever asks whether a pixel exists.

static const hillock_direct_kernels *kernels(const hillock_convolution *s) {
  return hillock_direct_at(s->level);
}

static long larger(long a, long b) { return a > b ? a : b; }

static long rounded(long count, long lanes) { return (count + lanes - 1) / lanes * lanes; }

// Rows and columns of the input that some output reads, border included.
static long padded_height(const hillock_convolution *s) {
  return (s->out_height - 1) * s->stride + s->kernel_height;
}
static long padded_width(const hillock_convolution *s) {
  return (s->out_width - 1) * s->stride + s->kernel_width;
}

/// One axis of the input gradient: the inputs i = first + stride * a of one phase read the
/// outputs base + a - j, for tap j, which multiplies weight phase + stride * j.
typedef struct {
  long first, count, base, taps;
} phase;

static phase phase_of(long size, long kernel, long stride, long padding, long number) {
  phase p;
  p.first = (number + stride * ((padding + stride - 1) / stride) - padding) % stride;
  if (p.first < 0) p.first += stride;
  p.count = p.first < size ? (size - p.first + stride - 1) / stride : 0;
  p.base = (p.first + padding - number) / stride;
  p.taps = number < kernel ? (kernel - number + stride - 1) / stride : 0;
  return p;
}

/// How many outputs before the first and after the last one some phase reads.
static void margins(
    long size, long kernel, long stride, long padding, long outputs, long *before, long *after) {
  *before = *after = 0;
  for (long n = 0; n < stride; n++) {
    const phase p = phase_of(size, kernel, stride, padding, n);
    if (p.count == 0 || p.taps == 0) continue;
    *before = larger(*before, p.taps - 1 - p.base);
    *after = larger(*after, p.base + p.count - outputs);
  }
}

size_t hillock_direct_packed_count(const hillock_convolution *s) {
  const long lanes = kernels(s)->lanes;
  return (size_t)(s->kernel_height * s->kernel_width * s->channels * rounded(s->filters, lanes));
}

size_t hillock_direct_turned_count(const hillock_convolution *s) {
  const long lanes = kernels(s)->lanes;
  return (size_t)(s->kernel_height * s->kernel_width * s->filters * rounded(s->channels, lanes));
}

size_t hillock_direct_scratch_count(const hillock_convolution *s) {
  long above, below, left, right;
  margins(s->height, s->kernel_height, s->stride, s->padding, s->out_height, &above, &below);
  margins(s->width, s->kernel_width, s->stride, s->padding, s->out_width, &left, &right);
  const long image = padded_height(s) * padded_width(s) * s->channels;
  const long gradient = (s->out_height + above + below) * (s->out_width + left + right) * s->filters;
  const long lined = s->out_height * s->out_width * rounded(s->filters, 16);
  return (size_t)(rounded(image, 16) + larger(gradient, lined));
}

void hillock_direct_pack(const hillock_convolution *s, const float *weights, float *packed) {
  const long rows = s->kernel_height * s->kernel_width * s->channels;
  const long lanes = kernels(s)->lanes;
  for (long k = 0; k < s->filters;) {
    const long width = s->filters - k > lanes ? 2 * lanes : lanes;
    const long count = s->filters - k < width ? s->filters - k : width;
    for (long r = 0; r < rows; r++, packed += width) {
      memcpy(packed, weights + r * s->filters + k, (size_t)count * 4);
      memset(packed + count, 0, (size_t)(width - count) * 4);
    }
    k += width;
  }
}

void hillock_direct_turn(const hillock_convolution *s, const float *weights, float *turned) {
  const long lanes = kernels(s)->lanes, C = s->channels, K = s->filters;
  for (long ny = 0; ny < s->stride; ny++)
    for (long nx = 0; nx < s->stride; nx++) {
      const phase py = phase_of(s->height, s->kernel_height, s->stride, s->padding, ny);
      const phase px = phase_of(s->width, s->kernel_width, s->stride, s->padding, nx);
      for (long c = 0; c < C;) {
        const long width = C - c > lanes ? 2 * lanes : lanes;
        const long count = C - c < width ? C - c : width;
        for (long jy = py.taps - 1; jy >= 0; jy--)
          for (long jx = px.taps - 1; jx >= 0; jx--) {
            const long ky = ny + s->stride * jy, kx = nx + s->stride * jx;
            const float *w = weights + ((ky * s->kernel_width + kx) * C + c) * K;
            for (long k = 0; k < K; k++, turned += width) {
              for (long i = 0; i < count; i++) turned[i] = w[i * K + k];
              memset(turned + count, 0, (size_t)(width - count) * 4);
            }
          }
        c += width;
      }
    }
}

// Copies an image into the middle of a cleared one, row by row; what does not fit is left out.
static void place(
    const float *image, long height, long width, long channels, float *target, long target_height,
    long target_width, long above, long left) {
  const long rows = height < target_height - above ? height : target_height - above;
  const long columns = width < target_width - left ? width : target_width - left;
  for (long y = 0; y < rows; y++)
    memcpy(
        target + ((y + above) * target_width + left) * channels, image + y * width * channels,
        (size_t)(columns * channels) * 4);
}

void hillock_direct_forward(
    const hillock_convolution *s, const float *x, const float *packed, const float *bias, float *y,
    float *scratch, long images) {
  const hillock_direct_kernels *use = kernels(s);
  const long pw = s->padding ? padded_width(s) : s->width;
  const long C = s->channels, K = s->filters;
  // A border is cleared once: `place` writes the same middle for every image.
  if (s->padding) memset(scratch, 0, (size_t)(padded_height(s) * pw * C) * 4);
  long offsets[s->kernel_height];
  for (long ky = 0; ky < s->kernel_height; ky++) offsets[ky] = ky * pw * C;
  hillock_line line = {
      .offsets = offsets, .weights = packed, .bias = bias, .in_step = s->stride * C, .out_step = K,
      .pixels = s->out_width, .runs = s->kernel_height, .run = s->kernel_width * C, .filters = K};
  for (long b = 0; b < images; b++) {
    const float *image = x + b * s->height * s->width * C;
    if (s->padding) {
      place(image, s->height, s->width, C, scratch, padded_height(s), pw, s->padding, s->padding);
      image = scratch;
    }
    for (long oy = 0; oy < s->out_height; oy++) {
      line.in = image + oy * s->stride * pw * C;
      line.out = y + ((b * s->out_height + oy) * s->out_width) * K;
      use->line(&line);
    }
  }
}

void hillock_direct_input_gradient(
    const hillock_convolution *s, const float *gy, const float *turned, float *gx, float *scratch,
    long images) {
  const hillock_direct_kernels *use = kernels(s);
  const long C = s->channels, K = s->filters;
  long above, below, left, right;
  margins(s->height, s->kernel_height, s->stride, s->padding, s->out_height, &above, &below);
  margins(s->width, s->kernel_width, s->stride, s->padding, s->out_width, &left, &right);
  const long gh = s->out_height + above + below, gw = s->out_width + left + right;
  memset(scratch, 0, (size_t)(gh * gw * K) * 4);
  long offsets[s->kernel_height];
  for (long b = 0; b < images; b++) {
    place(
        gy + b * s->out_height * s->out_width * K, s->out_height, s->out_width, K, scratch, gh, gw,
        above, left);
    const float *weights = turned;
    for (long ny = 0; ny < s->stride; ny++)
      for (long nx = 0; nx < s->stride; nx++) {
        const phase py = phase_of(s->height, s->kernel_height, s->stride, s->padding, ny);
        const phase px = phase_of(s->width, s->kernel_width, s->stride, s->padding, nx);
        // Taps are stored from the last to the first, so that a row of them is one run.
        for (long j = 0; j < py.taps; j++) offsets[j] = j * gw * K;
        hillock_line line = {
            .offsets = offsets, .weights = weights, .in_step = K, .out_step = s->stride * C,
            .pixels = px.count, .runs = px.taps ? py.taps : 0, .run = px.taps * K, .filters = C};
        for (long a = 0; a < py.count && px.count > 0; a++) {
          const long row = py.base + a - (py.taps - 1) + above, column = px.base - (px.taps - 1) + left;
          line.in = line.runs ? scratch + (row * gw + column) * K : scratch;
          line.out = gx + ((b * s->height + py.first + s->stride * a) * s->width + px.first) * C;
          use->line(&line);
        }
        weights += py.taps * px.taps * K * rounded(C, use->lanes);
      }
  }
}

void hillock_direct_weight_gradient(
    const hillock_convolution *s, const float *x, const float *gy, float *gw, float *gb,
    float *scratch, long images) {
  const hillock_direct_kernels *use = kernels(s);
  const long C = s->channels, K = s->filters, pixels = s->out_height * s->out_width;
  const long ph = padded_height(s), pw = s->padding ? padded_width(s) : s->width;
  float *lined = scratch + rounded(ph * padded_width(s) * C, 16);
  const long lined_step = rounded(K, use->lanes);
  if (s->padding) memset(scratch, 0, (size_t)(ph * pw * C) * 4);
  if (lined_step != K) memset(lined, 0, (size_t)(pixels * lined_step) * 4);
  memset(gw, 0, (size_t)(s->kernel_height * s->kernel_width * C * K) * 4);
  if (gb) memset(gb, 0, (size_t)K * 4);
  hillock_weight_sum sum = {
      .gw = gw, .x_row = s->stride * pw * C, .x_step = s->stride * C,
      .out_height = s->out_height, .out_width = s->out_width, .g_step = lined_step,
      .runs = s->kernel_height, .run = s->kernel_width * C, .x_run = pw * C, .filters = K};
  for (long b = 0; b < images; b++) {
    sum.x = x + b * s->height * s->width * C;
    sum.g = gy + b * pixels * K;
    if (s->padding) {
      place(sum.x, s->height, s->width, C, scratch, ph, pw, s->padding, s->padding);
      sum.x = scratch;
    }
    if (lined_step != K) {
      for (long i = 0; i < pixels; i++)
        memcpy(lined + i * lined_step, sum.g + i * K, (size_t)K * 4);
      sum.g = lined;
    }
    if (gb) use->column_sum(sum.g, lined_step, pixels, K, gb);
    use->weight_sum(&sum);
  }
}
