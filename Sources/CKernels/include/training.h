#pragma once
#include <stdint.h>

// Element-wise parts of a training step. Matrices lie row by row; sizes are in elements.

/// Writes the same row into every row of y.
void hillock_repeat_row(float *y, const float *row, long rows, long columns);

/// Overwrites `sums` with the sum of each column of x.
void hillock_sum_rows(const float *x, long rows, long columns, float *sums);

/// a *= b.
void hillock_multiply(float *a, const float *b, long count);

/// a += b.
void hillock_add(float *a, const float *b, long count);

/// Momentum descent: g += decay * w; v = momentum * v + g; w -= rate * v (g itself stays).
void hillock_descend(
    float *w, const float *g, float *v, long count, float rate, float momentum, float decay);

/// What the loss says about a batch.
typedef struct {
  /// Sum, not mean, of -ln p(label).
  double loss;
  /// Rows whose first largest number is the label's.
  long correct;
  /// Whether every number and the loss are finite.
  int finite;
} hillock_loss;

/// Softmax cross-entropy of rows of `classes` numbers; labels in 0..<classes.
///
/// `gradient` (null: not wanted) receives scale * (softmax - one hot).
hillock_loss hillock_softmax_cross_entropy(
    const float *logits, const int32_t *labels, long rows, long classes, float scale,
    float *gradient);

/// Sets elements to zero by a hash of seed and place, multiplies the others by `scale`.
///
/// An element stays when its 32-bit hash is below `threshold`.
void hillock_dropout(float *x, long count, uint64_t seed, uint32_t threshold, float scale);

/// Mean and variance (of the population) of each column.
void hillock_column_moments(
    const float *x, long rows, long columns, float *mean, float *variance);

/// y = x * factor + offset, a factor and an offset for each column.
void hillock_scale_columns(
    const float *x, long rows, long columns, const float *factor, const float *offset, float *y);

/// Sums of g and of g * (x - mean) * inverse for each column.
void hillock_normalization_sums(
    const float *x, const float *g, long rows, long columns, const float *mean,
    const float *inverse, float *g_sum, float *gx_sum);

/// gx = factor * (g - g_mean - (x - mean) * inverse * gx_mean), all but x, g, gx for each column.
void hillock_normalization_gradient(
    const float *x, const float *g, long rows, long columns, const float *mean,
    const float *inverse, const float *factor, const float *g_mean, const float *gx_mean,
    float *gx);
