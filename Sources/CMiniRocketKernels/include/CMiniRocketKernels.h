#pragma once

/// Numbers are computed in groups of this size, so every row has room for the last group and may be read so far beyond
/// its end.
enum { MINIROCKET_GROUP = 16 };

/// Minus the sum of the nine copies of a row, shifted by -4 to 4 times `dilation`. `row` has numbers, or zeros, for
/// 4 x dilation places and a group at both sides.
void minirocket_sum_shifted(float *target, const float *row, long frames, long dilation);

/// The convolution of the sum of some channels with one kernel, whose places of the weight 2 are `shifts` frames away.
/// `rows`: the channels, `row_stride` apart; `shifted`: what `minirocket_sum_shifted` made of them, `shifted_stride`
/// apart; `sum`: a row like them, of zeros at both sides, where the sum of the channels is put.
void minirocket_convolve(float *target, float *sum, const float *rows, long row_stride, const float *shifted,
                         long shifted_stride, const long *channels, long channel_count, const long *shifts, long frames);

/// For each bias the share of the values above it.
void minirocket_shares(float *shares, const float *values, long count, const float *biases, long bias_count);
