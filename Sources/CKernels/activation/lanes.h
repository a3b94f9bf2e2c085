// Vectors of floats, doubles and integers with one width for a level; included by each level.
// Only FMA-free identities are assumed, so that every level meets the same error bounds.

#define INLINE static inline __attribute__((always_inline))

typedef float vf __attribute__((ext_vector_type(LANES)));
typedef double vd __attribute__((ext_vector_type(LANES)));
typedef int32_t vi __attribute__((ext_vector_type(LANES)));
typedef int64_t vl __attribute__((ext_vector_type(LANES)));
typedef uint64_t vu __attribute__((ext_vector_type(LANES)));

INLINE vf load(const float *from) {
  vf v;
  __builtin_memcpy(&v, from, sizeof v);
  return v;
}

INLINE void store(float *to, vf v) { __builtin_memcpy(to, &v, sizeof v); }

INLINE vi bits(vf x) { return __builtin_bit_cast(vi, x); }
INLINE vf fromBits(vi x) { return __builtin_bit_cast(vf, x); }
INLINE vl bits64(vd x) { return __builtin_bit_cast(vl, x); }
INLINE vd fromBits64(vl x) { return __builtin_bit_cast(vd, x); }
INLINE vd widen(vf x) { return __builtin_convertvector(x, vd); }
INLINE vf narrow(vd x) { return __builtin_convertvector(x, vf); }
INLINE vl widenMask(vi x) { return __builtin_convertvector(x, vl); }

INLINE vf magnitude(vf x) { return fromBits(bits(x) & 0x7fffffff); }
INLINE vd magnitude64(vd x) { return fromBits64(bits64(x) & 0x7fffffffffffffff); }
/// The magnitude of `x` with the sign of `sign`.
INLINE vf withSign(vf x, vf sign) {
  return fromBits((bits(x) & 0x7fffffff) | (bits(sign) & (int32_t)0x80000000));
}
/// The smaller or greater of a number and a bound; NaN stays NaN.
INLINE vf atMost(float bound, vf x) { return bound < x ? (vf)bound : x; }
INLINE vf atLeast(float bound, vf x) { return bound > x ? (vf)bound : x; }
INLINE vd atMost64(double bound, vd x) { return bound < x ? (vd)bound : x; }
INLINE vd atLeast64(double bound, vd x) { return bound > x ? (vd)bound : x; }

/// The product of the chain rule, in which an exact zero wins over infinity and NaN: an operand
/// that does not move contributes nothing, and a flat operator passes nothing on.
INLINE vf chained(vf a, vf b) { return ((a == 0.0f) | (b == 0.0f)) ? (vf)0.0f : a * b; }
INLINE vd chained64(vd a, vd b) { return ((a == 0.0) | (b == 0.0)) ? (vd)0.0 : a * b; }
