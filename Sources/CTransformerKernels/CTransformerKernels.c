#include "CTransformerKernels.h"

#include <math.h>
#include <string.h>

// Sums run over a fixed number of lanes, in a fixed order. A product and a sum are rounded once where the processor can
// do so, and the width of its registers changes the time alone.
#pragma STDC FP_CONTRACT ON

enum { WIDE = 16, MOST_FRAMES = 8 };

typedef float Vector __attribute__((vector_size(WIDE * sizeof(float)), aligned(sizeof(float))));
typedef int Bits __attribute__((vector_size(WIDE * sizeof(int)), aligned(sizeof(int))));

#define INLINE static inline __attribute__((always_inline))

// No functions: vectors are not passed between functions for different processors.
#define LOAD(from) (*(const Vector *)(from))
#define STORE(to, value) (*(Vector *)(to) = (value))

long transformer_padded(long count) { return (count + WIDE - 1) / WIDE * WIDE; }

// MARK: Products

/// `frames` x `vectors` results at once, which stay in registers: both are known where this is inlined.
INLINE void tile(float *restrict out, long out_stride, const float *restrict x, long x_stride,
                 const float *restrict weights, long weights_stride, const float *restrict bias, long depth,
                 const int frames, const int vectors) {
  Vector sums[MOST_FRAMES][MOST_FRAMES];
#pragma clang loop unroll(full)
  for (int t = 0; t < frames; t++)
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) sums[t][v] = bias ? LOAD(bias + v * WIDE) : (Vector){0};
  for (long i = 0; i < depth; i++) {
    Vector row[MOST_FRAMES];
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) row[v] = LOAD(weights + i * weights_stride + v * WIDE);
#pragma clang loop unroll(full)
    for (int t = 0; t < frames; t++) {
      const float factor = x[t * x_stride + i];
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors; v++) sums[t][v] = row[v] * factor + sums[t][v];
    }
  }
#pragma clang loop unroll(full)
  for (int t = 0; t < frames; t++)
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) STORE(out + t * out_stride + v * WIDE, sums[t][v]);
}

INLINE void tiles(float *restrict out, long out_stride, const float *restrict x, long x_stride,
                  const float *restrict weights, long weights_stride, const float *restrict bias, long depth,
                  long frames, const int at_once, const int vectors) {
  long t = 0;
  for (; t + at_once <= frames; t += at_once)
    tile(out + t * out_stride, out_stride, x + t * x_stride, x_stride, weights, weights_stride, bias, depth, at_once,
         vectors);
  for (; t < frames; t++)
    tile(out + t * out_stride, out_stride, x + t * x_stride, x_stride, weights, weights_stride, bias, depth, 1,
         vectors);
}

/// A processor with room for `at_once` x `most` results: few enough columns of the weights at a time that they stay in
/// the nearest cache for all frames.
INLINE void product(float *restrict out, long out_stride, const float *restrict x, long x_stride,
                    const float *restrict weights, long weights_stride, const float *restrict bias, long depth,
                    long vectors, long frames, const int at_once, const int most) {
  for (long v = 0; v < vectors;) {
    const long left = vectors - v, take = left < most ? left : most;
    float *const o = out + v * WIDE;
    const float *const w = weights + v * WIDE, *const b = bias ? bias + v * WIDE : 0;
#define TILES(count) \
  if (count <= most && take == count) \
    tiles(o, out_stride, x, x_stride, w, weights_stride, b, depth, frames, at_once, count);
    TILES(1) TILES(2) TILES(3) TILES(4) TILES(5)
#undef TILES
    v += take;
  }
}

// MARK: Functions

