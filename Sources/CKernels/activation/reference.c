// The operators in double precision: the reference for tests, equivalence classes and plots.
#include <math.h>

#include "activation.h"

static const double seluScale = 1.0507009873554805, seluAlpha = 1.6732632423543772;
static const double twoOverRootPi = 1.1283791670955126, rootHalf = 0.7071067811865476;
static const double inverseRootTwoPi = 0.3989422804014327;

static double polynomial(double u, const double *coefficients, int count) {
#pragma clang fp contract(off)
  double sum = coefficients[count - 1];
  for (int k = count - 2; k >= 0; k--) sum = sum * u + coefficients[k];
  return sum;
}

static const double nearZeroth[] = {
    0.2070019212239867, -0.11300432688620549, 0.09451562853995103, -0.08904344136075991,
    0.08734341617552291, -0.08496338091615124, 0.07927522590716898, -0.06954119561742342,
    0.056777032019843215, -0.04298594945226738, 0.03017791202356886, -0.019682654708082413,
    0.011960077903963348, -0.006792399792271578, 0.0036171264596770616, -0.0018118870527295522,
    0.0008563152483951447, -0.0003829015089457559, 0.0001624054672701359, -6.550956130635514e-05,
    2.5202271984440893e-05, -9.25059710625537e-06, 3.2293850630678377e-06,
    -1.0891964284507317e-06, 3.675592893288293e-07, -1.1339523685907105e-07,
    2.6273368345256394e-08, -7.860369707508212e-09, 4.469372581856615e-09, -1.1662904878442954e-09};
static const double nearFirst[] = {
    0.044687709875608835, -0.06112433802966629, 0.0680575999095116, -0.0684826062058255,
    0.0637674037134072, -0.05528003922705058, 0.044674572621255064, -0.03367135551994034,
    0.023686016957724227, -0.01557130925657511, 0.00958396215077406, -0.005534567760544582,
    0.003005762419557192, -0.0015388749636515487, 0.000744512345281566, -0.0003411747437353928,
    0.00014842124144631648, -6.142651349494123e-05, 2.4233756432468166e-05,
    -9.131846315273642e-06, 3.2938951625746042e-06, -1.1380759138279984e-06,
    3.759400376008922e-07, -1.2000364861910367e-07, 3.8028049651067336e-08,
    -1.1191257727176943e-08, 2.6037822441041467e-09, -7.379291130374042e-10,
    3.727630409237771e-10, -9.365751909742237e-11};
static const double farZeroth[] = {
    0.4021765094450081, 0.0033605519836678913, 0.00013621607438951463, 1.114303378845176e-05,
    1.4838476780922646e-06, 2.9735992084667734e-07, 8.872014585661555e-08, 3.932512321137824e-08,
    2.156780676115673e-08, 7.559364098665437e-09, -6.856484545962442e-09, -1.3427511481900905e-08,
    -5.0175940345046716e-09, 7.600254486433509e-09, 6.522264862032271e-09,
    -3.5862834111582305e-09, -4.5305710768621196e-09, 1.6084886155781772e-09,
    2.163681278413876e-09, -6.327909921997027e-10, -6.494591114401118e-10, 1.7698085539456536e-10,
    9.114760157514253e-11, -2.4421972688131832e-11};
static const double farFirst[] = {
    0.38939845902587233, -0.009749577193235765, -0.00021923576383137776, -1.5038547198221758e-05,
    -1.8349102493990178e-06, -3.4838563464253135e-07, -1.0001075046243961e-07,
    -4.3128498031006734e-08, -2.3394122958362557e-08, -8.432168972932417e-09,
    6.84757829926934e-09, 1.4051746928735543e-08, 5.5720183980930355e-09, -7.687251308765992e-09,
    -6.9444186339873875e-09, 3.501765193290176e-09, 4.763780078020254e-09,
    -1.5218214060680734e-09, -2.2624401109204446e-09, 5.870664618471487e-10, 6.7727478454462e-10,
    -1.6283264322621244e-10, -9.491890392992048e-11, 2.2421768596847442e-11};

/// e^-a I0(a) for a >= 0: Chebyshev fits on [0, 8] and in 8 / a beyond.
static double besselZeroth(double a) {
  if (a <= 8) return polynomial((a - 4) / 4, nearZeroth, 30);
  return polynomial(16 / a - 1, farZeroth, 24) / sqrt(a);
}

