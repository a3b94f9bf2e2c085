// Programs with learnable parameters, for one level: values on the way there; on the way back one
// run over each block, which leaves the derivatives by x and by every parameter in the cache, where
// they meet the gradients.

enum { DIRECTIONS = 1 + HILLOCK_PARAMETER_LIMIT };  // direction 0 is x, 1 + p is parameter p

static const float zeroBlock[BLOCK];

/// An operand's value and, in the directions of `mask`, its derivatives: ones for x and parameters.
struct moving {
  const float *value;
  const float *derivatives;  // a block for each direction; null for x and parameters
  uint32_t mask;
};

static struct operand along(const struct moving *in, int direction) {
  if (!(in->mask >> direction & 1)) return (struct operand){in->value, zeroBlock};
  if (!in->derivatives) return (struct operand){in->value, oneBlock};
  return (struct operand){in->value, in->derivatives + (size_t)direction * BLOCK};
}

static void chainBlock(int count, const float *slope, const float *inner, float *derivative) {
  for (int i = 0; i < count; i += LANES)
    store(derivative + i, chained(load(slope + i), load(inner + i)));
}

/// x^y with its derivatives by x and by y.
static void powPartials(
    int count, const float *base, const float *exponent, float *value, float *byBase,
    float *byExponent) {
  for (int i = 0; i < count; i += LANES) {
    vf a = load(base + i), b = load(exponent + i), v, ofBase, ofExponent;
    powOf(a, 1.0f, b, 0.0f, &v, &ofBase);
    powOf(a, 0.0f, b, 1.0f, &v, &ofExponent);
    store(byBase + i, ofBase);
    store(byExponent + i, ofExponent);
    store(value + i, v);
  }
}

/// One operator: its value, and its derivative in each direction in which an operand moves.
///
/// The outputs may be an operand's own blocks: each direction reads only its own, and values are
/// written last. Bits are those of the same step in a program without parameters; but the slope of pow
/// by several of x and parameters is rounded once more.
static void stepAlong(
    const struct hillock_instruction *step, int count, const struct moving *in, uint32_t live,
    float *value, float *derivatives) {
  float first[BLOCK] __attribute__((aligned(64))), second[BLOCK] __attribute__((aligned(64)));
  int isAlone = (live & (live - 1)) == 0;
  if (step->operation < HILLOCK_UNARY_COUNT) {
    unaryKernel *const *kernels = unaryKernels[step->operation];
    int direction = live ? __builtin_ctz(live) : 0;
    float *alone = derivatives + (size_t)direction * BLOCK;
    if (!live) kernels[0](count, (struct operand){in[0].value, NULL}, value, NULL);
    else if (isAlone) kernels[in[0].derivatives ? 2 : 1](count, along(&in[0], direction), value, alone);
    else {
      kernels[1](count, (struct operand){in[0].value, NULL}, value, first);
      for (uint32_t rest = live; rest; rest &= rest - 1) {
        int next = __builtin_ctz(rest);
        chainBlock(count, first, along(&in[0], next).derivative, derivatives + next * BLOCK);
      }
    }
    return;
  }
  if (step->operation == HILLOCK_POW && !isAlone) {
    powPartials(count, in[0].value, in[1].value, value, first, second);
    for (uint32_t rest = live; rest; rest &= rest - 1) {
      int next = __builtin_ctz(rest);
      const float *da = along(&in[0], next).derivative, *db = along(&in[1], next).derivative;
      float *to = derivatives + next * BLOCK;
      for (int i = 0; i < count; i += LANES)
        store(to + i, chained(load(first + i), load(da + i)) + chained(load(second + i), load(db + i)));
    }
    return;
  }
  struct operand operands[HILLOCK_OPERAND_LIMIT];
  uint32_t rest = live;
  do {
    int next = rest ? __builtin_ctz(rest) : 0;
    for (int o = 0; o < step->operandCount; o++) operands[o] = along(&in[o], next);
    rest &= rest - 1;
    float *v = rest ? first : value, *d = live ? derivatives + next * BLOCK : second;
    if (step->operation < HILLOCK_SUM_N)
      binaryKernels[step->operation - HILLOCK_ADD](count, operands[0], operands[1], v, d);
    else foldKernel(step->operation, count, operands, step->operandCount, v, d);
  } while (rest);
}

/// Runs a program over a block; `scratch` has room for `stride` floats a slot, its value and its
/// derivatives, and so has `result`. Returns in which directions the result moves.
static uint32_t runAlong(
    const struct hillock_site *site, int count, const float *x, const float *parameters,
    float *scratch, float *result) {
  size_t stride = (size_t)(2 + site->parameterCount) * BLOCK;
  uint32_t masks[HILLOCK_SLOT_LIMIT], live = 0;
  for (int k = 0; k < site->length; k++) {
    const struct hillock_instruction *step = &site->program[k];
    struct moving in[HILLOCK_OPERAND_LIMIT];
    live = 0;
    for (int o = 0; o < step->operandCount; o++) {
      int source = step->sources[o], parameter = source - HILLOCK_SLOT_PARAMETER;
      const float *slot = scratch + (size_t)source * stride;
      if (source == HILLOCK_SLOT_X) in[o] = (struct moving){x, NULL, 1};
      else if (parameter < 0) in[o] = (struct moving){slot, slot + BLOCK, masks[source]};
      else in[o] = (struct moving){parameters + (size_t)parameter * BLOCK, NULL, 2u << parameter};
      live |= in[o].mask;
    }
    float *to = result;
    if (step->destination != HILLOCK_SLOT_RESULT) {
      to = scratch + (size_t)step->destination * stride;
      masks[step->destination] = live;
    }
    if (step->operation == HILLOCK_CONSTANT) fillBlock(count, step->constant, to);
    else stepAlong(step, count, in, live, to, to + BLOCK);
  }
  return live;
}

