#include "distance.h"

#include "nearest.h"

VECTORISED
void hillock_offer_neighbour(
    const float *features, ptrdiff_t rows, ptrdiff_t width, ptrdiff_t observed, double *distances,
    int32_t *neighbours, ptrdiff_t nearest) {
  const float *target = features + observed * width;
  const int32_t name = (int32_t)observed;
  for (ptrdiff_t row = 0; row < rows; row++) {
    double *own = distances + row * nearest;
    int32_t *names = neighbours + row * nearest;
    double distance = squared_distance(features + row * width, target, width, own[nearest - 1]);
    keep_nearest(distance, name, own, names, nearest);
  }
}

void hillock_average_neighbours(
    const double *distances, const int32_t *neighbours, ptrdiff_t nearest,
    const double *values, int weighted, double *means, ptrdiff_t rows) {
  for (ptrdiff_t row = 0; row < rows; row++) {
    const double *own = distances + row * nearest;
    const int32_t *names = neighbours + row * nearest;
    // The nearest comes first: if it is not at distance 0, none is.
    int coincides = weighted && own[0] == 0;
    double sum = 0, weights = 0;
    for (ptrdiff_t place = 0; place < nearest && names[place] >= 0; place++) {
      if (coincides && own[place] > 0) break;
      double weight = weighted && !coincides ? 1 / sqrt(own[place]) : 1;
      sum += weight * values[names[place]];
      weights += weight;
    }
    means[row] = weights > 0 ? sum / weights : NAN;
  }
}