/// e^x for x <= 0: 2^n e^r with |r| <= ln 2 / 2, the Taylor series of e^r to r^7 (relative error 5e-9), and 0 below the
/// smallest normal number.
INLINE float power_of_e(float x) {
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
INLINE float gelu(float x) {
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

INLINE void gelu_all(float *restrict x, long count, const int at_once, const int most) {
  for (long i = 0; i < count; i++) x[i] = gelu(x[i]);
}

INLINE float total(const Vector *all) {
  const Vector v = *all;
  typedef float Half __attribute__((vector_size(32)));
  typedef float Quarter __attribute__((vector_size(16)));
  const Half half = __builtin_shufflevector(v, v, 0, 1, 2, 3, 4, 5, 6, 7) +
                    __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15);
  const Quarter quarter = __builtin_shufflevector(half, half, 0, 1, 2, 3) + __builtin_shufflevector(half, half, 4, 5, 6, 7);
  return (quarter[0] + quarter[2]) + (quarter[1] + quarter[3]);
}

INLINE void sum_norm(float *restrict x, const float *restrict other, long other_stride, long repeat, const float *restrict gain,
                     const float *restrict offset, float epsilon, long count, long frames, const int at_once,
                     const int most) {
  const long stride = transformer_padded(count), whole = count - count % WIDE;
  Bits inside = {0};
  for (long i = whole; i < count; i++) inside[i - whole] = -1;
  long place = 0;
  for (long frame = 0; frame < frames; frame++) {
    float *restrict v = x + frame * stride;
    const float *restrict o = other + place * other_stride;
    place = place + 1 < repeat ? place + 1 : 0;
    Vector sum = {0}, squares = {0};
    for (long i = 0; i < stride; i += WIDE) {
      Vector value = LOAD(v + i) + LOAD(o + i);
      if (i == whole) value = (Vector)((Bits)value & inside);
      STORE(v + i, value);
      sum += value;
    }
    const float mean = total(&sum) / (float)count;
    for (long i = 0; i < stride; i += WIDE) {
      Vector value = LOAD(v + i) - mean;
      if (i == whole) value = (Vector)((Bits)value & inside);
      STORE(v + i, value);
      squares += value * value;
    }
    // A constant frame has variance 0, and the root of 1e-12 still is a normal number in single precision.
    const float scale = 1.0f / sqrtf(total(&squares) / (float)count + epsilon);
    for (long i = 0; i < stride; i += WIDE) STORE(v + i, LOAD(gain + i) * (LOAD(v + i) * scale) + LOAD(offset + i));
  }
}

// MARK: Attention

long transformer_attention_scratch(long length, long hidden, long heads) {
  const long size = hidden / heads;
  // Keys of all heads with the frame fastest; weights and context of some queries; -infinity behind the last frame.
  return (hidden + MOST_FRAMES + 1) * transformer_padded(length) + MOST_FRAMES * transformer_padded(size);
}

INLINE float largest_of(const Vector *all) {
  float lanes[WIDE];
  memcpy(lanes, all, sizeof lanes);
  for (int half = WIDE / 2; half > 0; half /= 2)
    for (int j = 0; j < half; j++) lanes[j] = lanes[j] > lanes[j + half] ? lanes[j] : lanes[j + half];
  return lanes[0];
}

/// `count` dot products, -infinity behind them up to `padded`, to weights of sum 1, but for the factor that is returned.
INLINE float softmax(float *restrict weights, long padded) {
  Vector most = LOAD(weights);
  for (long i = WIDE; i < padded; i += WIDE)
    for (int j = 0; j < WIDE; j++) most[j] = most[j] > weights[i + j] ? most[j] : weights[i + j];
  const float largest = largest_of(&most);
  Vector sum = {0};
  for (long i = 0; i < padded; i += WIDE) {
    for (int j = 0; j < WIDE; j++) weights[i + j] = power_of_e(weights[i + j] - largest);
    sum += LOAD(weights + i);
  }
  return 1.0f / total(&sum);
}

INLINE void attention(float *restrict context, long context_stride, const float *restrict all, long all_stride,
                      long length, long hidden, long heads, float *restrict scratch, const int at_once,
                      const int most) {
  const long size = hidden / heads, frames = transformer_padded(length), width = transformer_padded(size);
  float *restrict keys = scratch, *restrict weights = keys + hidden * frames,
                  *restrict sums = weights + MOST_FRAMES * frames,
                  *restrict behind = sums + MOST_FRAMES * width;
  for (long t = length; t < frames; t++) behind[t] = -INFINITY;
  for (long t = 0; t < length; t++) {
    const float *restrict key = all + t * all_stride + hidden;
    for (long i = 0; i < hidden; i++) keys[i * frames + t] = key[i];
  }
  for (long start = 0; start < length; start += at_once) {
    const long queries = length - start < at_once ? length - start : at_once;
    const float *restrict query = all + start * all_stride;
    for (long head = 0; head < heads; head++) {
      product(weights, frames, query + head * size, all_stride, keys + head * size * frames, frames, behind, size,
              frames / WIDE, queries, at_once, most);
      float scales[MOST_FRAMES];
      for (long t = 0; t < queries; t++) scales[t] = softmax(weights + t * frames, frames);
      product(sums, width, weights, frames, all + 2 * hidden + head * size, all_stride, 0, length, width / WIDE,
              queries, at_once, most);
      for (long t = 0; t < queries; t++) {
        // The next head, or the next frame, overwrites what is behind this head's numbers.
        float *restrict to = context + (start + t) * context_stride + head * size;
        for (long i = 0; i < width; i += WIDE) STORE(to + i, LOAD(sums + t * width + i) * scales[t]);
      }
    }
  }
}

INLINE void attention_of_windows(float *restrict context, long context_stride, const float *restrict all,
                                 long all_stride, long length, long windows, long hidden, long heads,
                                 float *restrict scratch, const int at_once, const int most) {
  memset(scratch, 0, sizeof(float) * (size_t)transformer_attention_scratch(length, hidden, heads));
  for (long window = 0; window < windows; window++)
    attention(context + window * length * context_stride, context_stride, all + window * length * all_stride,
              all_stride, length, hidden, heads, scratch, at_once, most);
}

// MARK: Processors

// Each function for several processors, which differ in how many results their registers hold.
#if defined(__x86_64__)
#define FOR_PROCESSORS(name, body, parameters, ...)                                                                \
  __attribute__((target("avx512f"))) static void name##_512 parameters { body(__VA_ARGS__, 5, 5); }               \
  __attribute__((target("avx2,fma"))) static void name##_256 parameters { body(__VA_ARGS__, 3, 2); }              \
  static void name##_128 parameters { body(__VA_ARGS__, 3, 1); }                                                  \
  void name parameters {                                                                                           \
    if (__builtin_cpu_supports("avx512f")) name##_512(__VA_ARGS__);                                                \
    else if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) name##_256(__VA_ARGS__);             \
    else name##_128(__VA_ARGS__);                                                                                  \
  }