/// sums[c] += the sum over rows of g[row * width + c] d[row * width + c], row after row. Products
/// are exact, so that the sums are the same at every level.
static void addProducts(const float *g, const float *d, int rows, int width, double *sums) {
  int c = 0;
  for (; c + LANES <= width; c += LANES) {
    vd sum = 0.0, before;
    for (int r = 0; r < rows; r++)
      sum += widen(load(g + r * width + c)) * widen(load(d + r * width + c));
    __builtin_memcpy(&before, sums + c, sizeof before);
    sum += before;
    __builtin_memcpy(sums + c, &sum, sizeof sum);
  }
  for (; c < width; c++) {
    double sum = 0;
    for (int r = 0; r < rows; r++) sum += (double)g[r * width + c] * (double)d[r * width + c];
    sums[c] += sum;
  }
}

/// How a site's elements are cut into blocks of equal parameters: some rows of all channels after
/// the other or, of more channels than a block has elements, a part of each row.
struct cut {
  size_t size;  // elements in a block, but the last
  size_t step;  // from one block to the next with the same parameters
};

static struct cut cutAt(size_t channel, size_t channels) {
  if (channels <= BLOCK) {
    size_t size = BLOCK / channels * channels;
    return (struct cut){size, size};
  }
  size_t rest = channels - channel;
  return (struct cut){rest < BLOCK ? rest : BLOCK, channels};
}

/// The blocks of a site's parameters from a channel on, beyond the last channel from the first.
static void fillParameters(const struct hillock_site *site, size_t channel, float *blocks) {
  for (int p = 0; p < site->parameterCount; p++) {
    const float *own = site->parameters + (size_t)p * site->channels;
    size_t c = channel;
    for (int i = 0; i < BLOCK; i++) {
      blocks[p * BLOCK + i] = own[c];
      c = c + 1 == site->channels ? 0 : c + 1;
    }
  }
}

enum { sharedLanes = 16 };  // the sums that elements which share their parameters are spread over

void LEVEL(SiteValues)(
    const struct hillock_site *site, const float *x, size_t count, float *values) {
  float scratch[(site->slots > 0 ? site->slots : 1) * 2 * BLOCK] __attribute__((aligned(64)));
  float parameters[site->parameterCount * BLOCK] __attribute__((aligned(64)));
  float edge[BLOCK], edgeValues[BLOCK];
  size_t channels = site->channels;
  for (size_t channel = 0; channel < channels; channel += BLOCK) {
    struct cut cut = cutAt(channel, channels);
    fillParameters(site, channel, parameters);
    for (size_t start = channel; start < count; start += cut.step) {
      int size = (int)(count - start < cut.size ? count - start : cut.size);
      if (size % 16 == 0) {
        runBlock(
            site->program, site->length, size, x + start, NULL, parameters, scratch,
            values + start, NULL);
        continue;
      }
      copyPadded(x + start, size, edge);
      runBlock(
          site->program, site->length, padded(size), edge, NULL, parameters, scratch, edgeValues,
          NULL);
      for (int i = 0; i < size; i++) values[start + (size_t)i] = edgeValues[i];
    }
  }
}

void LEVEL(SiteGradients)(
    const struct hillock_site *site, const float *x, size_t count, float *gradients,
    double *sums) {
  size_t stride = (size_t)(2 + site->parameterCount) * BLOCK;
  float scratch[(size_t)(site->slots > 0 ? site->slots : 1) * stride] __attribute__((aligned(64)));
  float result[stride] __attribute__((aligned(64)));
  float parameters[site->parameterCount * BLOCK] __attribute__((aligned(64)));
  float edge[BLOCK];
  double shared[HILLOCK_PARAMETER_LIMIT][sharedLanes] = {{0}};
  size_t channels = site->channels;
  for (size_t channel = 0; channel < channels; channel += BLOCK) {
    struct cut cut = cutAt(channel, channels);
    fillParameters(site, channel, parameters);
    for (size_t start = channel; start < count; start += cut.step) {
      int size = (int)(count - start < cut.size ? count - start : cut.size);
      const float *from = x + start;
      if (size % 16 != 0) copyPadded(from, size, edge), from = edge;
      uint32_t live = runAlong(site, padded(size), from, parameters, scratch, result);
      float *g = gradients + start;
      for (int p = 0; p < site->parameterCount; p++) {
        const float *d = result + (size_t)(2 + p) * BLOCK;
        if (!(live >> (1 + p) & 1)) continue;
        if (channels == 1) {
          int rows = size / sharedLanes;
          addProducts(g, d, rows, sharedLanes, shared[p]);
          addProducts(
              g + rows * sharedLanes, d + rows * sharedLanes, 1, size % sharedLanes, shared[p]);
        } else {
          int part = channels > BLOCK ? size : (int)channels;
          addProducts(g, d, size / part, part, sums + (size_t)p * channels + channel);
        }
      }
      const float *slope = live & 1 ? result + BLOCK : zeroBlock;
      for (int i = 0; i < size; i++) g[i] *= slope[i];
    }
  }
  for (int p = 0; p < site->parameterCount && channels == 1; p++)
    for (int lane = 0; lane < sharedLanes; lane++) sums[p] += shared[p][lane];
}
