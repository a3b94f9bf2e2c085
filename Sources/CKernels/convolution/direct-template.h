// The direct kernels for one instruction set. Before including it, define LANES (floats in a
// vector), PIXELS (output pixels held in registers), ROWS (weight rows held in registers) and
// TABLE (the name of the table of functions).
//
// Registers hold PIXELS x 2 (or ROWS x 2) vectors of sums; one step loads two vectors of
// weights (or gradients) and multiplies them by PIXELS (ROWS) broadcast numbers.

#include <string.h>

typedef float vector __attribute__((vector_size(4 * LANES), aligned(4)));

static inline vector load(const float *p) { return *(const vector *)p; }

static inline __attribute__((always_inline)) void store(float *p, vector v, long count) {
  if (count >= LANES) {
    *(vector *)p = v;
  } else {
    for (long i = 0; i < count; i++) p[i] = v[i];
  }
}

static inline __attribute__((always_inline)) void line_block(
    const hillock_line *l, const float *in, float *out, const float *w, const float *bias,
    long valid, const int P, const int N) {
  vector sum[PIXELS][2];
  for (int n = 0; n < N; n++) {
    vector start = {0};
    if (bias) {
      if (valid >= (n + 1) * LANES) start = load(bias + n * LANES);
      else
        for (long i = 0; i < valid - n * LANES; i++) start[i] = bias[n * LANES + i];
    }
#pragma clang loop unroll(full)
    for (int p = 0; p < P; p++) sum[p][n] = start;
  }
  const long step = l->in_step, run = l->run;
  for (long r = 0; r < l->runs; r++) {
    const float *x = in + l->offsets[r];
    for (long c = 0; c < run; c++) {
      vector weight[2];
#pragma clang loop unroll(full)
      for (int n = 0; n < N; n++) weight[n] = load(w + n * LANES);
#pragma clang loop unroll(full)
      for (int p = 0; p < P; p++) {
        const float value = x[p * step];
#pragma clang loop unroll(full)
        for (int n = 0; n < N; n++) sum[p][n] += value * weight[n];
      }
      w += N * LANES;
      x++;
    }
  }
#pragma clang loop unroll(full)
  for (int p = 0; p < P; p++)
#pragma clang loop unroll(full)
    for (int n = 0; n < N; n++)
      store(out + p * l->out_step + n * LANES, sum[p][n], valid - n * LANES);
}

#define LINE_CASE(P)                                            \
  case P:                                                       \
    if (N == 2) line_block(l, in, out, w, bias, valid, P, 2);   \
    else line_block(l, in, out, w, bias, valid, P, 1);          \
    break;

static void line_switch(
    const hillock_line *l, const float *in, float *out, const float *w, const float *bias,
    long valid, long P, long N) {
  switch (P) {
    LINE_CASE(1) LINE_CASE(2) LINE_CASE(3) LINE_CASE(4) LINE_CASE(5) LINE_CASE(6)
#if PIXELS > 6
    LINE_CASE(7) LINE_CASE(8) LINE_CASE(9) LINE_CASE(10) LINE_CASE(11) LINE_CASE(12)
    LINE_CASE(13) LINE_CASE(14)
#endif
  }
}

static void line(const hillock_line *l) {
  const long blocks = (l->pixels + PIXELS - 1) / PIXELS;
  const float *w = l->weights;
  for (long k = 0; k < l->filters;) {
    const long valid = l->filters - k, N = valid > LANES ? 2 : 1;
    long done = 0;
    for (long b = 0; b < blocks; b++) {
      const long P = (l->pixels - done + blocks - b - 1) / (blocks - b);
      line_switch(
          l, l->in + done * l->in_step, l->out + done * l->out_step + k, w,
          l->bias ? l->bias + k : NULL, valid, P, N);
      done += P;
    }
    w += l->runs * l->run * N * LANES;
    k += N * LANES;
  }
}