/// e^-a I1(a) / a for a >= 0.
static double besselFirstRatio(double a) {
  if (a <= 8) return polynomial((a - 4) / 4, nearFirst, 30);
  return polynomial(16 / a - 1, farFirst, 24) / sqrt(a) / a;
}

static double besselFirst(double x) {
  double a = fabs(x);
  // The ratio is subnormal there.
  if (a > 1e200 && a < INFINITY) return copysign(polynomial(-1, farFirst, 24) / sqrt(a), x);
  return isinf(x) ? copysign(0, x) : x * besselFirstRatio(a);
}

static double sigmoid(double x) {
  double e = exp(-fabs(x));
  return x < 0 ? e / (1 + e) : 1 / (1 + e);
}

static double softplus(double x) { return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x)); }

/// The product of the chain rule: an exact zero wins.
static double chained(double a, double b) { return a == 0 || b == 0 ? 0 : a * b; }

static double sinc(double x) { return x == 0 ? 1 : isinf(x) ? 0 : sin(x) / x; }

/// By the series where the difference of cos x and sin(x) / x loses digits.
static double sincSlope(double x) {
  if (isinf(x)) return 0;
  if (!(fabs(x) < 1)) return (cos(x) - sinc(x)) / x;
  double term = -x / 3, sum = term;
  for (int k = 2; k < 11; k++) sum += term *= -x * x * k / ((k - 1) * (2.0 * k) * (2 * k + 1));
  return sum;
}

static double unaryValue(int operation, double x) {
  switch (operation) {
  case HILLOCK_ZERO: return 0;
  case HILLOCK_ONE: return 1;
  case HILLOCK_NEGATIVE: return -x;
  case HILLOCK_ABS: return fabs(x);
  case HILLOCK_RECIPROCAL: return 1 / x;
  case HILLOCK_SQUARE: return x * x;
  case HILLOCK_EXP: return exp(x);
  case HILLOCK_ERF: return erf(x);
  case HILLOCK_ERFC: return erfc(x);
  case HILLOCK_SINH: return sinh(x);
  case HILLOCK_COSH: return cosh(x);
  case HILLOCK_TANH: return tanh(x);
  case HILLOCK_EXPM1: return expm1(x);
  case HILLOCK_SIGMOID: return sigmoid(x);
  case HILLOCK_LOG_SIGMOID: return -softplus(-x);
  case HILLOCK_ARCSINH: return asinh(x);
  case HILLOCK_ARCTAN: return atan(x);
  case HILLOCK_BESSEL_I0E: return besselZeroth(fabs(x));
  case HILLOCK_BESSEL_I1E: return besselFirst(x);
  case HILLOCK_RELU: return x <= 0 ? 0 : x;
  case HILLOCK_ELU: return x > 0 ? x : expm1(x);
  case HILLOCK_SELU: return seluScale * (x > 0 ? x : seluAlpha * expm1(x));
  case HILLOCK_SWISH: return x * sigmoid(x);
  case HILLOCK_SOFTPLUS: return softplus(x);
  case HILLOCK_SOFTSIGN: return x / (1 + fabs(x));
  case HILLOCK_HARD_SIGMOID: {
    double u = 0.2 * x + 0.5;
    return u < 0 ? 0 : u > 1 ? 1 : u;
  }
  case HILLOCK_ELISH: return (x > 0 ? x : expm1(x)) * sigmoid(x);
  case HILLOCK_LEAKYRELU: return x > 0 ? x : 0.01 * x;
  case HILLOCK_MISH: return x * tanh(softplus(x));
  case HILLOCK_GELU: return x * (0.5 * erfc(-x * rootHalf));
  case HILLOCK_SIN: return sin(x);
  case HILLOCK_COS: return cos(x);
  case HILLOCK_SINC: return sinc(x);
  default: return x;
  }
}

