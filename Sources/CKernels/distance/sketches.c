#include "sketches.h"

#include "nearest.h"

void hillock_sketch_rows(
    const float *features, ptrdiff_t rows, ptrdiff_t width, const int32_t *columns,
    const int32_t *ends, ptrdiff_t groups, float *sketches) {
  for (ptrdiff_t row = 0; row < rows; row++) {
    const float *values = features + row * width;
    float *sketch = sketches + row * (groups + 1);
    double total_magnitude = 0;
    ptrdiff_t column = 0;
    for (ptrdiff_t group = 0; group < groups; group++) {
      ptrdiff_t size = ends[group] - column;
      double sum = 0, magnitude = 0;
      for (; column < ends[group]; column++) {
        double value = values[columns[column]];
        sum += value;
        magnitude += fabs(value);
      }
      sketch[group] = (float)(sum / (double)size);
      total_magnitude += magnitude / (double)size;
    }
    // Rounding a mean to float, and a sum whose terms cancel, changes it by less than this.
    double margin = total_magnitude * 0x1p-22 + 0x1p-140;
    sketch[groups] = isfinite(margin) ? (float)margin : NAN;
  }
}

// At most the sum of squared differences of two rows, which by Cauchy and Schwarz is in each group
// at least its size times the squared difference of the means; NaN where a row is not finite.
static inline __attribute__((always_inline)) double bound(
    const float *one, const float *other, const double *sizes, ptrdiff_t groups) {
  double margin = (double)one[groups] + (double)other[groups];
  double sum = 0;
  for (ptrdiff_t group = 0; group < groups; group++) {
    double difference = fabs((double)one[group] - (double)other[group]) - margin;
    difference = difference > 0 ? difference : 0;
    sum += sizes[group] * difference * difference;
  }
  // Sums of thousands of terms are rounded by far less.
  return (sum + margin * 0) * (1 - 0x1p-30);
}

// With fused products where there are any: what bounds let pass is decided by exact sums.
#if defined(__x86_64__)
#define BOUNDS_VECTORISED __attribute__((target_clones("avx512f", "arch=haswell", "default")))
#else
#define BOUNDS_VECTORISED
#endif

BOUNDS_VECTORISED
static void write_bounds(
    const float *sketches, ptrdiff_t first, ptrdiff_t last, const int32_t *observed,
    ptrdiff_t count, const double *sizes, ptrdiff_t groups, double *least) {
  for (ptrdiff_t row = first; row < last; row++)
    for (ptrdiff_t index = 0; index < count; index++)
      *least++ = bound(
          sketches + row * (groups + 1), sketches + observed[index] * (groups + 1), sizes, groups);
}

VECTORISED
void hillock_offer_sketched_neighbours(
    const float *features, ptrdiff_t first, ptrdiff_t last, ptrdiff_t width, const float *sketches,
    const double *sizes, ptrdiff_t groups, const int32_t *observed, ptrdiff_t count,
    double *distances, int32_t *neighbours, ptrdiff_t nearest) {
  enum { block = 64 };
  double least[block * HILLOCK_OFFERS_AT_ONCE];
  for (ptrdiff_t start = first; start < last; start += block) {
    ptrdiff_t end = start + block < last ? start + block : last;
    write_bounds(sketches, start, end, observed, count, sizes, groups, least);
    for (ptrdiff_t row = start; row < end; row++) {
      double *own = distances + row * nearest;
      int32_t *names = neighbours + row * nearest;
      double *bounds = least + (row - start) * count;
      // The most promising first, so that few are compared in full. A bound that is no number is
      // never the least.
      while (1) {
        ptrdiff_t best = -1;
        double limit = own[nearest - 1];
        for (ptrdiff_t index = 0; index < count; index++)
          if (bounds[index] <= limit) limit = bounds[index], best = index;
        if (best < 0) break;
        bounds[best] = NAN;
        const float *other = features + observed[best] * width;
        double distance =
            squared_distance(features + row * width, other, width, own[nearest - 1]);
        keep_nearest(distance, observed[best], own, names, nearest);
      }
    }
  }
}
