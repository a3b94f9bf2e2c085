#pragma once
#include <stddef.h>
#include <stdint.h>

// Kernels of a map of feature vectors: distances between all rows of a matrix, the orthogonal
// basis of a spectral start, and one epoch of the layout. Every kernel works on a fixed number of
// interleaved lanes and never fuses a product with a sum, so that each processor, vector width and
// number of threads gives the same bits.

enum {
  /// Rows of one block of pairs.
  HILLOCK_PAIR_BLOCK = 32,
  /// Numbers that are added at once; a row's remainder is padded with zeros to as many.
  HILLOCK_PAIR_LANES = 16,
  /// Vertices that one call of the layout moves at once.
  HILLOCK_LAYOUT_LANES = 16,
  /// Vertices that push a vertex away, for each one that attracts it.
  HILLOCK_LAYOUT_REPULSIONS = 5,
};

/// A matrix whose rows are compared: `count` rows of `width` finite values.
///
/// `tails` has HILLOCK_PAIR_LANES values a row: the last width % HILLOCK_PAIR_LANES ones of the row
/// and then zeros; hillock_write_tails fills it.
typedef struct {
  const float *values;
  const float *tails;
  ptrdiff_t count, width;
} hillock_rows;

/// The best `limit` rows for each row, best first, by (distance, row number).
///
/// A free place has an infinite distance and the number -1.
typedef struct {
  double *distances;
  int32_t *numbers;
  ptrdiff_t limit;
} hillock_nearest;

void hillock_write_tails(const float *values, ptrdiff_t count, ptrdiff_t width, float *tails);

/// Whether all values are finite.
int hillock_is_finite(const float *values, ptrdiff_t count);

/// Compares a block of rows of `a` with a block of `b` in single precision.
///
/// Distances are sums of absolute differences, or of squared ones; a sum's relative error is below
/// 2^-16 (beside what underflows). Every row of `a` gets the rows of `b` offered in `for_a`; with
/// `both`, where `a` and `b` are the same matrix and the blocks may be the same, every row of the
/// other block gets those of the first as well, and no row itself. `level` is a hillock_cpu.
void hillock_compare_blocks(
    int level, int squared, const hillock_rows *a, ptrdiff_t a_block, const hillock_rows *b,
    ptrdiff_t b_block, int both, hillock_nearest for_a);

/// Offers what one list has to another, for `rows` rows; both have the same limit.
void hillock_merge_nearest(hillock_nearest from, hillock_nearest into, ptrdiff_t rows);

/// Finds the true nearest rows of row `row` of `a` from those that seemed so.
///
/// `seeming` comes from hillock_compare_blocks over all blocks and should have some places more
/// than are asked for. Their distances are taken again in double precision (16 interleaved lanes,
/// added pairwise); if the places cannot be shown to hold all candidates, every row is compared.
/// With `same`, `a` and `b` are one matrix and a row is not its own neighbour. Writes `nearest`
/// distances (the root of the sum where `squared`) and numbers; places without a row are left as
/// they are.
void hillock_settle_nearest(
    int level, int squared, const hillock_rows *a, ptrdiff_t row, const hillock_rows *b, int same,
    hillock_nearest seeming, ptrdiff_t nearest, double *distances, int32_t *numbers);

/// A symmetric sparse matrix: row i has the columns and values from starts[i] to starts[i + 1].
typedef struct {
  const int32_t *starts, *columns;
  const double *values;
  ptrdiff_t count;
} hillock_sparse;

/// y = matrix x.
void hillock_sparse_times(const hillock_sparse *matrix, const double *x, double *y);

/// The sum of products of two vectors.
double hillock_inner_product(const double *x, const double *y, ptrdiff_t count);

/// Takes from `v` its parts along `vectors` orthonormal vectors of length `count`, one by one.
void hillock_make_orthogonal(
    const double *basis, ptrdiff_t vectors, ptrdiff_t count, double *v);

/// A weighted graph that is laid out in the plane, and the curve of its forces.
///
/// Vertex i attracts and is attracted by ends[starts[i]] to ends[starts[i + 1] - 1], the edge e in
/// the share rates[e] (0 to 1) of the epochs; an edge is there in both directions at one rate.
///
/// The `moving` vertices of `order` are moved, in this order; vertices below `strangers` push them
/// away. The similarity of points at distance d is 1 / (1 + a d^2b).
///
/// With `guests`, the edges of those that move are there in this direction only, and end at
/// vertices that stay. What chance a vertex has then depends on its own edges alone.
typedef struct {
  const int32_t *starts, *ends, *order;
  const float *rates;
  ptrdiff_t moving, strangers;
  int guests;
  float a, b;
  uint64_t seed;
} hillock_layout;

/// How many floats a call of hillock_layout_epoch needs as scratch, for the greatest degree.
ptrdiff_t hillock_layout_scratch(ptrdiff_t degree);

/// Moves one group of HILLOCK_LAYOUT_LANES vertices through one epoch (numbered from 0).
///
/// Group g has the vertices order[g * lanes] and following. A vertex goes along its edges that are
/// due; at each it takes a step towards the other end, one and a half times as far because the edge
/// has two directions (once as a guest), and five away from vertices drawn by chance. It sees
/// everybody else where `before` (x, y a vertex) has them, so groups may be moved in any order and at
/// once; itself it sees where its own steps took it, but at attractions where `before` has it (not
/// as a guest). A step's components are at most 4 before they are multiplied by `pace`. `after` is
/// written for the group's vertices only.
void hillock_layout_epoch(
    int level, const hillock_layout *layout, ptrdiff_t group, ptrdiff_t epoch, float pace,
    const float *before, float *after, float *scratch);
