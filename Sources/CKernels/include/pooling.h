#pragma once
#include <stdint.h>

/// Square windows over channels-last images; `padding` is at most half of `kernel`.
typedef struct {
  long height, width, channels;
  long out_height, out_width;
  long kernel, stride, padding;
} hillock_pooling;

/// The largest number of each window, NaN where there is one; the border never wins.
///
/// `winners` receives the winner's place in its image, for the gradient.
void hillock_max_pool(
    const hillock_pooling *shape, const float *x, float *y, int32_t *winners, long images);

/// Overwrites gx: each output's gradient goes to its winner.
void hillock_max_pool_gradient(
    const hillock_pooling *shape, const float *gy, const int32_t *winners, float *gx, long images);

/// The mean of each window, the border's zeros counted.
void hillock_average_pool(const hillock_pooling *shape, const float *x, float *y, long images);

/// Overwrites gx: each output's gradient is spread evenly over its window.
void hillock_average_pool_gradient(
    const hillock_pooling *shape, const float *gy, float *gx, long images);

/// The mean of each channel over an image's `pixels`.
void hillock_global_average(const float *x, long pixels, long channels, float *y, long images);

/// Overwrites gx: each channel's gradient is spread evenly over the image.
void hillock_global_average_gradient(
    const float *gy, long pixels, long channels, float *gx, long images);

/// Every `stride`th pixel along both axes, with zeros as the channels that y has more.
typedef struct {
  long height, width, channels;
  long out_height, out_width, out_channels;
  long stride;
} hillock_shortcut;

void hillock_shortcut_forward(const hillock_shortcut *shape, const float *x, float *y, long images);

/// Overwrites gx: pixels that were left out, too, get their gradient, which is zero.
void hillock_shortcut_gradient(
    const hillock_shortcut *shape, const float *gy, float *gx, long images);
