// Sends a call to the kernels of the wanted level.
#include "activation.h"
#include "dispatch.h"

#define DECLARE(level)                                                                       \
  void hillock##level##Values(                                                               \
      const struct hillock_instruction *, int, int, const float *, size_t, const float *,    \
      float *);                                                                              \
  void hillock##level##Derivatives(                                                          \
      const struct hillock_instruction *, int, int, float *, size_t, const float *, int,     \
      float *, float *);                                                                     \
  void hillock##level##Apply(int, int, const float *, size_t, float *);

DECLARE(Plain)
#if defined(__x86_64__)
DECLARE(AVX2)
DECLARE(AVX512)
#endif

void hillock_activation_values(
    int level, const struct hillock_instruction *program, int length, int slots, const float *x,
    size_t count, const float *parameters, float *values) {
#if defined(__x86_64__)
  if (level == HILLOCK_CPU_AVX512) {
    hillockAVX512Values(program, length, slots, x, count, parameters, values);
    return;
  }
  if (level == HILLOCK_CPU_AVX2) {
    hillockAVX2Values(program, length, slots, x, count, parameters, values);
    return;
  }
#endif
  hillockPlainValues(program, length, slots, x, count, parameters, values);
}

void hillock_activation_derivatives(
    int level, const struct hillock_instruction *program, int length, int slots, float *x,
    size_t count, const float *parameters, int parameterCount, float *values,
    float *parameterDerivatives) {
#if defined(__x86_64__)
  if (level == HILLOCK_CPU_AVX512) {
    hillockAVX512Derivatives(
        program, length, slots, x, count, parameters, parameterCount, values,
        parameterDerivatives);
    return;
  }
  if (level == HILLOCK_CPU_AVX2) {
    hillockAVX2Derivatives(
        program, length, slots, x, count, parameters, parameterCount, values,
        parameterDerivatives);
    return;
  }
#endif
  hillockPlainDerivatives(
      program, length, slots, x, count, parameters, parameterCount, values,
      parameterDerivatives);
}

void hillock_activation_apply(
    int level, int operation, int operandCount, const float *operands, size_t count,
    float *values) {
#if defined(__x86_64__)
  if (level == HILLOCK_CPU_AVX512) {
    hillockAVX512Apply(operation, operandCount, operands, count, values);
    return;
  }
  if (level == HILLOCK_CPU_AVX2) {
    hillockAVX2Apply(operation, operandCount, operands, count, values);
    return;
  }
#endif
  hillockPlainApply(operation, operandCount, operands, count, values);
}
