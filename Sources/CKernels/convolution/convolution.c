#include "direct.h"

size_t hillock_convolution_packed_count(const hillock_convolution *s) {
  return s->winograd ? hillock_winograd_packed_count(s) : hillock_direct_packed_count(s);
}

size_t hillock_convolution_turned_count(const hillock_convolution *s) {
  return s->winograd ? hillock_winograd_turned_count(s) : hillock_direct_turned_count(s);
}

size_t hillock_convolution_scratch_count(const hillock_convolution *s) {
  return s->winograd ? hillock_winograd_scratch_count(s) : hillock_direct_scratch_count(s);
}

void hillock_convolution_pack(const hillock_convolution *s, const float *weights, float *packed) {
  if (s->winograd) hillock_winograd_pack(s, weights, packed);
  else hillock_direct_pack(s, weights, packed);
}

void hillock_convolution_turn(const hillock_convolution *s, const float *weights, float *turned) {
  if (s->winograd) hillock_winograd_turn(s, weights, turned);
  else hillock_direct_turn(s, weights, turned);
}

void hillock_convolution_forward(
    const hillock_convolution *s, const float *x, const float *packed, const float *bias, float *y,
    float *scratch, long images) {
  if (s->winograd) hillock_winograd_forward(s, x, packed, bias, y, scratch, images);
  else hillock_direct_forward(s, x, packed, bias, y, scratch, images);
}

void hillock_convolution_input_gradient(
    const hillock_convolution *s, const float *gy, const float *turned, float *gx,
    float *scratch, long images) {
  if (s->winograd) hillock_winograd_input_gradient(s, gy, turned, gx, scratch, images);
  else hillock_direct_input_gradient(s, gy, turned, gx, scratch, images);
}

void hillock_convolution_weight_gradient(
    const hillock_convolution *s, const float *x, const float *gy, float *gw, float *gb,
    float *scratch, long images) {
  if (s->winograd) hillock_winograd_weight_gradient(s, x, gy, gw, gb, scratch, images);
  else hillock_direct_weight_gradient(s, x, gy, gw, gb, scratch, images);
}
