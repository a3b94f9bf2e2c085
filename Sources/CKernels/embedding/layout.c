#include "../include/embedding.h"

#define EPOCH(name)                                                                              \
  void name(                                                                                     \
      const hillock_layout *layout, ptrdiff_t group, ptrdiff_t epoch, float pace,                \
      const float *before, float *after, float *scratch)

EPOCH(hillock_layout_epoch_plain);
EPOCH(hillock_layout_epoch_avx2);

ptrdiff_t hillock_layout_scratch(ptrdiff_t degree) {
  return degree * (HILLOCK_LAYOUT_REPULSIONS + 1) * 3 * HILLOCK_LAYOUT_LANES;
}

// No AVX-512: it always fuses products with sums, and a map would depend on the machine.
void hillock_layout_epoch(
    int level, const hillock_layout *layout, ptrdiff_t group, ptrdiff_t epoch, float pace,
    const float *before, float *after, float *scratch) {
#if defined(__x86_64__)
  if (level >= 1) {
    hillock_layout_epoch_avx2(layout, group, epoch, pace, before, after, scratch);
    return;
  }
#endif
  hillock_layout_epoch_plain(layout, group, epoch, pace, before, after, scratch);
}