#else
#define FOR_PROCESSORS(name, body, parameters, ...) \
  void name parameters { body(__VA_ARGS__, 4, 1); }
#endif

INLINE void dense(float *restrict out, long out_stride, const float *restrict x, long x_stride,
                  const float *restrict weights, const float *restrict bias, long inputs, long outputs, long frames,
                  const int at_once, const int most) {
  const long width = transformer_padded(outputs);
  product(out, out_stride, x, x_stride, weights, width, bias, inputs, width / WIDE, frames, at_once, most);
}

FOR_PROCESSORS(transformer_dense, dense,
               (float *out, long out_stride, const float *x, long x_stride, const float *weights, const float *bias,
                long inputs, long outputs, long frames),
               out, out_stride, x, x_stride, weights, bias, inputs, outputs, frames)

FOR_PROCESSORS(transformer_sum_norm, sum_norm,
               (float *x, const float *other, long other_stride, long repeat, const float *gain, const float *offset, float epsilon,
                long count, long frames),
               x, other, other_stride, repeat, gain, offset, epsilon, count, frames)

FOR_PROCESSORS(transformer_gelu, gelu_all, (float *x, long count), x, count)

FOR_PROCESSORS(transformer_attention, attention_of_windows,
               (float *context, long context_stride, const float *all, long all_stride, long length, long windows,
                long hidden, long heads, float *scratch),
               context, context_stride, all, all_stride, length, windows, hidden, heads, scratch)
