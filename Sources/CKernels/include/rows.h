#pragma once
#include <stddef.h>

/// Writes how far row `from` of `matrix` is from rows `first` to `rows - 1`: sums of squared
/// differences, to `sums[0]` for row `first` and so on.
///
/// `matrix` holds `rows` x `width` values. Differences and sums are taken in double over 16
/// interleaved lanes that are added pairwise: the same bits at every vector width. A row with a
/// value that is not finite has a sum that is not finite.
void hillock_squared_row_distances(
    const float *matrix, ptrdiff_t rows, ptrdiff_t width, ptrdiff_t from, ptrdiff_t first,
    double *sums);

/// The same with sums of absolute differences.
void hillock_absolute_row_distances(
    const float *matrix, ptrdiff_t rows, ptrdiff_t width, ptrdiff_t from, ptrdiff_t first,
    double *sums);
