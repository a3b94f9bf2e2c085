// Sends a call to the kernels of the wanted level.
#include "activation.h"
#include "dispatch.h"

#define DECLARE(level)                                                                        \
  void hillock##level##Values(                                                                \
      const struct hillock_instruction *, int, int, const float *, size_t, float *);          \
  void hillock##level##Derivatives(                                                           \
      const struct hillock_instruction *, int, int, float *, size_t, float *);                \
  void hillock##level##SiteValues(const struct hillock_site *, const float *, size_t, float *); \
  void hillock##level##SiteGradients(                                                         \
      const struct hillock_site *, const float *, size_t, float *, double *);                 \
  void hillock##level##Apply(int, int, const float *, size_t, float *);

DECLARE(Plain)
#if defined(__x86_64__)
DECLARE(AVX2)
DECLARE(AVX512)
#define SEND(function, ...)                                                 \
  (level == HILLOCK_CPU_AVX512 ? hillockAVX512##function(__VA_ARGS__)       \
   : level == HILLOCK_CPU_AVX2 ? hillockAVX2##function(__VA_ARGS__)         \
                               : hillockPlain##function(__VA_ARGS__))
#else
#define SEND(function, ...) hillockPlain##function(__VA_ARGS__)
#endif

void hillock_activation_values(
    int level, const struct hillock_instruction *program, int length, int slots, const float *x,
    size_t count, float *values) {
  SEND(Values, program, length, slots, x, count, values);
}

void hillock_activation_derivatives(
    int level, const struct hillock_instruction *program, int length, int slots, float *x,
    size_t count, float *values) {
  SEND(Derivatives, program, length, slots, x, count, values);
}

void hillock_site_values(
    int level, const struct hillock_site *site, const float *x, size_t count, float *values) {
  SEND(SiteValues, site, x, count, values);
}

void hillock_site_gradients(
    int level, const struct hillock_site *site, const float *x, size_t count, float *gradients,
    double *sums) {
  SEND(SiteGradients, site, x, count, gradients, sums);
}

void hillock_activation_apply(
    int level, int operation, int operandCount, const float *operands, size_t count,
    float *values) {
  SEND(Apply, operation, operandCount, operands, count, values);
}
