#include "CTrainingKernels.h"

#include <math.h>
#include <string.h>

// The processor's version is chosen while the program is loaded, before a sanitiser has its memory: there is one version
// then.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
#define SANITIZED
#endif
#endif

#if defined(__x86_64__) && defined(__linux__) && defined(__clang__) && !defined(SANITIZED)
#define WIDEST __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define WIDEST
#endif
#define INSIDE static inline __attribute__((always_inline))

// Sums may be taken in parts, side by side.
#pragma clang fp reassociate(on) contract(fast)

/// e to x = 2^n e^r with whole n and |r| <= log(2) / 2, where a polynomial of degree 7 is exact to rounding.
/// Source: the coefficients of Cephes (Moshier).
INSIDE float exponential_f(float argument) {
#pragma clang fp reassociate(off)
  const float above = argument < -87.0f ? -87.0f : argument, x = above > 88.0f ? 88.0f : above;
  // Adding 1.5 * 2^23 leaves no room for a fraction: the sum is rounded to a whole number, which its low bits hold.
  const float shift = 12582912.0f, shifted = x * 1.44269504f + shift, n = shifted - shift;
  const float r = x - n * 0.693359375f + n * 2.1219444e-4f;
  float polynomial = r * 1.98756915e-4f + 1.3981999507e-3f;
  polynomial = polynomial * r + 8.3334519073e-3f;
  polynomial = polynomial * r + 4.1665795894e-2f;
  polynomial = polynomial * r + 1.6666665459e-1f;
  polynomial = polynomial * r + 5.0000001201e-1f;
  const float fraction = polynomial * (r * r) + r + 1.0f;
  int32_t bits, start;
  memcpy(&bits, &shifted, 4);
  memcpy(&start, &shift, 4);
  const int32_t exponent = (int32_t)((uint32_t)(bits - start + 127) << 23);
  float power;
  memcpy(&power, &exponent, 4);
  return fraction * power;
}

INSIDE double exponential_d(double x) { return exp(x); }

/// log(1 + x) for 0 <= x <= 1: 2 artanh(x / (2 + x)), whose series is exact to rounding after eight terms.
INSIDE float log1p_f(float x) {
  const float y = x / (2.0f + x), z = y * y;
  float series = z * (1.0f / 15) + 1.0f / 13;
  series = series * z + 1.0f / 11;
  series = series * z + 1.0f / 9;
  series = series * z + 1.0f / 7;
  series = series * z + 1.0f / 5;
  series = series * z + 1.0f / 3;
  return 2.0f * (y + y * z * series);
}

INSIDE double log1p_d(double x) { return log1p(x); }

/// x / sqrt(x) by Newton's method, from half the exponent with the other sign; exact to a few units in the last place.
INSIDE float root_f(float x) {
#pragma clang fp reassociate(off)
  const float half = 0.5f * x;
  uint32_t bits;
  memcpy(&bits, &x, 4);
  bits = 0x5F375A86u - (bits >> 1);
  float inverse;
  memcpy(&inverse, &bits, 4);
  inverse *= 1.5f - half * inverse * inverse;
  inverse *= 1.5f - half * inverse * inverse;
  inverse *= 1.5f - half * inverse * inverse;
  return x * inverse;
}

INSIDE double root_d(double x) { return sqrt(x); }

INSIDE float length_f(float square) { return sqrtf(square); }
INSIDE double length_d(double square) { return sqrt(square); }

WIDEST void training_drop(float *restrict to, const float *restrict from, const uint16_t *restrict draws, long count,
                          unsigned dropout, float kept) {
  for (long i = 0; i < count; i++) to[i] = draws[i] < dropout ? 0.0f : kept * from[i];
}

WIDEST void training_exponentiate(float *values, long count) {
  for (long i = 0; i < count; i++) values[i] = exponential_f(values[i]);
}

WIDEST void training_take_roots(float *values, long count) {
  for (long i = 0; i < count; i++) values[i] = root_f(values[i]);
}

#define REAL float
#define NAME(name) training_##name##_f
#define INNER(name) name##_f
#define SMALLEST 8.3e-24f
#include "Loops.h"
#undef REAL
#undef NAME
#undef INNER
#undef SMALLEST

#define REAL double
#define NAME(name) training_##name##_d
#define INNER(name) name##_d
#define SMALLEST 4.6e-277
#include "Loops.h"
