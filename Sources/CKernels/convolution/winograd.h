#pragma once
#include "direct.h"

// Winograd's F(4x4, 3x3) in the form of Lavin and Gray 2015 (arXiv 1509.09308, section 4.3):
// y = A^T [(G g G^T) * (B^T d B)] A for a tile of 6x6 inputs and 4x4 outputs.

/// 36 numbers a tile and channel, 16 outputs, 9 weights.
enum { POINTS = 36, TILE = 4, REACH = 6 };

typedef struct {
  /// d (36 rows of `channels`, anywhere) to B^T d B, 36 planes `plane` floats apart.
  void (*input)(const float *const *d, float *v, long plane, long channels);
  /// 36 planes to A^T m A plus the bias (null: none): 16 rows of `channels`, anywhere.
  void (*output)(
      const float *m, long plane, const float *bias, float *const *y, long channels);
  /// g (16 rows of `channels`, anywhere) to A g A^T, 36 planes.
  void (*gradient)(const float *const *g, float *m, long plane, long channels);
  /// Nine weights of `filters` numbers, `tap` floats apart, to G w G^T, 36 planes.
  void (*weights)(const float *w, long tap, float *u, long plane, long filters);
  /// 36 planes of sums to G^T s G, nine rows of `filters` numbers, `tap` floats apart.
  void (*sums)(const float *s, long plane, float *gw, long tap, long filters);
} hillock_winograd_transforms;

extern const hillock_winograd_transforms hillock_winograd_plain, hillock_winograd_avx2,
    hillock_winograd_avx512;
