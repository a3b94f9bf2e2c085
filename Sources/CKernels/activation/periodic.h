// The sine and the cosine on lanes.

/// What is left of x / (pi / 2) after its nearest whole number, and that number's last two bits.
struct quadrants {
  vf rest;    // |rest| <= pi / 4
  vi number;  // 0 to 3
};

/// x without its multiples of pi / 2, for |x| <= 2^20: the first part of pi / 2 has 33 bits, so that
/// its products are exact. What is left has an error below 1e-18.
INLINE struct quadrants reducedQuarters(vf x) {
  const double magic = 6755399441055744.0;  // 1.5 * 2^52: adding it rounds to an integer
  vd wide = widen(x);
  vd shifted = wide * 0.6366197723675814 + magic;
  vd whole = shifted - magic;
  vd rest = (wide - whole * 1.5707963267341256) - whole * 6.077100506506192e-11;
  vi number = __builtin_convertvector(bits64(shifted), vi) & 3;
  return (struct quadrants){narrow(rest), number};
}

/// sin r for |r| <= pi / 4; relative error 4e-9.
INLINE vf sinReduced(vf r, vf t) {
  vf p = -1.9515296e-4f;
  p = p * t + 8.3321609e-3f;
  p = p * t - 1.6666655e-1f;
  return r + r * t * p;
}

/// cos r for |r| <= pi / 4; error 7e-9.
INLINE vf cosReduced(vf t) {
  vf p = 2.4433157e-5f;
  p = p * t - 1.3887316e-3f;
  p = p * t + 4.1666646e-2f;
  return 1.0f - (0.5f * t - t * t * p);
}

/// sin x and cos x. Beyond 2^20, where pi / 2 takes more digits than two numbers hold, lanes are
/// computed one by one by the C library, which is exact to a unit of a double's last place for all
/// numbers; infinity and NaN give NaN.
INLINE vf sinAndCos(vf x, vf *cosine) {
  struct quadrants q = reducedQuarters(x);
  vf t = q.rest * q.rest;
  vf s = sinReduced(q.rest, t), c = cosReduced(t);
  vi isOdd = -(q.number & 1);
  vf sine = isOdd ? c : s;
  vf other = isOdd ? s : c;
  sine = fromBits(bits(sine) ^ ((q.number & 2) << 30));
  other = fromBits(bits(other) ^ (((q.number + 1) & 2) << 30));
  vi isFar = ~(magnitude(x) <= 1048576.0f);  // NaN as well
  if (__builtin_reduce_or(isFar)) {
    for (int lane = 0; lane < LANES; lane++) {
      if (!isFar[lane]) continue;
      sine[lane] = (float)sin((double)x[lane]);
      other[lane] = (float)cos((double)x[lane]);
    }
  }
  *cosine = other;
  return sine;
}

UNARY(sin) {
  vf cosine;
  vf sine = sinAndCos(x, &cosine);
  *value = x == 0.0f ? x : sine;  // with the sign of a zero
  *slope = cosine;
}

UNARY(cos) {
  vf cosine;
  vf sine = sinAndCos(x, &cosine);
  *value = cosine;
  *slope = -sine;
}

/// sin(x) / x, 1 at 0 and 0 at infinity; the slope near 0 by its series.
UNARY(sinc) {
  vf cosine;
  vf sine = sinAndCos(x, &cosine);
  vf v = sine / x;
  vf t = x * x;
  vf series = x * (-0.33333334f + t * (0.033333335f + t * (-1.1904762e-3f + t * (2.2045855e-5f
                 + t * -2.5052108e-7f))));
  vi isInfinite = magnitude(x) == __builtin_inff();
  v = x == 0.0f ? (vf)1.0f : isInfinite ? (vf)0.0f : v;
  *value = v;
  *slope = magnitude(x) < 1.0f ? series : isInfinite ? (vf)0.0f : (cosine - v) / x;
}
