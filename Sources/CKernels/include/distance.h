#pragma once
#include <lifetimebound.h>
#include <ptrcheck.h>
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
    const float *__counted_by(rows * width) features __noescape, ptrdiff_t rows, ptrdiff_t width,
    ptrdiff_t observed, double *__counted_by(rows * nearest) distances __noescape,
    int32_t *__counted_by(rows * nearest) neighbours __noescape, ptrdiff_t nearest);

/// Writes the mean value of each row's neighbours to `means`; NaN for a row without neighbours.
///
/// `distances` and `neighbours` are as above, `nearest` of the `places` for each of the `rows` rows.
/// `values` is indexed by row number. With `weighted` other than 0 a neighbour counts by the
/// reciprocal of its distance, and neighbours at distance 0, where there are any, count alone.
/// Terms are added from the nearest neighbour on.
void hillock_average_neighbours(
    const double *__counted_by(places) distances __noescape,
    const int32_t *__counted_by(places) neighbours __noescape, ptrdiff_t places, ptrdiff_t nearest,
    const double *__counted_by(rows) values __noescape, int weighted,
    double *__counted_by(rows) means __noescape, ptrdiff_t rows);
