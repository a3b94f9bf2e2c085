// Elementary functions on lanes. Polynomials are Chebyshev fits made for Hillock, with the error
// in the reduced function given beside each.

/// 2^n for -126 <= n <= 127.
INLINE vf powerOfTwo(vi n) { return fromBits((n + 127) << 23); }

/// p 2^n, also where 2^n alone would overflow or the product is subnormal.
INLINE vf scaled(vf p, vi n) {
  vi half = n >> 1;
  return p * powerOfTwo(half) * powerOfTwo(n - half);
}

/// x + low - n ln 2 for the n nearest to near / ln 2 (Cody and Waite's two-part ln 2).
INLINE vf reducedNear(vf x, vf low, vf near, vi *n) {
  const float magic = 12582912.0f;  // 1.5 * 2^23: adding it rounds to an integer
  vf shifted = near * 1.44269504f + magic;
  *n = bits(shifted) - bits((vf)magic);
  vf whole = shifted - magic;
  return (x - whole * 0.693359375f) + (whole * 2.12194440e-4f + low);
}

/// x = n ln 2 + r with |r| <= ln 2 / 2, for |x| <= 200.
INLINE vf reduced(vf x, vi *n) { return reducedNear(x, (vf)-0.0f, x, n); }

/// e^r - 1 for |r| <= 0.36; error 6.8e-8 r^2.
INLINE vf expm1Reduced(vf r) {
  vf q = 1.3926927e-3f;
  q = q * r + 8.363774e-3f;
  q = q * r + 4.1666552e-2f;
  q = q * r + 1.6666573e-1f;
  q = q * r + 0.5f;
  return r + r * r * q;
}

/// e^x as head times tail, so that a factor can come before gradual underflow loses digits; the
/// tail is 0 where x < -104.9.
INLINE vf expParts(vf x, vf *tail) {
  vi n;
  vf r = reduced(atLeast(-105.0f, atMost(90.0f, x)), &n);
  vi half = n >> 1;
  *tail = x < -104.9f ? (vf)0.0f : powerOfTwo(n - half);
  return (1.0f + expm1Reduced(r)) * powerOfTwo(half);
}

/// e^x; underflows gradually and overflows to infinity.
INLINE vf expLanes(vf x) {
  vi n;
  vf r = reduced(atLeast(-105.0f, atMost(90.0f, x)), &n);
  return scaled(1.0f + expm1Reduced(r), n);
}

/// e^x / 2, finite up to x = 89.41.
INLINE vf halfExpLanes(vf x) {
  vi n;
  vf r = reduced(atLeast(-105.0f, atMost(92.0f, x)), &n);
  return scaled(1.0f + expm1Reduced(r), n - 1);
}

/// e^y as (1 + rest) head tail with powers of two for head and tail, so that factors can come
/// before rounding and gradual underflow lose digits.
struct parts {
  vf rest, head, tail;
};

/// e^(-scale x^2) without the rounding error of x^2: x is split into a head of 12 bits, whose
/// square is exact, and a tail. `scale` is 1 or 1/2.
INLINE struct parts gaussianParts(vf x, float scale) {
  vf a = atMost(scale == 1.0f ? 10.2f : 14.425f, magnitude(x));
  vf head = fromBits((bits(a) + 0x800) & ~0xfff);
  vf low = -scale * ((a - head) * (a + head));
  vi n;
  vf r = reducedNear(-scale * (head * head), low, -scale * (a * a), &n);
  vi half = n >> 1;
  return (struct parts){expm1Reduced(r), powerOfTwo(half), powerOfTwo(n - half)};
}

/// e^x - 1 for x <= 0.
INLINE vf expm1Negative(vf x) {
  vi n;
  vf r = reduced(atLeast(-30.0f, x), &n);
  vf s = powerOfTwo(n);
  return s * expm1Reduced(r) + (s - 1.0f);
}

/// e^x - 1.
INLINE vf expm1Lanes(vf x) {
  vi n;
  vf r = reduced(atLeast(-30.0f, atMost(89.0f, x)), &n);
  vf half = scaled((vf)0.5f, n);
  vf y = half * expm1Reduced(r) + (half - 0.5f);
  return y + y;
}

/// ln(1 + a) for 0 <= a <= 1; relative error 8e-10.
INLINE vf log1pUnit(vf a) {
  vf q = 1.9866966e-3f;
  q = q * a - 1.3187827e-2f;
  q = q * a + 4.1006573e-2f;
  q = q * a - 8.1880406e-2f;
  q = q * a + 1.2377996e-1f;
  q = q * a - 1.6087623e-1f;
  q = q * a + 1.988582e-1f;
  q = q * a - 2.4986497e-1f;
  q = q * a + 3.3332497e-1f;
  q = q * a - 0.4999998f;
  return a + a * a * q;
}

