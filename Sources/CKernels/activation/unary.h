// The unary operators: value and slope of each on lanes. A value is within 4 ulp of the float64
// value, a slope within 4 ulp or 4 * 2^-24. Slopes at kinks: relu'(0) = 0, abs'(0) = 0,
// leakyrelu'(0) = 0.01, hard_sigmoid'(+-2.5) = 0; elu and selu take their left branch at 0.

#define UNARY(name) INLINE void name##At(vf x, vf *value, vf *slope)

UNARY(zero) {
  *value = 0.0f;
  *slope = 0.0f;
}

UNARY(one) {
  *value = 1.0f;
  *slope = 0.0f;
}

UNARY(identity) {
  *value = x;
  *slope = 1.0f;
}

UNARY(negative) {
  *value = -x;
  *slope = -1.0f;
}

UNARY(abs) {
  *value = magnitude(x);
  *slope = x == 0.0f ? (vf)0.0f : withSign((vf)1.0f, x);
}

UNARY(reciprocal) {
  vf v = 1.0f / x;
  *value = v;
  *slope = -(v * v);
}

UNARY(square) {
  *value = x * x;
  *slope = x + x;
}

UNARY(exp) {
  vf e = expLanes(x);
  *value = e;
  *slope = e;
}

UNARY(erf) {
  vf gaussian;
  vf tail = erfcMagnitude(x, &gaussian);
  vf a = magnitude(x);
  *value = a < 0.9f ? x * erfSmall(x * x) : withSign(1.0f - tail, x);
  *slope = gaussian * 1.12837917f;
}

UNARY(erfc) {
  vf gaussian;
  vf tail = erfcMagnitude(x, &gaussian);
  *value = x < 0.0f ? 2.0f - tail : tail;
  *slope = gaussian * -1.12837917f;
}

UNARY(sinh) {
  vf a = magnitude(x);
  vf half = halfExpLanes(a);
  vf inverse = 0.25f / half;
  vf t = x * x;
  *value = a < 1.0f ? x + x * t * sinhSmall(t) : withSign(half - inverse, x);
  *slope = half + inverse;
}

UNARY(cosh) {
  vf a = magnitude(x);
  vf half = halfExpLanes(a);
  vf inverse = 0.25f / half;
  vf t = x * x;
  *value = half + inverse;
  *slope = a < 1.0f ? x + x * t * sinhSmall(t) : withSign(half - inverse, x);
}

UNARY(tanh) {
  vf m = expm1Negative(-2.0f * magnitude(x));  // in (-1, 0]
  vf inverse = 1.0f / (2.0f + m);
  vf t = m * inverse;
  *value = withSign(t, x);
  *slope = t > -0.5f ? 1.0f - t * t : 4.0f * (1.0f + m) * (inverse * inverse);
}

UNARY(expm1) {
  vf m = expm1Lanes(x);
  *value = m;
  *slope = m + 1.0f;
}

/// sigma(x) and sigma(-x), each with full relative accuracy.
INLINE vf sigmoids(vf x, vf *opposite) {
  vf e = expLanes(-magnitude(x));
  vf large = 1.0f / (1.0f + e);
  vf small = e * large;
  *opposite = x < 0.0f ? large : small;
  return x < 0.0f ? small : large;
}

UNARY(sigmoid) {
  vf opposite;
  vf v = sigmoids(x, &opposite);
  *value = v;
  *slope = v * opposite;
}

UNARY(softplus) {
  vf e = expLanes(-magnitude(x));
  vf tail = log1pUnit(e);
  vf large = 1.0f / (1.0f + e);
  *value = x > 0.0f ? x + tail : tail;
  *slope = x < 0.0f ? e * large : large;
}

UNARY(log_sigmoid) {
  vf e = expLanes(-magnitude(x));
  vf tail = log1pUnit(e);
  vf large = 1.0f / (1.0f + e);
  *value = x < 0.0f ? x - tail : -tail;
  *slope = x < 0.0f ? large : e * large;
}

