// Included once for each instruction set, with the NAME of the function. No instruction set here
// fuses products with sums, so all give the same bits.
#include <string.h>

#include "../include/embedding.h"

enum { lanes = HILLOCK_LAYOUT_LANES, repulsions = HILLOCK_LAYOUT_REPULSIONS };

typedef float floats __attribute__((vector_size(lanes * 4), aligned(4)));
typedef int32_t ints __attribute__((vector_size(lanes * 4)));

#define ALWAYS static inline __attribute__((always_inline))

// The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
ALWAYS uint64_t mixed(uint64_t word) {
  word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9u;
  word = (word ^ (word >> 27)) * 0x94d049bb133111ebu;
  return word ^ (word >> 31);
}

// Wide vectors are never passed to functions, which would depend on the instruction set.
#define CHOSEN(mask, yes, no) ((floats)(((mask) & (ints)(yes)) | (~(mask) & (ints)(no))))
#define LIMITED(v, limit)                                                                        \
  __builtin_elementwise_min(                                                                     \
      __builtin_elementwise_max((v), (floats){0} - (limit)), (floats){0} + (limit))

// x to the power of b, within 1e-6 of it; x is positive and normal.
ALWAYS void raise(const floats *base, float b, floats *power) {
  const floats x = *base;
  // x = m 2^e with m in [sqrt(1/2), sqrt(2)).
  const ints bits = (ints)x - 0x3f3504f3;
  const floats e = __builtin_convertvector(bits >> 23, floats);
  const floats m = (floats)((bits & 0x7fffff) + 0x3f3504f3);
  // ln m = 2 artanh((m - 1) / (m + 1)).
  const floats s = (m - 1) / (m + 1), t = s * s;
  const floats series = s * (1 + t * (1 / 3.f + t * (1 / 5.f + t * (1 / 7.f + t * (1 / 9.f)))));
  const floats y = b * (e + 2.8853900817779268f * series);
  // 2^y = 2^n 2^f with f in [-1/2, 1/2]; the great number leaves no bits after the point.
  const floats limited = LIMITED(y, 126);
  const floats shifted = limited + 12582912.f, n = shifted - 12582912.f;
  const floats f = (limited - n) * 0.69314718056f;
  const floats grown =
      1 + f * (1 + f * (1 / 2.f + f * (1 / 6.f + f * (1 / 24.f + f * (1 / 120.f + f * (1 / 720.f))))));
  *power = grown * (floats)((__builtin_convertvector(n, ints) + 127) << 23);
}

void NAME(
    const hillock_layout *layout, ptrdiff_t group, ptrdiff_t epoch, float pace,
    const float *before, float *after, float *scratch) {
  // First the steps of each vertex are listed, one lane each: where the other point is, and a
  // margin that is 0 for attraction and 0.001 for repulsion (it keeps coinciding points finite).
  int32_t counts[lanes] = {0}, longest = 0;
  const ptrdiff_t first = group * lanes;
  const int members = layout->moving - first < lanes ? (int)(layout->moving - first) : lanes;
  floats x = {0}, y = {0};
  const uint64_t moment = mixed(layout->seed + 0x9e3779b97f4a7c15u * (uint64_t)(epoch + 1));
  for (int lane = 0; lane < members; lane++) {
    const int32_t own = layout->order[first + lane];
    const int32_t origin = layout->guests ? layout->starts[own] : 0;
    int32_t count = 0;
#define STEP(vertex, margin)                                     \
  do {                                                           \
    float *step = scratch + (ptrdiff_t)count++ * 3 * lanes + lane; \
    step[0] = before[2 * (vertex)];                              \
    step[lanes] = before[2 * (vertex) + 1];                      \
    step[2 * lanes] = margin;                                    \
  } while (0)
    for (int32_t edge = layout->starts[own]; edge < layout->starts[own + 1]; edge++) {
      // Due whenever the whole part of rate x epoch grows.
      const float rate = layout->rates[edge];
      if ((int32_t)(rate * (float)(epoch + 1)) == (int32_t)(rate * (float)epoch)) continue;
      const int32_t other = layout->ends[edge];
      STEP(other, 0);
      uint64_t chance = 0;
      for (int draw = 0; draw < repulsions; draw++) {
        if (draw % 2 == 0)
          chance = mixed(moment + 0x9e3779b97f4a7c15u *
                                      ((uint64_t)(edge - origin) * ((repulsions + 1) / 2) +
                                       (uint64_t)draw / 2));
        const ptrdiff_t vertex =
            (ptrdiff_t)(((chance & 0xffffffffu) * (uint64_t)layout->strangers) >> 32);
        chance >>= 32;
        if (vertex != own) STEP(vertex, 0.001f);
      }
    }
    counts[lane] = count;
    if (count > longest) longest = count;
    x[lane] = before[2 * own];
    y[lane] = before[2 * own + 1];
  }

  ints ends;
  memcpy(&ends, counts, sizeof ends);
  const float a = layout->a, b = layout->b;
  // Both ends of an edge see each other where the epoch began, so that they take equal and opposite
  // steps: neighbours swing about their middle and do not drift. A guest goes alone, and sees where
  // it is. The two directions of an edge would be two steps; as all that it sees is old, two would
  // overshoot, and maps come out better with one and a half (docs/embedding.md).
  const floats x_before = x, y_before = y;
  const float ways = layout->guests ? 1 : 1.5f;
  for (int32_t number = 0; number < longest; number++) {
    const float *step = scratch + (ptrdiff_t)number * 3 * lanes;
    const floats margin = *(const floats *)(step + 2 * lanes);
    const ints attracts = margin == 0;
    const ints stands = layout->guests ? attracts & 0 : attracts;
    const floats dx = CHOSEN(stands, x_before, x) - *(const floats *)step;
    const floats dy = CHOSEN(stands, y_before, y) - *(const floats *)(step + lanes);
    const floats square = dx * dx + dy * dy;
    // Points that coincide, or as good as, do not move each other.
    const ints moves = (square > 1e-30f) & (ends > number);
    floats curve;
    raise(&square, b, &curve);
    const floats numerator = CHOSEN(attracts, -2 * a * b * curve, (floats){0} + 2 * b);
    const floats force = numerator / ((margin + square) * (1 + a * curve));
    const floats paces = CHOSEN(attracts, (floats){0} + ways * pace, (floats){0} + pace);
    x += CHOSEN(moves, paces * LIMITED(force * dx, 4), (floats){0});
    y += CHOSEN(moves, paces * LIMITED(force * dy, 4), (floats){0});
  }
  for (int lane = 0; lane < members; lane++) {
    const int32_t own = layout->order[first + lane];
    after[2 * own] = x[lane];
    after[2 * own + 1] = y[lane];
  }
}