/// (1 + rest) e^(a^2) erfc(a) for a >= 0, taken as constant beyond 10.2, by a polynomial in
/// u = (a - 2) / (a + 2); relative error 2.3e-8.
INLINE vf timesScaledErfc(vf rest, vf a) {
  a = atMost(10.2f, a);
  vf sum = a + 2.0f;
  vf u = 2.0f * (a / sum) - 1.0f;
  vf p = -4.4325825e-05f;
  p = p * u - 0.0005278479f;
  p = p * u - 0.0007309847f;
  p = p * u + 0.0030410974f;
  p = p * u + 0.0064383554f;
  p = p * u - 0.021501957f;
  p = p * u - 0.036436766f;
  p = p * u + 0.27947137f;
  p = p * u - 0.68716085f;
  p = p * u + 1.0215827f;
  return (p + p * rest) / sum;
}

/// (1 + rest) e^(a^2 / 2) P(Z > a) of a standard normal Z for a >= 0, taken as constant beyond 14.425, by a
/// polynomial in u = (a - 2.75) / (a + 2.75); relative error 2e-8.
INLINE vf timesScaledNormalTail(vf rest, vf a) {
  a = atMost(14.425f, a);
  vf sum = a + 2.75f;
  vf u = 2.0f * (a / sum) - 1.0f;
  vf p = -7.198423e-05f;
  p = p * u - 0.00041304986f;
  p = p * u - 0.00024774842f;
  p = p * u + 0.0024874068f;
  p = p * u + 0.003189467f;
  p = p * u - 0.016442196f;
  p = p * u - 0.016563134f;
  p = p * u + 0.18233417f;
  p = p * u - 0.4743542f;
  p = p * u + 0.71898603f;
  return (p + p * rest) / sum;
}

/// erfc(|x|) and e^(-x^2).
INLINE vf erfcMagnitude(vf x, vf *gaussian) {
  struct parts e = gaussianParts(x, 1.0f);
  *gaussian = (1.0f + e.rest) * e.head * e.tail;
  return timesScaledErfc(e.rest, magnitude(x)) * e.head * e.tail;
}

/// erf(x) / x as a function of t = x^2 <= 0.85; error 4e-10.
INLINE vf erfSmall(vf t) {
  vf p = 8.387074e-5f;
  p = p * t - 8.147081e-4f;
  p = p * t + 5.201456e-3f;
  p = p * t - 2.6859589e-2f;
  p = p * t + 1.12836994e-1f;
  p = p * t - 3.7612635e-1f;
  return p * t + 1.1283792f;
}

/// atan(z) / z as a function of t = z^2 <= 1; relative error 2e-8.
INLINE vf arctanUnit(vf t) {
  vf p = -1.7011701e-3f;
  p = p * t + 1.048765e-2f;
  p = p * t - 3.0351864e-2f;
  p = p * t + 5.7089556e-2f;
  p = p * t - 8.349725e-2f;
  p = p * t + 1.0932341e-1f;
  p = p * t - 1.4260016e-1f;
  p = p * t + 1.9998075e-1f;
  p = p * t - 3.3333278e-1f;
  return p * t + 1.0f;
}

/// sinh(x) / x - 1 as a function of t = x^2 <= 1.05, without its factor t; error 2e-10.
INLINE vf sinhSmall(vf t) {
  vf p = 2.8088311e-6f;
  p = p * t + 1.9837775e-4f;
  p = p * t + 8.33334e-3f;
  return p * t + 1.6666667e-1f;
}

/// e^x in double lanes for |x| <= 700; relative error 5e-13.
INLINE vd exp64(vd x) {
  const double magic = 6755399441055744.0;  // 1.5 * 2^52
  vd shifted = x * 1.4426950408889634 + magic;
  vl n = bits64(shifted) - bits64((vd)magic);
  vd whole = shifted - magic;
  vd r = (x - whole * 0.693145751953125) - whole * 1.42860682030941723212e-6;
  vd q = 2.761877702984587e-06;
  q = q * r + 2.486920416652337e-05;
  q = q * r + 0.00019841222761353435;
  q = q * r + 0.0013888837087667207;
  q = q * r + 0.008333333344872034;
  q = q * r + 0.04166666679362806;
  q = q * r + 0.16666666666662247;
  q = q * r + 0.49999999999951383;
  vd p = 1.0 + (r + r * r * q);
  return p * fromBits64((n + 1023) << 52);
}

/// ln x in double lanes for normal x > 0; relative error 1e-13.
INLINE vd log64(vd x) {
  const int64_t rootHalf = 0x3fe6a09e667f3bcd;
  vl offset = bits64(x) - rootHalf + ((int64_t)1023 << 52);
  vl exponent = __builtin_bit_cast(vl, __builtin_bit_cast(vu, offset) >> 52) - 1023;
  vd m = fromBits64(bits64(x) - (exponent << 52));
  vd e = fromBits64(exponent + 0x4338000000000000) - 6755399441055744.0;
  vd s = (m - 1.0) / (m + 1.0);
  vd t = s * s;
  vd p = 0.16634817293436976;
  p = p * t + 0.18139329084810124;
  p = p * t + 0.22222882159268573;
  p = p * t + 0.28571423954752284;
  p = p * t + 0.40000000011787484;
  p = p * t + 0.666666666666618;
  return e * 0.6931471805599453 + (s + s + s * t * p);
}
