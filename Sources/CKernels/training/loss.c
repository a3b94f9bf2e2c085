#include <math.h>
#include <stddef.h>

#include "../include/training.h"

hillock_loss hillock_softmax_cross_entropy(
    const float *logits, const int32_t *labels, long rows, long classes, float scale,
    float *gradient) {
  hillock_loss result = {0, 0, 1};
  for (long r = 0; r < rows; r++) {
    const float *z = logits + r * classes;
    const int32_t label = labels[r];
    long best = 0;
    float check = 0;
    for (long c = 0; c < classes; c++) {
      if (z[c] > z[best]) best = c;
      check += z[c] * 0;
    }
    if (check != 0) result.finite = 0;
    if (best == label && check == 0) result.correct++;
    // The largest number is taken away first, so that no exponential overflows.
    double sum = 0;
    for (long c = 0; c < classes; c++) sum += (double)expf(z[c] - z[best]);
    result.loss += log(sum) - ((double)z[label] - (double)z[best]);
    if (gradient) {
      float *g = gradient + r * classes;
      const float inverse = (float)(1 / sum);
      for (long c = 0; c < classes; c++)
        g[c] = scale * (expf(z[c] - z[best]) * inverse - (c == label ? 1.f : 0.f));
    }
  }
  if (!isfinite(result.loss)) result.finite = 0;
  return result;
}