static inline __attribute__((always_inline)) void sum_block(
    const hillock_weight_sum *s, const float *x, const float *g, float *gw, long valid,
    const int Q, const int R, const int N) {
  vector sum[ROWS + 4][2];
#pragma clang loop unroll(full)
  for (int i = 0; i < Q * R; i++)
#pragma clang loop unroll(full)
    for (int n = 0; n < N; n++) sum[i][n] = (vector){0};
  for (long oy = 0; oy < s->out_height; oy++) {
    const float *row = x + oy * s->x_row;
    for (long ox = 0; ox < s->out_width; ox++) {
      vector gradient[2];
#pragma clang loop unroll(full)
      for (int n = 0; n < N; n++) gradient[n] = load(g + n * LANES);
#pragma clang loop unroll(full)
      for (int q = 0; q < Q; q++)
#pragma clang loop unroll(full)
        for (int r = 0; r < R; r++) {
          const float value = row[q * s->x_run + r];
#pragma clang loop unroll(full)
          for (int n = 0; n < N; n++) sum[q * R + r][n] += value * gradient[n];
        }
      row += s->x_step;
      g += s->g_step;
    }
  }
#pragma clang loop unroll(full)
  for (int q = 0; q < Q; q++)
#pragma clang loop unroll(full)
    for (int r = 0; r < R; r++)
#pragma clang loop unroll(full)
      for (int n = 0; n < N; n++) {
        float *target = gw + (q * s->run + r) * s->filters + n * LANES;
        const long count = valid - n * LANES;
        if (count >= LANES) {
          *(vector *)target = load(target) + sum[q * R + r][n];
        } else {
          for (long i = 0; i < count; i++) target[i] += sum[q * R + r][n][i];
        }
      }
}

#define SUM_CASE(R)                                        \
  case R:                                                  \
    if (N == 2) sum_block(s, x, g, gw, valid, 1, R, 2);    \
    else sum_block(s, x, g, gw, valid, 1, R, 1);           \
    break;

static void sum_switch(
    const hillock_weight_sum *s, const float *x, const float *g, float *gw, long valid, long R,
    long N) {
  switch (R) {
    SUM_CASE(1) SUM_CASE(2) SUM_CASE(3) SUM_CASE(4) SUM_CASE(5) SUM_CASE(6)
#if ROWS > 6
    SUM_CASE(7) SUM_CASE(8) SUM_CASE(9) SUM_CASE(10) SUM_CASE(11) SUM_CASE(12)
#endif
  }
}

static void weight_sum(const hillock_weight_sum *s) {
  const long blocks = (s->run + ROWS - 1) / ROWS;
  for (long k = 0; k < s->filters;) {
    const long valid = s->filters - k, N = valid > LANES ? 2 : 1;
    const float *g = s->g + k;
    if (s->runs == 3 && s->run == 3 && N == 1) {
      // Nine rows of one-channel images at once: three alone would wait for their own sums.
      sum_block(s, s->x, g, s->gw + k, valid, 3, 3, 1);
    } else {
      for (long q = 0; q < s->runs; q++) {
        long done = 0;
        for (long b = 0; b < blocks; b++) {
          const long R = (s->run - done + blocks - b - 1) / (blocks - b);
          sum_switch(
              s, s->x + q * s->x_run + done, g, s->gw + (q * s->run + done) * s->filters + k,
              valid, R, N);
          done += R;
        }
      }
    }
    k += N * LANES;
  }
}

static void column_sum(const float *g, long g_step, long pixels, long filters, float *gb) {
  for (long k = 0; k < filters; k += LANES) {
    const float *p = g + k;
    vector a = {0}, b = {0}, c = {0}, d = {0};
    long i = 0;
    for (; i + 4 <= pixels; i += 4, p += 4 * g_step) {
      a += load(p);
      b += load(p + g_step);
      c += load(p + 2 * g_step);
      d += load(p + 3 * g_step);
    }
    for (; i < pixels; i++, p += g_step) a += load(p);
    a = (a + b) + (c + d);
    const long count = filters - k < LANES ? filters - k : LANES;
    for (long j = 0; j < count; j++) gb[k + j] += a[j];
  }
}

const hillock_direct_kernels TABLE = {LANES, line, weight_sum, column_sum};