static double unarySlope(int operation, double x) {
  double s = sigmoid(x), opposite = sigmoid(-x);
  switch (operation) {
  case HILLOCK_ZERO:
  case HILLOCK_ONE: return 0;
  case HILLOCK_NEGATIVE: return -1;
  case HILLOCK_ABS: return x == 0 ? 0 : copysign(1, x);
  case HILLOCK_RECIPROCAL: return -1 / (x * x);
  case HILLOCK_SQUARE: return 2 * x;
  case HILLOCK_EXP:
  case HILLOCK_EXPM1: return exp(x);
  case HILLOCK_ERF: return twoOverRootPi * exp(-x * x);
  case HILLOCK_ERFC: return -twoOverRootPi * exp(-x * x);
  case HILLOCK_SINH: return cosh(x);
  case HILLOCK_COSH: return sinh(x);
  case HILLOCK_TANH: return 4 * sigmoid(2 * x) * sigmoid(-2 * x);
  case HILLOCK_SIGMOID: return s * opposite;
  case HILLOCK_LOG_SIGMOID: return opposite;
  case HILLOCK_ARCSINH: return 1 / hypot(1, x);
  case HILLOCK_ARCTAN: return 1 / (1 + x * x);
  case HILLOCK_BESSEL_I0E: return x == 0 ? 0 : besselFirst(x) - copysign(besselZeroth(fabs(x)), x);
  case HILLOCK_BESSEL_I1E:
    return besselZeroth(fabs(x)) - besselFirstRatio(fabs(x)) - fabs(besselFirst(x));
  case HILLOCK_RELU: return x > 0 ? 1 : 0;
  case HILLOCK_ELU: return x > 0 ? 1 : exp(x);
  case HILLOCK_SELU: return seluScale * (x > 0 ? 1 : seluAlpha * exp(x));
  case HILLOCK_SWISH: return s + s * chained(x, opposite);
  case HILLOCK_SOFTPLUS: return s;
  case HILLOCK_SOFTSIGN: return 1 / ((1 + fabs(x)) * (1 + fabs(x)));
  case HILLOCK_HARD_SIGMOID: return fabs(x) < 2.5 ? 0.2 : 0;
  case HILLOCK_ELISH:
    return x > 0 ? s + s * chained(x, opposite) : s * (exp(x) + expm1(x) * opposite);
  case HILLOCK_LEAKYRELU: return x > 0 ? 1 : 0.01;
  case HILLOCK_MISH: {
    double t = tanh(softplus(x));
    return t + chained(x, s * (1 - t * t));
  }
  case HILLOCK_GELU:
    return 0.5 * erfc(-x * rootHalf) + chained(x, inverseRootTwoPi * exp(-0.5 * x * x));
  case HILLOCK_SIN: return cos(x);
  case HILLOCK_COS: return -sin(x);
  case HILLOCK_SINC: return sincSlope(x);
  default: return 1;
  }
}

static double binaryValue(int operation, double a, double b) {
  switch (operation) {
  case HILLOCK_ADD:
  case HILLOCK_SUM_N: return a + b;
  case HILLOCK_SUB: return a - b;
  case HILLOCK_MUL:
  case HILLOCK_PROD_N: return a * b;
  case HILLOCK_DIV: return a / b;
  case HILLOCK_POW: return pow(a, b);
  case HILLOCK_MAX:
  case HILLOCK_MAX_N: return a != a || a > b ? a : b;
  default: return a != a || a < b ? a : b;
  }
}

static void binaryPartials(int operation, double a, double b, double *byA, double *byB) {
  double value = binaryValue(operation, a, b);
  switch (operation) {
  case HILLOCK_ADD:
  case HILLOCK_SUM_N: *byA = 1, *byB = 1; break;
  case HILLOCK_SUB: *byA = 1, *byB = -1; break;
  case HILLOCK_MUL:
  case HILLOCK_PROD_N: *byA = b, *byB = a; break;
  case HILLOCK_DIV: *byA = 1 / b, *byB = -value / b; break;
  case HILLOCK_POW:
    *byA = chained(b, pow(a, b - 1));
    *byB = a > 0 ? chained(value, log(a)) : 0;
    break;
  default:
    *byA = a == b ? 0.5 : value == a ? 1 : 0;
    *byB = 1 - *byA;
  }
}

void hillock_operator_point(
    int operation, int operandCount, const double *operands, double *value, double *partials) {
  if (operation < HILLOCK_UNARY_COUNT) {
    *value = unaryValue(operation, operands[0]);
    partials[0] = unarySlope(operation, operands[0]);
    return;
  }
  // A left fold; each new operand scales what the partial derivatives so far count for.
  double sum = operands[0];
  partials[0] = 1;
  for (int k = 1; k < operandCount; k++) {
    double byFold;
    binaryPartials(operation, sum, operands[k], &byFold, &partials[k]);
    for (int j = 0; j < k; j++) partials[j] = chained(partials[j], byFold);
    sum = binaryValue(operation, sum, operands[k]);
  }
  *value = sum;
}

