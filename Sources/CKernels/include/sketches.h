#pragma once
#include <stddef.h>
#include <stdint.h>

/// Describes rows by the means of groups of columns.
///
/// `features` holds `rows` x `width` values; `columns` lists the columns in the order in which they
/// are grouped, and `ends` says where in it each group ends. A sketch has `groups` means and then
/// what they may be wrong by, which is NaN for a row with a value that is not finite.
void hillock_sketch_rows(
    const float *features, ptrdiff_t rows, ptrdiff_t width, const int32_t *columns,
    const int32_t *ends, ptrdiff_t groups, float *sketches);

enum { HILLOCK_OFFERS_AT_ONCE = 64 };

/// Offers up to `HILLOCK_OFFERS_AT_ONCE` rows of `features` to rows `first` to `last` (exclusive)
/// as neighbours, with exactly the result of `hillock_offer_neighbour` for one after the other.
///
/// Rows are compared in full only where their sketches allow them to be near enough. `sketches` has
/// a sketch for each row of `features`, `sizes` the number of columns of each group.
void hillock_offer_sketched_neighbours(
    const float *features, ptrdiff_t first, ptrdiff_t last, ptrdiff_t width, const float *sketches,
    const double *sizes, ptrdiff_t groups, const int32_t *observed, ptrdiff_t count,
    double *distances, int32_t *neighbours, ptrdiff_t nearest);
