#pragma once
#include <stddef.h>

/// Square windows over channels-last images, as the rows of a matrix.
///
/// A row stands for one place of the window on one image: a one where `bias` is set, then the
/// window's pixels (kernel, kernel, channels), zeros outside the image. With `separate` each
/// channel has a row of its own, of kernel * kernel numbers; rows then go by place and channel.
typedef struct {
  long height, width, channels;
  long out_height, out_width;
  long kernel, stride, padding;
  int bias, separate;
} hillock_windows;

/// Numbers in a row.
long hillock_window_columns(const hillock_windows *shape);

/// Rows of one image.
long hillock_window_rows(const hillock_windows *shape);

/// Writes `count` rows, from row `first` of all images, one after the other and exactly.
void hillock_unfold(
    const hillock_windows *shape, const float *x, long first, long count, double *rows);
