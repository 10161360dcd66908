#include "CTransformerKernels.h"

#include <math.h>
#include <string.h>

// Products and sums are rounded one by one, and sums run over a fixed number of lanes: the width of the processor's
// registers changes the time alone.
#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__) && defined(__linux__) && defined(__clang__)
#define WIDEST __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define WIDEST
#endif

// Each number is written where it was read, if anywhere.
#if defined(__clang__)
#define NO_OVERLAP _Pragma("clang loop vectorize(assume_safety)")
#else
#define NO_OVERLAP
#endif

enum { LANES = 8, WIDE = 16 };

/// e^x for x <= 0: 2^n e^r with |r| <= ln 2 / 2, the Taylor series of e^r to r^7 (relative error 5e-9), and 0 below the
/// smallest normal number.
static inline float power_of_e(float x) {
  const float inside = x > -87.0f ? x : -87.0f;
  const float n = (inside * 1.44269504f + 12582912.0f) - 12582912.0f;
  // ln 2 in two parts, the first short enough that n times it is exact.
  const float r = (inside - n * 0.693359375f) - n * -2.12194440e-4f;
  float sum = 1.0f / 5040;
  sum = sum * r + 1.0f / 720;
  sum = sum * r + 1.0f / 120;
  sum = sum * r + 1.0f / 24;
  sum = sum * r + 1.0f / 6;
  sum = sum * r + 0.5f;
  sum = sum * r + 1.0f;
  sum = sum * r + 1.0f;
  const int bits = ((int)n + 127) * (1 << 23);
  float scale;
  memcpy(&scale, &bits, sizeof scale);
  return x > -87.0f ? sum * scale : 0.0f;
}

/// The share of a standard normal distribution above |x| is e^(-x²/2) times a polynomial in t = 1 / (1 + 0.35 |x|), fitted
/// to the least largest relative error on [0, 13] (3e-8).
static inline float gelu(float x) {
  const float size = fabsf(x);
  const float t = 1.0f / (1.0f + 0.35f * size);
  float sum = -0.0291088782f;
  sum = sum * t + 0.143787965f;
  sum = sum * t - 0.255326778f;
  sum = sum * t + 0.158721447f;
  sum = sum * t - 0.0227903686f;
  sum = sum * t + 0.105369039f;
  sum = sum * t + 0.119869128f;
  sum = sum * t + 0.139856696f;
  sum = sum * t + 0.139621705f;
  const float tail = sum * t * power_of_e(-0.5f * size * size);
  return x * (x < 0 ? tail : 1.0f - tail);
}

static inline float total(const float *lanes) {
  return ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
}

WIDEST void transformer_sum_norm(float *x, const float *first, const float *second, long repeat, const float *bias, const float *gain, const float *offset, float epsilon, long count,
                                 long columns) {
  const long whole = count - count % LANES;
  for (long column = 0; column < columns; column++) {
    float *v = x + column * count;
    const float *a = first + column * count, *b = second + column % repeat * count;
    float lanes[LANES] = {0}, squares[LANES] = {0};
    NO_OVERLAP for (long i = 0; i < count; i++) v[i] = (a[i] + b[i]) + bias[i];
    for (long i = 0; i < whole; i += LANES)
      for (int j = 0; j < LANES; j++) lanes[j] += v[i + j];
    for (long i = whole; i < count; i++) lanes[i - whole] += v[i];
    const float mean = total(lanes) / (float)count;
    for (long i = 0; i < count; i++) v[i] -= mean;
    for (long i = 0; i < whole; i += LANES)
      for (int j = 0; j < LANES; j++) squares[j] += v[i + j] * v[i + j];
    for (long i = whole; i < count; i++) squares[i - whole] += v[i] * v[i];
    // A constant column has variance 0, and the root of 1e-12 still is a normal number in single precision.
    const float scale = 1.0f / sqrtf(total(squares) / (float)count + epsilon);
    NO_OVERLAP for (long i = 0; i < count; i++) v[i] = gain[i] * (v[i] * scale) + offset[i];
  }
}

WIDEST void transformer_bias_gelu(float *restrict x, const float *restrict bias, long count, long columns) {
  for (long column = 0; column < columns; column++) {
    float *restrict v = x + column * count;
    for (long i = 0; i < count; i++) v[i] = gelu(v[i] + bias[i]);
  }
}

static inline long padded(long count) { return (count + WIDE - 1) / WIDE * WIDE; }

long transformer_attention_scratch(long length, long hidden, long heads) {
  const long size = hidden / heads;
  // Keys with the frame fastest; values with padded rows; one query's weights and context.
  return size * padded(length) + length * padded(size) + padded(length) + padded(size);
}

WIDEST void transformer_attention(float *restrict context, const float *restrict all, const float *restrict bias,
                                  long length, long hidden, long heads, float *restrict scratch) {
  const long size = hidden / heads, frames = padded(length), width = padded(size);
  float *restrict keys = scratch, *restrict values = keys + size * frames, *restrict weights = values + length * width,
                  *restrict sums = weights + frames;
  memset(scratch, 0, sizeof(float) * (size_t)transformer_attention_scratch(length, hidden, heads));
  for (long head = 0; head < heads; head++) {
    const long query = head * size, key = hidden + query, value = hidden + key;
    for (long t = 0; t < length; t++) {
      const float *restrict frame = all + t * 3 * hidden;
      for (long i = 0; i < size; i++) keys[i * frames + t] = frame[key + i] + bias[key + i];
      for (long i = 0; i < size; i++) values[t * width + i] = frame[value + i] + bias[value + i];
    }
    for (long t = 0; t < length; t++) {
      const float *restrict q = all + t * 3 * hidden + query;
      for (long block = 0; block < frames; block += WIDE) {
        float dots[WIDE] = {0};
        for (long i = 0; i < size; i++) {
          const float factor = q[i] + bias[query + i];
          for (int j = 0; j < WIDE; j++) dots[j] += factor * keys[i * frames + block + j];
        }
        for (int j = 0; j < WIDE; j++) weights[block + j] = dots[j];
      }
      float largest = weights[0];
      for (long j = 1; j < length; j++) largest = weights[j] > largest ? weights[j] : largest;
      for (long j = 0; j < frames; j++) weights[j] = power_of_e(weights[j] - largest);
      for (long j = length; j < frames; j++) weights[j] = 0;
      float lanes[LANES] = {0};
      for (long j = 0; j < frames; j += LANES)
        for (int l = 0; l < LANES; l++) lanes[l] += weights[j + l];
      const float scale = 1.0f / total(lanes);
      for (long block = 0; block < width; block += WIDE) {
        float sum[WIDE] = {0};
        for (long j = 0; j < length; j++) {
          const float weight = weights[j];
          for (int l = 0; l < WIDE; l++) sum[l] += weight * values[j * width + block + l];
        }
        for (int l = 0; l < WIDE; l++) sums[block + l] = sum[l] * scale;
      }
      memcpy(context + t * hidden + query, sums, sizeof(float) * (size_t)size);
    }
  }
}