UNARY(arcsinh) {
  vd a = widen(magnitude(x));
  vd root = __builtin_elementwise_sqrt(a * a + 1.0);
  vf t = x * x;
  vf y = magnitude(x) < 0.02f ? x + x * t * (t * 0.075f - 0.16666667f)
                              : withSign(narrow(log64(atMost64(1e300, a + root))), x);
  *value = magnitude(x) < __builtin_inff() ? y : x;
  *slope = 1.0f / narrow(root);
}

UNARY(arctan) {
  vf a = magnitude(x);
  vf inverse = 1.0f / a;
  vf z = a > 1.0f ? inverse : a;
  vf t = z * z;
  vf y = z * arctanUnit(t);
  *value = withSign(a > 1.0f ? 1.57079633f - y : y, x);
  *slope = (a > 1.0f ? t : (vf)1.0f) / (1.0f + t);
}

UNARY(relu) {
  *value = x <= 0.0f ? (vf)0.0f : x;
  *slope = x > 0.0f ? (vf)1.0f : (vf)0.0f;
}

UNARY(leakyrelu) {
  *value = x > 0.0f ? x : 0.01f * x;
  *slope = x > 0.0f ? (vf)1.0f : (vf)0.01f;
}

UNARY(elu) {
  vf m = expm1Negative(x > 0.0f ? (vf)0.0f : x);
  *value = x > 0.0f ? x : m;
  *slope = m + 1.0f;
}

UNARY(selu) {
  vf m = expm1Negative(x > 0.0f ? (vf)0.0f : x);
  *value = x > 0.0f ? 1.05070099f * x : 1.75809934f * m;
  *slope = x > 0.0f ? (vf)1.05070099f : 1.75809934f * m + 1.75809934f;
}

UNARY(swish) {
  vf tail, head = expParts(-magnitude(x), &tail);
  vf e = head * tail;
  vf large = 1.0f / (1.0f + e);
  vf small = e * large;
  vf s = x < 0.0f ? small : large;
  vf opposite = x < 0.0f ? large : small;
  *value = x < 0.0f ? x * large * head * tail : x * large;
  *slope = s + s * chained(x, opposite);
}

UNARY(softsign) {
  vf v = x / (1.0f + magnitude(x));
  vf rest = 1.0f - magnitude(v);
  *value = v;
  *slope = rest * rest;
}

UNARY(hard_sigmoid) {
  vf u = 0.2f * (x + 2.5f);  // exact near the lower corner, unlike 0.2 x + 0.5
  *value = atLeast(0.0f, atMost(1.0f, u));
  *slope = magnitude(x) < 2.5f ? (vf)0.2f : (vf)0.0f;
}

UNARY(elish) {
  vf opposite;
  vf s = sigmoids(x, &opposite);
  vf m = expm1Negative(x > 0.0f ? (vf)0.0f : x);
  *value = (x > 0.0f ? x : m) * s;
  *slope = x > 0.0f ? s + s * chained(x, opposite) : s * (m + 1.0f + m * opposite);
}

UNARY(mish) {
  vf tail, head = expParts(atMost(20.0f, x), &tail);
  vf e = head * tail;
  vf inverse = 1.0f / (e * (e + 2.0f) + 2.0f);  // tanh(softplus(x)) = e (e + 2) inverse
  vf ratio = 1.0f - 2.0f * inverse;
  vf left = x * (1.0f - e * (e + 1.0f) * inverse) * head * tail;
  *value = x > 20.0f ? x : x > 0.0f ? x * ratio : left;
  *slope = x > 20.0f ? (vf)1.0f : ratio + chained(x, 4.0f * e * inverse * ((e + 1.0f) * inverse));
}

UNARY(gelu) {
  struct parts e = gaussianParts(x, 0.5f);
  vf tail = magnitude(x) > 14.4f ? (vf)0.0f : e.tail;
  vf gaussian = (1.0f + e.rest) * e.head * tail;
  vf scaledTail = timesScaledNormalTail(e.rest, magnitude(x)) * e.head;
  vf outside = scaledTail * tail;  // P(Z > |x|)
  vf central = 0.5f + 0.35355339f * (x * erfSmall(0.5f * (x * x)));  // for |x| < 1
  vf phi = x < -0.25f ? outside : x < 1.0f ? central : 1.0f - outside;
  *value = x < -0.25f ? x * scaledTail * tail : x * phi;
  *slope = phi + chained(x, gaussian * 0.39894228f);
}
