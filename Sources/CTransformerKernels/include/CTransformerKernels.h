#pragma once

/// x, a column of `count` numbers after another: each to mean 0 and variance 1 after `first + second + bias` was put
/// there, then times gain plus offset. `second` has `repeat` columns, which are taken again and again.
void transformer_sum_norm(float *x, const float *first, const float *second, long repeat, const float *bias,
                          const float *gain, const float *offset, float epsilon, long count, long columns);

/// x + bias times the share of a standard normal distribution below it (GELU in its exact form), column by column.
void transformer_bias_gelu(float *x, const float *bias, long count, long columns);

/// Attention of all heads within one window. `all`: 3 x hidden numbers a frame (queries, keys, values), `bias` to be
/// added to them; `context`: hidden numbers a frame; `scratch`: transformer_attention_scratch(...) floats.
void transformer_attention(float *context, const float *all, const float *bias, long length, long hidden, long heads,
                           float *scratch);
long transformer_attention_scratch(long length, long hidden, long heads);
