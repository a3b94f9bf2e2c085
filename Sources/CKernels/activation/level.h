// One level: the entry points over whole arrays. The including file defines LANES and LEVEL(name).
#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include "activation.h"

// All functions that take vectors are inlined, so no calling convention is at stake.
#pragma clang diagnostic ignored "-Wpsabi"

#define BLOCK 256

#include "lanes.h"
#include "elementary.h"
#include "unary.h"
#include "bessel.h"
#include "periodic.h"
#include "combining.h"
#include "interpreter.h"

static const float oneBlock[BLOCK] = {
#define ONES8 1, 1, 1, 1, 1, 1, 1, 1
#define ONES64 ONES8, ONES8, ONES8, ONES8, ONES8, ONES8, ONES8, ONES8
    ONES64, ONES64, ONES64, ONES64};

/// The part of a block that kernels run over: whole groups of 16.
static int padded(int count) { return (count + 15) & ~15; }

/// A copy of a short block, padded with its last element.
static void copyPadded(const float *x, int count, float *to) {
  for (int i = 0; i < count; i++) to[i] = x[i];
  for (int i = count; i < padded(count); i++) to[i] = x[count - 1];
}

void LEVEL(Values)(
    const struct hillock_instruction *program, int length, int slots, const float *x,
    size_t count, float *values) {
  float scratch[(slots > 0 ? slots : 1) * 2 * BLOCK] __attribute__((aligned(64)));
  float edge[BLOCK], edgeValues[BLOCK];
  for (size_t start = 0; start < count; start += BLOCK) {
    int size = count - start < BLOCK ? (int)(count - start) : BLOCK;
    if (size % 16 == 0) {
      runBlock(
          program, length, size, x + start, NULL, NULL, scratch, values + start, NULL);
      continue;
    }
    copyPadded(x + start, size, edge);
    runBlock(program, length, padded(size), edge, NULL, NULL, scratch, edgeValues, NULL);
    for (int i = 0; i < size; i++) values[start + (size_t)i] = edgeValues[i];
  }
}

void LEVEL(Derivatives)(
    const struct hillock_instruction *program, int length, int slots, float *x, size_t count,
    float *values) {
  float scratch[(slots > 0 ? slots : 1) * 2 * BLOCK] __attribute__((aligned(64)));
  float edge[BLOCK], edgeValues[BLOCK], edgeDerivatives[BLOCK];
  for (size_t start = 0; start < count; start += BLOCK) {
    int size = count - start < BLOCK ? (int)(count - start) : BLOCK;
    if (size % 16 == 0) {
      runBlock(
          program, length, size, x + start, oneBlock, NULL, scratch, values + start, x + start);
      continue;
    }
    copyPadded(x + start, size, edge);
    runBlock(
        program, length, padded(size), edge, oneBlock, NULL, scratch, edgeValues,
        edgeDerivatives);
    for (int i = 0; i < size; i++) {
      values[start + (size_t)i] = edgeValues[i];
      x[start + (size_t)i] = edgeDerivatives[i];
    }
  }
}

void LEVEL(Apply)(
    int operation, int operandCount, const float *operands, size_t count, float *values) {
  struct operand in[HILLOCK_OPERAND_LIMIT];
  for (int o = 0; o < operandCount; o++)
    in[o] = (struct operand){operands + (size_t)o * count, NULL};
  if (operation < HILLOCK_UNARY_COUNT)
    unaryKernels[operation][0]((int)count, in[0], values, NULL);
  else if (operation < HILLOCK_SUM_N)
    binaryKernels[operation - HILLOCK_ADD]((int)count, in[0], in[1], values, NULL);
  else
    foldKernel(operation, (int)count, in, operandCount, values, NULL);
}

#include "site.h"
