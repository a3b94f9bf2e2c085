// The binary and n-ary operators: value and derivative from the operands' values and derivatives.
// At a tie, max and min take the mean of both derivatives; NaN wins over every number.

#define BINARY(name) INLINE void name##Of(vf a, vf da, vf b, vf db, vf *value, vf *derivative)

BINARY(add) {
  *value = a + b;
  *derivative = da + db;
}

BINARY(sub) {
  *value = a - b;
  *derivative = da - db;
}

BINARY(mul) {
  *value = a * b;
  *derivative = chained(da, b) + chained(a, db);
}

BINARY(div) {
  vf v = a / b;
  *value = v;
  *derivative = (da - chained(v, db)) / b;
}

BINARY(max) {
  vf greater = a > b ? a : b;
  *value = a != a ? a : greater;
  *derivative = a == b ? 0.5f * (da + db) : a > b ? da : db;
}

BINARY(min) {
  vf smaller = a < b ? a : b;
  *value = a != a ? a : smaller;
  *derivative = a == b ? 0.5f * (da + db) : a < b ? da : db;
}

/// Whether y is a whole number, or infinite.
INLINE vl isWhole(vd y) {
  vd a = magnitude64(y);
  return (a >= 4503599627370496.0) | ((a + 4503599627370496.0) - 4503599627370496.0 == a);
}

/// x^y by C's rules for every special value, with `logarithm` = ln |x|.
INLINE vd power64(vd x, vd logarithm, vd y) {
  vd magnitude = magnitude64(x);
  vd e = exp64(atLeast64(-700.0, atMost64(700.0, y * logarithm)));
  vl whole = isWhole(y);
  vl odd = whole & ~isWhole(y * 0.5);
  vl negative = bits64(x) < 0;
  vd v = (odd & negative) ? -e : e;
  v = ((x < 0.0) & (magnitude < __builtin_inf()) & ~whole) ? (vd)__builtin_nan("") : v;
  v = ((magnitude == 1.0) & (whole | ~negative)) ? ((odd & negative) ? (vd)-1.0 : (vd)1.0) : v;
  return ((y == 0.0) | (x == 1.0)) ? (vd)1.0 : v;
}

/// The derivative by the exponent counts as 0 where the base is not positive.
BINARY(pow) {
  vd x = widen(a), y = widen(b);
  vd size = magnitude64(x);
  vd logarithm = log64(size);
  logarithm = size == 0.0 ? (vd)-__builtin_inf() : logarithm;
  logarithm = size < __builtin_inf() ? logarithm : size;  // infinity and NaN are their own
  vd v = power64(x, logarithm, y);
  vd byBase = chained64(y, power64(x, logarithm, y - 1.0));
  vd byExponent = x > 0.0 ? chained64(v, logarithm) : (vd)0.0;
  *value = narrow(v);
  *derivative = narrow(chained64(byBase, widen(da)) + chained64(byExponent, widen(db)));
}
