// Winograd's transforms for one instruction set. Before including it, define LANES (floats in a
// vector) and TABLE (the name of the table of functions). Channels come in multiples of LANES.

typedef float vector __attribute__((vector_size(4 * LANES), aligned(4)));

static inline vector load(const float *p) { return *(const vector *)p; }
static inline void store(float *p, vector v) { *(vector *)p = v; }

// Each of these works along one axis, on numbers `s` vectors apart, and writes `t` apart.

static inline __attribute__((always_inline)) void along_input(
    const vector *d, long s, vector *o, long t) {
  const vector p = d[4 * s] - 4 * d[2 * s], q = d[3 * s] - 4 * d[s];
  const vector u = d[4 * s] - d[2 * s], v = 2 * (d[3 * s] - d[s]);
  o[0] = 4 * d[0] - 5 * d[2 * s] + d[4 * s];
  o[t] = p + q;
  o[2 * t] = p - q;
  o[3 * t] = u + v;
  o[4 * t] = u - v;
  o[5 * t] = 4 * d[s] - 5 * d[3 * s] + d[5 * s];
}

static inline __attribute__((always_inline)) void along_output(
    const vector *m, long s, vector *o, long t) {
  const vector a = m[s] + m[2 * s], b = m[s] - m[2 * s];
  const vector c = m[3 * s] + m[4 * s], d = m[3 * s] - m[4 * s];
  o[0] = m[0] + a + c;
  o[t] = b + 2 * d;
  o[2 * t] = a + 4 * c;
  o[3 * t] = b + 8 * d + m[5 * s];
}

static inline __attribute__((always_inline)) void along_gradient(
    const vector *g, long s, vector *o, long t) {
  const vector a = g[0] + g[2 * s], b = g[s] + g[3 * s];
  const vector c = g[0] + 4 * g[2 * s], d = 2 * g[s] + 8 * g[3 * s];
  o[0] = g[0];
  o[t] = a + b;
  o[2 * t] = a - b;
  o[3 * t] = c + d;
  o[4 * t] = c - d;
  o[5 * t] = g[3 * s];
}

static inline __attribute__((always_inline)) void along_weights(
    const vector *w, long s, vector *o, long t) {
  const vector a = (w[0] + w[2 * s]) * (-1.f / 6), b = w[s] * (1.f / 6);
  const vector c = w[0] * (1.f / 24) + w[2 * s] * (1.f / 6), d = w[s] * (1.f / 12);
  o[0] = w[0] * 0.25f;
  o[t] = a - b;
  o[2 * t] = a + b;
  o[3 * t] = c + d;
  o[4 * t] = c - d;
  o[5 * t] = w[2 * s];
}

static inline __attribute__((always_inline)) void along_sums(
    const vector *m, long s, vector *o, long t) {
  const vector a = (m[s] + m[2 * s]) * (1.f / 6), b = (m[2 * s] - m[s]) * (1.f / 6);
  const vector c = m[3 * s] + m[4 * s], d = (m[3 * s] - m[4 * s]) * (1.f / 12);
  o[0] = m[0] * 0.25f - a + c * (1.f / 24);
  o[t] = b + d;
  o[2 * t] = c * (1.f / 6) - a + m[5 * s];
}

static void input(const float *const *d, float *v, long plane, long channels) {
  for (long c = 0; c < channels; c += LANES) {
    vector a[POINTS], b[POINTS];
    for (int i = 0; i < POINTS; i++) a[i] = load(d[i] + c);
    for (int r = 0; r < REACH; r++) along_input(a + r * REACH, 1, b + r * REACH, 1);
    for (int q = 0; q < REACH; q++) along_input(b + q, REACH, a + q, REACH);
    for (int i = 0; i < POINTS; i++) store(v + i * plane + c, a[i]);
  }
}

static void output(const float *m, long plane, const float *bias, float *const *y, long channels) {
  for (long c = 0; c < channels; c += LANES) {
    vector a[POINTS], b[REACH * TILE], o[TILE * TILE];
    const vector start = bias ? load(bias + c) : (vector){0};
    for (int i = 0; i < POINTS; i++) a[i] = load(m + i * plane + c);
    for (int r = 0; r < REACH; r++) along_output(a + r * REACH, 1, b + r * TILE, 1);
    for (int q = 0; q < TILE; q++) along_output(b + q, TILE, o + q, TILE);
    for (int i = 0; i < TILE * TILE; i++) store(y[i] + c, o[i] + start);
  }
}

static void gradient(const float *const *g, float *m, long plane, long channels) {
  for (long c = 0; c < channels; c += LANES) {
    vector a[TILE * TILE], b[TILE * REACH], o[POINTS];
    for (int i = 0; i < TILE * TILE; i++) a[i] = load(g[i] + c);
    for (int r = 0; r < TILE; r++) along_gradient(a + r * TILE, 1, b + r * REACH, 1);
    for (int q = 0; q < REACH; q++) along_gradient(b + q, REACH, o + q, REACH);
    for (int i = 0; i < POINTS; i++) store(m + i * plane + c, o[i]);
  }
}

static void weights(const float *w, long tap, float *u, long plane, long filters) {
  for (long k = 0; k < filters; k += LANES) {
    vector a[9], b[3 * REACH], o[POINTS];
    for (int i = 0; i < 9; i++) a[i] = load(w + i * tap + k);
    for (int r = 0; r < 3; r++) along_weights(a + r * 3, 1, b + r * REACH, 1);
    for (int q = 0; q < REACH; q++) along_weights(b + q, REACH, o + q, REACH);
    for (int i = 0; i < POINTS; i++) store(u + i * plane + k, o[i]);
  }
}

static void sums(const float *s, long plane, float *gw, long tap, long filters) {
  for (long k = 0; k < filters; k += LANES) {
    vector a[POINTS], b[REACH * 3], o[9];
    for (int i = 0; i < POINTS; i++) a[i] = load(s + i * plane + k);
    for (int r = 0; r < REACH; r++) along_sums(a + r * REACH, 1, b + r * 3, 1);
    for (int q = 0; q < 3; q++) along_sums(b + q, 3, o + q, 3);
    for (int i = 0; i < 9; i++) store(gw + i * tap + k, o[i]);
  }
}

const hillock_winograd_transforms TABLE = {input, output, gradient, weights, sums};