// More lanes without fused products: the bits are those of the scalar functions.
#if defined(__x86_64__)
#define VECTORISED __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define VECTORISED
#endif

enum { besselBlock = 64 };

/// The Chebyshev sums of a block: so many at once that none waits for the one before.
VECTORISED
static void polynomials(
    const double u[besselBlock], const double *coefficients, int terms, double sums[besselBlock]) {
#pragma clang fp contract(off)
  double partial[besselBlock];
  for (int i = 0; i < besselBlock; i++) partial[i] = coefficients[terms - 1];
  for (int k = terms - 2; k >= 0; k--)
    for (int i = 0; i < besselBlock; i++) partial[i] = partial[i] * u[i] + coefficients[k];
  for (int i = 0; i < besselBlock; i++) sums[i] = partial[i];
}

/// Both Bessel functions: arguments beyond 8 are rare enough to take one by one.
static void besselOutputs(int isFirst, const double *x, size_t count, double *out) {
  double u[besselBlock] = {0}, sums[besselBlock];
  for (size_t start = 0; start < count; start += besselBlock) {
    size_t size = count - start < besselBlock ? count - start : besselBlock;
    for (size_t i = 0; i < size; i++) u[i] = (fabs(x[start + i]) - 4) / 4;
    polynomials(u, isFirst ? nearFirst : nearZeroth, 30, sums);
    for (size_t i = 0; i < size; i++) {
      double at = x[start + i];
      if (fabs(at) <= 8) out[start + i] = isFirst ? at * sums[i] : sums[i];
      else out[start + i] = isFirst ? besselFirst(at) : besselZeroth(fabs(at));
    }
  }
}

#define EACH(operation)                                                    \
  for (size_t i = 0; i < count; i++) out[i] = unaryValue(operation, a[i]); \
  return

#define EACH_PAIR(operation)                                                      \
  for (size_t i = 0; i < count; i++) out[i] = binaryValue(operation, a[i], b[i]); \
  return

void hillock_operator_outputs(
    int operation, const double *a, const double *b, size_t count, double *out) {
  // One loop for each of the cheap operators, which the compiler turns into vectors.
  switch (operation) {
  case HILLOCK_ZERO: EACH(HILLOCK_ZERO);
  case HILLOCK_ONE: EACH(HILLOCK_ONE);
  case HILLOCK_IDENTITY: EACH(HILLOCK_IDENTITY);
  case HILLOCK_NEGATIVE: EACH(HILLOCK_NEGATIVE);
  case HILLOCK_ABS: EACH(HILLOCK_ABS);
  case HILLOCK_RECIPROCAL: EACH(HILLOCK_RECIPROCAL);
  case HILLOCK_SQUARE: EACH(HILLOCK_SQUARE);
  case HILLOCK_RELU: EACH(HILLOCK_RELU);
  case HILLOCK_SOFTSIGN: EACH(HILLOCK_SOFTSIGN);
  case HILLOCK_HARD_SIGMOID: EACH(HILLOCK_HARD_SIGMOID);
  case HILLOCK_LEAKYRELU: EACH(HILLOCK_LEAKYRELU);
  case HILLOCK_BESSEL_I0E: besselOutputs(0, a, count, out); return;
  case HILLOCK_BESSEL_I1E: besselOutputs(1, a, count, out); return;
  case HILLOCK_ADD:
  case HILLOCK_SUM_N: EACH_PAIR(HILLOCK_ADD);
  case HILLOCK_SUB: EACH_PAIR(HILLOCK_SUB);
  case HILLOCK_MUL:
  case HILLOCK_PROD_N: EACH_PAIR(HILLOCK_MUL);
  case HILLOCK_DIV: EACH_PAIR(HILLOCK_DIV);
  case HILLOCK_POW: EACH_PAIR(HILLOCK_POW);
  case HILLOCK_MAX:
  case HILLOCK_MAX_N: EACH_PAIR(HILLOCK_MAX);
  case HILLOCK_MIN:
  case HILLOCK_MIN_N: EACH_PAIR(HILLOCK_MIN);
  default: EACH(operation);
  }
}
