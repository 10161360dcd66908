#pragma once

// States are floats, one frame after another, each `stride` floats from the last. Strides are multiples of 16, and what
// stands behind a frame's own numbers may be read and written, but never reaches them.

/// The least multiple of 16 that is not below `count`.
long transformer_padded(long count);

/// W x + bias of each frame. `weights`: for each input padded(outputs) numbers, those behind the outputs 0, as those of
/// `bias` are. `out`: padded(outputs) or more a frame.
void transformer_dense(float *out, long out_stride, const float *x, long x_stride, const float *weights,
                       const float *bias, long inputs, long outputs, long frames);

/// Each frame of x + other to mean 0 and variance 1, then times `gain` plus `offset`, which are padded with zeros. Frames of
/// x are padded(count) apart. `other` has `repeat` frames, which are taken again and again.
void transformer_sum_norm(float *x, const float *other, long other_stride, long repeat, const float *gain,
                          const float *offset, float epsilon, long count, long frames);

/// Each of `count` numbers, a multiple of 16, times the share of a standard normal distribution below it (GELU in its
/// exact form).
void transformer_gelu(float *x, long count);

/// Attention of all heads within each window of `length` frames. `all`: queries, keys and values of each frame, 3 x hidden
/// numbers, and 15 more floats behind the last frame; `context`: hidden numbers a frame and 15 more, which are written
/// over; `scratch`: transformer_attention_scratch(...) floats.
void transformer_attention(float *context, long context_stride, const float *all, long all_stride, long length,
                           long windows, long hidden, long heads, float *scratch);
long transformer_attention_scratch(long length, long hidden, long heads);
