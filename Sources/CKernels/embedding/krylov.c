#include "../include/embedding.h"

enum { lanes = 8 };

void hillock_sparse_times(const hillock_sparse *matrix, const double *x, double *y) {
  for (ptrdiff_t row = 0; row < matrix->count; row++) {
    double sum = 0;
    for (int32_t place = matrix->starts[row]; place < matrix->starts[row + 1]; place++)
      sum += matrix->values[place] * x[matrix->columns[place]];
    y[row] = sum;
  }
}

double hillock_inner_product(const double *x, const double *y, ptrdiff_t count) {
  double sums[lanes] = {0};
  const ptrdiff_t whole = count / lanes * lanes;
  for (ptrdiff_t start = 0; start < whole; start += lanes)
    for (int lane = 0; lane < lanes; lane++) sums[lane] += x[start + lane] * y[start + lane];
  for (ptrdiff_t index = whole; index < count; index++) sums[index - whole] += x[index] * y[index];
  for (int half = lanes / 2; half > 0; half /= 2)
    for (int lane = 0; lane < half; lane++) sums[lane] += sums[lane + half];
  return sums[0];
}

void hillock_make_orthogonal(
    const double *basis, ptrdiff_t vectors, ptrdiff_t count, double *v) {
  for (ptrdiff_t number = 0; number < vectors; number++) {
    const double *other = basis + number * count;
    const double part = hillock_inner_product(other, v, count);
    for (ptrdiff_t index = 0; index < count; index++) v[index] -= part * other[index];
  }
}
