// Centring for one precision. Before including it, define NUMBER and NAME(word).

HILLOCK_LEVELS
void NAME(centre)(
    const hillock_cut *s, const float *restrict x, const double *restrict mean, double scale,
    long images, NUMBER *restrict out) {
  const long C = s->channels;
  for (long b = 0; b < images; b++)
    for (long r = 0; r < s->rows; r++)
      for (long q = 0; q < s->columns; q++) {
        const float *pixel =
            x + ((b * s->height + s->top + r * s->step) * s->width + s->left + q * s->step) * C;
        NUMBER *target = out + b * s->image_step + r * s->row_step + q * s->pixel_step;
        for (long c = 0; c < C; c++) target[c] = (NUMBER)(((double)pixel[c] - mean[c]) * scale);
      }
}

HILLOCK_LEVELS
void NAME(accumulate)(const NUMBER *restrict x, long count, double factor, double *restrict sums) {
  for (long i = 0; i < count; i++) sums[i] += factor * (double)x[i];
}
