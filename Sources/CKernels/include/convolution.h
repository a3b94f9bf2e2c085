#pragma once
#include <stddef.h>

/// Two-dimensional convolution over channels-last images; sizes in elements.
///
/// Images are (height, width, channels), outputs (out_height, out_width, filters), weights
/// (kernel_height, kernel_width, channels, filters); padding is by zeros, the same on all sides.
typedef struct {
  long height, width, channels;
  long out_height, out_width, filters;
  long kernel_height, kernel_width, stride, padding;
  /// Which kernels compute: 0 plain, 1 AVX2 and FMA, 2 AVX-512.
  int level;
  /// Whether to multiply in Winograd's domain; only where `hillock_convolution_suits_winograd`.
  int winograd;
} hillock_convolution;

/// Whether Winograd's F(4x4, 3x3) applies: 3 by 3, stride 1, padding up to 2, channels and
/// filters in sixteens.
///
/// It takes a quarter of the multiplications and loses about two digits: errors are some 1e-5 of
/// the largest output.
int hillock_convolution_suits_winograd(const hillock_convolution *shape);

/// Floats that the packed weights of the forward pass take.
size_t hillock_convolution_packed_count(const hillock_convolution *shape);

/// Floats that the packed weights of the input gradient take.
size_t hillock_convolution_turned_count(const hillock_convolution *shape);

/// Floats of working memory that every function below needs.
size_t hillock_convolution_scratch_count(const hillock_convolution *shape);

/// Lays out weights as `hillock_convolution_forward` reads them.
void hillock_convolution_pack(
    const hillock_convolution *shape, const float *weights, float *packed);

/// Lays out weights as `hillock_convolution_input_gradient` reads them.
void hillock_convolution_turn(
    const hillock_convolution *shape, const float *weights, float *turned);

/// y = convolution of x with the packed weights, plus the bias (null: none).
void hillock_convolution_forward(
    const hillock_convolution *shape, const float *x, const float *packed, const float *bias,
    float *y, float *scratch, long images);

/// Overwrites `gx` with the loss's gradient by x, given its gradient `gy` by y.
void hillock_convolution_input_gradient(
    const hillock_convolution *shape, const float *gy, const float *turned, float *gx,
    float *scratch, long images);

/// Overwrites `gw` and `gb` (null: no bias) with the gradients by weights and bias.
void hillock_convolution_weight_gradient(
    const hillock_convolution *shape, const float *x, const float *gy, float *gw, float *gb,
    float *scratch, long images);
