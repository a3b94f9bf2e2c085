// Activation functions as programs over blocks of floats, and their double-precision reference.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// The operators, in the published order of enumeration. Swift's `Operator` has the same numbers.
enum hillock_operator {
  HILLOCK_ZERO, HILLOCK_ONE, HILLOCK_IDENTITY, HILLOCK_NEGATIVE, HILLOCK_ABS,
  HILLOCK_RECIPROCAL, HILLOCK_SQUARE, HILLOCK_EXP, HILLOCK_ERF, HILLOCK_ERFC,
  HILLOCK_SINH, HILLOCK_COSH, HILLOCK_TANH, HILLOCK_EXPM1, HILLOCK_SIGMOID,
  HILLOCK_LOG_SIGMOID, HILLOCK_ARCSINH, HILLOCK_ARCTAN, HILLOCK_BESSEL_I0E, HILLOCK_BESSEL_I1E,
  HILLOCK_RELU, HILLOCK_ELU, HILLOCK_SELU, HILLOCK_SWISH, HILLOCK_SOFTPLUS,
  HILLOCK_SOFTSIGN, HILLOCK_HARD_SIGMOID, HILLOCK_ELISH, HILLOCK_LEAKYRELU, HILLOCK_MISH,
  HILLOCK_GELU, HILLOCK_SIN, HILLOCK_COS, HILLOCK_SINC,
  HILLOCK_ADD, HILLOCK_SUB, HILLOCK_MUL, HILLOCK_DIV, HILLOCK_POW, HILLOCK_MAX, HILLOCK_MIN,
  HILLOCK_SUM_N, HILLOCK_PROD_N, HILLOCK_MAX_N, HILLOCK_MIN_N,
  // Not an operator of the language, but an instruction of a program:
  HILLOCK_CONSTANT,  // fills its destination with `constant`
};

enum {
  HILLOCK_UNARY_COUNT = 34,
  HILLOCK_OPERAND_LIMIT = 16,    // operands of an n-ary operator
  HILLOCK_SLOT_LIMIT = 64,       // intermediate blocks of a program
  HILLOCK_PARAMETER_LIMIT = 16,  // learnable parameters of a program
  HILLOCK_SLOT_PARAMETER = 128,  // as a source: parameter 0; 129 is parameter 1, and so on
  HILLOCK_SLOT_X = 255,          // as a source: the input x
  HILLOCK_SLOT_RESULT = 254,     // as a destination: the result; only in the last instruction
};

/// One step of a program: applies an operator to blocks and leaves a block.
struct hillock_instruction {
  uint8_t operation;    // enum hillock_operator
  uint8_t operandCount;
  uint8_t destination;  // a slot, or HILLOCK_SLOT_RESULT
  uint8_t sources[HILLOCK_OPERAND_LIMIT];
  float constant;
};

/// Writes f(x) for `count` elements to `values`, for a program without parameters.
void hillock_activation_values(
    int level, const struct hillock_instruction *program, int length, int slots, const float *x,
    size_t count, float *values);

/// Writes f(x) to `values` and replaces x by f'(x), for a program without parameters.
void hillock_activation_derivatives(
    int level, const struct hillock_instruction *program, int length, int slots, float *x,
    size_t count, float *values);

/// A program with learnable parameters at a place in a network: element i belongs to channel
/// i % channels, whose parameter p is parameters[p * channels + channel].
struct hillock_site {
  const struct hillock_instruction *program;
  int length, slots;
  const float *parameters;
  int parameterCount;  // 1 to HILLOCK_PARAMETER_LIMIT
  size_t channels;     // 1 where all elements share the parameters
};

/// Writes f(x) for `count` elements to `values`.
void hillock_site_values(
    int level, const struct hillock_site *site, const float *x, size_t count, float *values);

/// Goes back: multiplies the gradients by f'(x), and adds to sums[p * channels + channel] the
/// products of the gradients that came in and the derivatives by parameter p.
///
/// Sums are taken in double precision and in a fixed order, the same at every level.
void hillock_site_gradients(
    int level, const struct hillock_site *site, const float *x, size_t count, float *gradients,
    double *sums);

/// Writes one operator's values to `values`: element i from element i of each operand.
///
/// `operands` holds `operandCount` rows of `count` floats, one after the other; `count` is a
/// multiple of 16. The bits are those of the same operator in a program.
void hillock_activation_apply(
    int level, int operation, int operandCount, const float *operands, size_t count,
    float *values);

/// The value and the partial derivatives of one operator at one point, in double precision.
void hillock_operator_point(
    int operation, int operandCount, const double *operands, double *value, double *partials);

/// out[i] = operation(a[i], b[i]) in double precision; a unary operator ignores b, an n-ary one is
/// taken with two operands.
void hillock_operator_outputs(
    int operation, const double *a, const double *b, size_t count, double *out);

/// Rounds each output once to float.
void hillock_round_outputs(const double *outputs, size_t count, float *rounded);

/// Makes every zero of `rows` rows of `count` outputs +0 and every NaN one pattern, folds the
/// patterns of each row into a 128-bit key (two words a row), and says whether all of it is finite.
void hillock_outputs_keys(
    float *outputs, size_t rows, size_t count, uint64_t *keys, uint8_t *isFinite);
