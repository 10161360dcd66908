#include "CMiniRocketKernels.h"

#include <math.h>
#include <string.h>

// Products and sums are rounded one by one and in one order, so the width of the processor's registers changes the time
// alone.
#pragma STDC FP_CONTRACT OFF

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

typedef float Numbers __attribute__((vector_size(4 * MINIROCKET_GROUP), aligned(4)));

static inline __attribute__((always_inline)) const Numbers *at(const float *place) { return (const Numbers *)place; }

WIDEST void minirocket_sum_shifted(float *target, const float *row, long frames, long dilation) {
  for (long t = 0; t < frames; t += MINIROCKET_GROUP) {
    Numbers sum = -*at(row + t);
    for (long shift = dilation; shift <= 4 * dilation; shift += dilation)
      sum -= *at(row + t - shift) + *at(row + t + shift);
    *(Numbers *)(target + t) = sum;
  }
}

WIDEST void minirocket_convolve(float *target, float *sum, const float *rows, long row_stride, const float *shifted,
                                long shifted_stride, const long *channels, long channel_count, const long *shifts,
                                long frames) {
  for (long t = 0; t < frames; t += MINIROCKET_GROUP) {
    Numbers plain = *at(rows + channels[0] * row_stride + t), nine = *at(shifted + channels[0] * shifted_stride + t);
    for (long i = 1; i < channel_count; i++) {
      plain += *at(rows + channels[i] * row_stride + t);
      nine += *at(shifted + channels[i] * shifted_stride + t);
    }
    *(Numbers *)(sum + t) = plain;
    *(Numbers *)(target + t) = nine;
  }
  const float *x = sum + shifts[0], *y = sum + shifts[1], *z = sum + shifts[2];
  for (long t = 0; t < frames; t += MINIROCKET_GROUP)
    *(Numbers *)(target + t) += 3.0f * (*at(x + t) + *at(y + t) + *at(z + t));
}

// Each lane counts for one bias: nothing is left to add up at the end.
#define SHARES(lanes)                                                                                                \
  static inline __attribute__((always_inline)) void shares_of_##lanes(float *shares, const float *values, long count, \
                                                                      const float *biases, long used) {              \
    typedef float Floats __attribute__((vector_size(4 * lanes)));                                                     \
    typedef int Counts __attribute__((vector_size(4 * lanes)));                                                       \
    Floats bias = {0};                                                                                                \
    memcpy(&bias, biases, sizeof(float) * (size_t)used);                                                              \
    Counts above = {0};                                                                                               \
    for (long t = 0; t < count; t++) above -= bias < values[t];                                                        \
    const Floats share = __builtin_convertvector(above, Floats) / (float)count;                                       \
    memcpy(shares, &share, sizeof(float) * (size_t)used);                                                             \
  }
SHARES(16)
SHARES(8)
SHARES(4)

WIDEST void minirocket_shares(float *shares, const float *values, long count, const float *biases, long bias_count) {
  long f = 0;
  for (; bias_count - f >= 16; f += 16) shares_of_16(shares + f, values, count, biases + f, 16);
  const long rest = bias_count - f;
  if (rest > 8)
    shares_of_16(shares + f, values, count, biases + f, rest);
  else if (rest > 4)
    shares_of_8(shares + f, values, count, biases + f, rest);
  else if (rest > 0)
    shares_of_4(shares + f, values, count, biases + f, rest);
}
