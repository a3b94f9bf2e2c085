#pragma once

/// Convolution of each channel by itself, over channels-last images; sizes in elements.
///
/// Images are (height, width, channels), outputs (out_height, out_width, channels), weights
/// (kernel, kernel, channels); padding is by zeros, the same on all sides.
typedef struct {
  long height, width, channels;
  long out_height, out_width;
  long kernel, stride, padding;
} hillock_depthwise;

/// y = convolution of x with the weights, plus the bias (null: none).
void hillock_depthwise_forward(
    const hillock_depthwise *shape, const float *x, const float *weights, const float *bias,
    float *y, long images);

/// Overwrites `gx` with the loss's gradient by x, given its gradient `gy` by y.
void hillock_depthwise_input_gradient(
    const hillock_depthwise *shape, const float *gy, const float *weights, float *gx, long images);

/// Overwrites `gw` and `gb` (null: no bias) with the gradients by weights and bias.
void hillock_depthwise_weight_gradient(
    const hillock_depthwise *shape, const float *x, const float *gy, float *gw, float *gb,
    long images);
