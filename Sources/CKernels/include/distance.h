#pragma once
#include <stddef.h>
#include <stdint.h>

/// Offers row `observed` of `features` to every row as a neighbour.
///
/// `features` holds `rows` x `width` values. Each row keeps its `nearest` best neighbours, best
/// first, in `distances` (sums of squared differences) and `neighbours` (row numbers); a free place
/// has an infinite distance and the number -1. Nearer comes first, and of two rows at equal
/// distance the one with the lower number, so that the result does not depend on the order of
/// calls. A row with a value that is not finite neither gets nor becomes a neighbour.
///
/// Sums are taken in double, where no difference of finite floats overflows, over 16 interleaved
/// lanes that are added pairwise: the same bits at every vector width. The observed row is offered
/// to itself too, at distance 0.
void hillock_offer_neighbour(
    const float *features, ptrdiff_t rows, ptrdiff_t width, ptrdiff_t observed, double *distances,
    int32_t *neighbours, ptrdiff_t nearest);

/// Writes the mean value of each row's neighbours to `means`; NaN for a row without neighbours.
///
/// `distances` and `neighbours` are as above; `values` is indexed by row number. With `weighted`
/// other than 0 a neighbour counts by the reciprocal of its distance, and neighbours at distance 0,
/// where there are any, count alone. Terms are added from the nearest neighbour on.
void hillock_average_neighbours(
    const double *distances, const int32_t *neighbours, ptrdiff_t nearest, const double *values,
    int weighted, double *means, ptrdiff_t rows);
