// Runs a program over one block, for one level. Three modes: values alone, derivatives where the
// operand is x itself (slope 1), and derivatives by the chain rule.

struct operand {
  const float *value;
  const float *derivative;  // null when only values are wanted
};

typedef void unaryKernel(int count, struct operand in, float *value, float *derivative);

#define UNARY_KERNELS(name)                                                                  \
  static void name##Values(int count, struct operand in, float *value, float *derivative) {  \
    for (int i = 0; i < count; i += LANES) {                                                 \
      vf v, slope;                                                                           \
      name##At(load(in.value + i), &v, &slope);                                              \
      store(value + i, v);                                                                   \
    }                                                                                        \
  }                                                                                          \
  static void name##Slopes(int count, struct operand in, float *value, float *derivative) {  \
    for (int i = 0; i < count; i += LANES) {                                                 \
      vf v, slope;                                                                           \
      name##At(load(in.value + i), &v, &slope);                                              \
      store(value + i, v);                                                                   \
      store(derivative + i, slope);                                                          \
    }                                                                                        \
  }                                                                                          \
  static void name##Chain(int count, struct operand in, float *value, float *derivative) {   \
    for (int i = 0; i < count; i += LANES) {                                                 \
      vf v, slope;                                                                           \
      name##At(load(in.value + i), &v, &slope);                                              \
      vf inner = load(in.derivative + i);                                                    \
      store(value + i, v);                                                                   \
      store(derivative + i, chained(slope, inner));                                          \
    }                                                                                        \
  }

#define EVERY_UNARY(APPLY)                                                                      \
  APPLY(zero) APPLY(one) APPLY(identity) APPLY(negative) APPLY(abs) APPLY(reciprocal)           \
  APPLY(square) APPLY(exp) APPLY(erf) APPLY(erfc) APPLY(sinh) APPLY(cosh) APPLY(tanh)           \
  APPLY(expm1) APPLY(sigmoid) APPLY(log_sigmoid) APPLY(arcsinh) APPLY(arctan)                   \
  APPLY(bessel_i0e) APPLY(bessel_i1e) APPLY(relu) APPLY(elu) APPLY(selu) APPLY(swish)           \
  APPLY(softplus) APPLY(softsign) APPLY(hard_sigmoid) APPLY(elish) APPLY(leakyrelu) APPLY(mish) \
  APPLY(gelu) APPLY(sin) APPLY(cos) APPLY(sinc)

#define UNARY_ENTRY(name) {name##Values, name##Slopes, name##Chain},

EVERY_UNARY(UNARY_KERNELS)
static unaryKernel *const unaryKernels[HILLOCK_UNARY_COUNT][3] = {EVERY_UNARY(UNARY_ENTRY)};

#define BINARY_KERNEL(name)                                                              \
  static void name##Kernel(                                                              \
      int count, struct operand a, struct operand b, float *value, float *derivative) {  \
    if (derivative) {                                                                    \
      for (int i = 0; i < count; i += LANES) {                                           \
        vf v, d;                                                                         \
        name##Of(load(a.value + i), load(a.derivative + i), load(b.value + i),           \
                 load(b.derivative + i), &v, &d);                                        \
        store(value + i, v);                                                             \
        store(derivative + i, d);                                                        \
      }                                                                                  \
    } else {                                                                             \
      for (int i = 0; i < count; i += LANES) {                                           \
        vf v, d;                                                                         \
        name##Of(load(a.value + i), 0.0f, load(b.value + i), 0.0f, &v, &d);              \
        store(value + i, v);                                                             \
      }                                                                                  \
    }                                                                                    \
  }

BINARY_KERNEL(add)
BINARY_KERNEL(sub)
BINARY_KERNEL(mul)
BINARY_KERNEL(div)
BINARY_KERNEL(pow)
BINARY_KERNEL(max)
BINARY_KERNEL(min)

typedef void binaryKernel(
    int count, struct operand a, struct operand b, float *value, float *derivative);
static binaryKernel *const binaryKernels[] = {
    addKernel, subKernel, mulKernel, divKernel, powKernel, maxKernel, minKernel};

/// Sums and products are carried in double precision, so that they are rounded once.
static void foldKernel(
    int operation, int count, const struct operand *in, int operands, float *value,
    float *derivative) {
  for (int i = 0; i < count; i += LANES) {
    vf v = load(in[0].value + i), d = 0.0f;
    if (derivative) d = load(in[0].derivative + i);
    vd wideValue = widen(v), wideDerivative = widen(d);
    for (int k = 1; k < operands; k++) {
      vf next = load(in[k].value + i), dNext = 0.0f;
      if (derivative) dNext = load(in[k].derivative + i);
      switch (operation) {
      case HILLOCK_SUM_N:
        wideValue += widen(next);
        wideDerivative += widen(dNext);
        break;
      case HILLOCK_PROD_N:
        wideDerivative = chained64(wideDerivative, widen(next)) + chained64(wideValue, widen(dNext));
        wideValue *= widen(next);
        break;
      case HILLOCK_MAX_N: maxOf(v, d, next, dNext, &v, &d); break;
      default: minOf(v, d, next, dNext, &v, &d); break;
      }
    }
    int isWide = operation == HILLOCK_SUM_N || operation == HILLOCK_PROD_N;
    store(value + i, isWide ? narrow(wideValue) : v);
    if (derivative) store(derivative + i, isWide ? narrow(wideDerivative) : d);
  }
}

static void fillBlock(int count, float number, float *block) {
  for (int i = 0; i < count; i++) block[i] = number;
}

/// Runs a program over a block of x: values alone where `ones` is null, else values and derivatives
/// by x, of a program without parameters.
///
/// `parameters` holds a block of values for each parameter; `scratch` has room for 2 * BLOCK floats a
/// slot; x and the outputs may be the same block.
static void runBlock(
    const struct hillock_instruction *program, int length, int count, const float *x,
    const float *ones, const float *parameters, float *scratch, float *value,
    float *derivative) {
  for (int k = 0; k < length; k++) {
    const struct hillock_instruction *step = &program[k];
    struct operand in[HILLOCK_OPERAND_LIMIT];
    for (int o = 0; o < step->operandCount; o++) {
      int source = step->sources[o];
      float *slot = scratch + (size_t)source * 2 * BLOCK;
      if (source == HILLOCK_SLOT_X) in[o] = (struct operand){x, ones};
      else if (source < HILLOCK_SLOT_PARAMETER)
        in[o] = (struct operand){slot, ones ? slot + BLOCK : NULL};
      else
        in[o] = (struct operand){
            parameters + (size_t)(source - HILLOCK_SLOT_PARAMETER) * BLOCK, NULL};
    }
    float *v = value, *d = derivative;
    if (step->destination != HILLOCK_SLOT_RESULT) {
      v = scratch + (size_t)step->destination * 2 * BLOCK;
      d = ones ? v + BLOCK : NULL;
    }
    if (step->operation < HILLOCK_UNARY_COUNT) {
      int mode = !ones ? 0 : step->sources[0] == HILLOCK_SLOT_X ? 1 : 2;
      unaryKernels[step->operation][mode](count, in[0], v, d);
    } else if (step->operation < HILLOCK_SUM_N) {
      binaryKernels[step->operation - HILLOCK_ADD](count, in[0], in[1], v, d);
    } else if (step->operation < HILLOCK_CONSTANT) {
      foldKernel(step->operation, count, in, step->operandCount, v, d);
    } else {
      fillBlock(count, step->constant, v);
      if (d) fillBlock(count, 0.0f, d);
    }
  }
}
