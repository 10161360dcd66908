#pragma once

#include <stdint.h>

// Matrices are column-major without padding: rows x columns numbers.

/// Copies numbers, those whose draw is below `dropout` as 0 and the others times `kept`.
void training_drop(float *to, const float *from, const uint16_t *draws, long count, unsigned dropout, float kept);

/// Replaces numbers by e to them, from e^-87 to e^88.
void training_exponentiate(float *values, long count);

/// Replaces numbers from 0 up by their square roots.
void training_take_roots(float *values, long count);

// Each of these for float (_f) and for double (_d).
#define TRAINING_FUNCTIONS(REAL, NAME)                                                                                 \
  /** One step of AdamW on numbers that shrink by the factor `keep`. 1 where all are finite afterwards, else 0. */     \
  int NAME(adamw)(REAL *w, const REAL *gradient, REAL *first, REAL *second, long count, REAL keep, REAL length,        \
                  REAL root, REAL share1, REAL share2);                                                                \
  /** Puts columns at length 1 into `unit`; a column of 0 stays. 0 where squares overflow or vanish, else 1. */        \
  int NAME(unit_columns)(REAL *unit, REAL *lengths, const REAL *z, long rows, long columns);                           \
  /** Replaces the gradient for unit columns by that for the columns: (g - u (u.g)) / length, 0 for a length of 0. */  \
  void NAME(unit_gradient)(REAL *gradient, const REAL *unit, const REAL *lengths, long rows, long columns);            \
  /** The roots of x.y of each column. 0 where terms of both signs leave less than `least` of them, else 1. */         \
  int NAME(quadratic_lengths)(REAL *lengths, const REAL *x, const REAL *y, REAL least, long rows, long columns);       \
  /** x_ij times `rows_[i]` (where it is not null) and `columns_[j]` (likewise) becomes `target`. */                   \
  void NAME(scale)(REAL *target, const REAL *x, const REAL *rows_, const REAL *columns_, long rows, long columns);     \
  /** Takes the mean of each row away and gives the means and the sums of squares that are left. */                    \
  void NAME(centre_rows)(REAL *x, REAL *means, REAL *squares, long rows, long columns);                                \
  /** The sum over columns of x_ij y_ij, for each row. */                                                              \
  void NAME(row_dots)(REAL *sums, const REAL *x, const REAL *y, long rows, long columns);                              \
  /** The sum of x y. */                                                                                               \
  double NAME(dot)(const REAL *x, const REAL *y, long count);                                                          \
  /** The sum of (x - y)^2. */                                                                                         \
  double NAME(distance)(const REAL *x, const REAL *y, long count);                                                     \
  /** target_ij becomes s_i target_ij + a_i x_ij + b_i y_ij + c_i. */                                                  \
  void NAME(combine_rows)(REAL *target, const REAL *s, const REAL *x, const REAL *a, const REAL *y, const REAL *b,     \
                          const REAL *c, long rows, long columns);                                                     \
  /** The InfoNCE loss of n x n cosines times 2 n, with its gradient for them. `along_rows` and `along_columns`        \
      become the sums of cosine times gradient; `work` has room for n numbers. */                                      \
  double NAME(infonce)(REAL *gradient, const REAL *cosines, REAL *along_rows, REAL *along_columns, REAL *work,         \
                       REAL scale, long n);                                                                            \
  /** The SigLIP loss times n in the same way, at the bias `bias`; its gradient for the bias is put into `of_bias`. */ \
  double NAME(siglip)(REAL *gradient, const REAL *cosines, REAL *along_rows, REAL *along_columns, double *of_bias,     \
                      REAL scale, REAL bias, long n);

#define TRAINING_FLOAT(name) training_##name##_f
#define TRAINING_DOUBLE(name) training_##name##_d
TRAINING_FUNCTIONS(float, TRAINING_FLOAT)
TRAINING_FUNCTIONS(double, TRAINING_DOUBLE)
