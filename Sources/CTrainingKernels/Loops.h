// The loops for one type of number, REAL. Names of functions come from NAME, of their parts from INNER.

WIDEST int NAME(adamw)(REAL *restrict w, const REAL *restrict gradient, REAL *restrict first, REAL *restrict second,
                       long count, REAL keep, REAL length, REAL root, REAL share1, REAL share2) {
  // A number that is not finite is none after a product with 0 too.
  REAL finite = 0;
  for (long i = 0; i < count; i++) {
    const REAL g = gradient[i];
    const REAL mean = first[i] + share1 * (g - first[i]);
    const REAL square = second[i] + share2 * (g * g - second[i]);
    first[i] = mean;
    second[i] = square;
    const REAL next = keep * w[i] - length * mean / (INNER(root)(square) * root + (REAL)1e-8);
    w[i] = next;
    finite += next * 0;
  }
  return finite == 0;
}

WIDEST int NAME(unit_columns)(REAL *restrict unit, REAL *restrict lengths, const REAL *restrict z, long rows,
                              long columns) {
  for (long j = 0; j < columns; j++) {
    const REAL *from = z + j * rows;
    REAL *to = unit + j * rows, square = 0;
    for (long i = 0; i < rows; i++) square += from[i] * from[i];
    if (!(square > SMALLEST && square < 1 / SMALLEST)) return 0;
    const REAL length = INNER(length)(square), factor = 1 / length;
    lengths[j] = length;
    for (long i = 0; i < rows; i++) to[i] = factor * from[i];
  }
  return 1;
}

WIDEST void NAME(unit_gradient)(REAL *restrict gradient, const REAL *restrict unit, const REAL *restrict lengths,
                                long rows, long columns) {
  for (long j = 0; j < columns; j++) {
    const REAL *u = unit + j * rows, factor = lengths[j] > 0 ? 1 / lengths[j] : 0;
    REAL *g = gradient + j * rows, along = 0;
    for (long i = 0; i < rows; i++) along += u[i] * g[i];
    for (long i = 0; i < rows; i++) g[i] = factor * (g[i] - along * u[i]);
  }
}

WIDEST int NAME(quadratic_lengths)(REAL *restrict lengths, const REAL *restrict x, const REAL *restrict y, REAL least,
                                   long rows, long columns) {
  int certain = 1;
  for (long j = 0; j < columns; j++) {
    const REAL *a = x + j * rows, *b = y + j * rows;
    REAL sum = 0, size = 0;
    for (long i = 0; i < rows; i++) {
      const REAL term = a[i] * b[i];
      sum += term;
      size += term < 0 ? -term : term;
    }
    certain &= sum > least * size && sum > SMALLEST && sum < 1 / SMALLEST;
    lengths[j] = INNER(length)(sum);
  }
  return certain;
}

WIDEST void NAME(scale)(REAL *target, const REAL *x, const REAL *restrict rows_, const REAL *restrict columns_,
                        long rows, long columns) {
  for (long j = 0; j < columns; j++) {
    const REAL *from = x + j * rows, factor = columns_ ? columns_[j] : 1;
    REAL *to = target + j * rows;
    if (rows_)
      for (long i = 0; i < rows; i++) to[i] = factor * rows_[i] * from[i];
    else
      for (long i = 0; i < rows; i++) to[i] = factor * from[i];
  }
}

WIDEST void NAME(centre_rows)(REAL *restrict x, REAL *restrict means, REAL *restrict squares, long rows, long columns) {
  for (long i = 0; i < rows; i++) means[i] = squares[i] = 0;
  for (long j = 0; j < columns; j++)
    for (long i = 0; i < rows; i++) means[i] += x[j * rows + i];
  for (long i = 0; i < rows; i++) means[i] /= (REAL)columns;
  for (long j = 0; j < columns; j++)
    for (long i = 0; i < rows; i++) {
      const REAL left = x[j * rows + i] - means[i];
      x[j * rows + i] = left;
      squares[i] += left * left;
    }
}

WIDEST void NAME(row_dots)(REAL *restrict sums, const REAL *restrict x, const REAL *restrict y, long rows,
                           long columns) {
  for (long i = 0; i < rows; i++) sums[i] = 0;
  for (long j = 0; j < columns; j++)
    for (long i = 0; i < rows; i++) sums[i] += x[j * rows + i] * y[j * rows + i];
}

// Parts of 1024 numbers in their own type, and these in double precision.
WIDEST double NAME(dot)(const REAL *restrict x, const REAL *restrict y, long count) {
  double sum = 0;
  for (long first = 0; first < count; first += 1024) {
    const long last = first + 1024 < count ? first + 1024 : count;
    REAL part = 0;
    for (long i = first; i < last; i++) part += x[i] * y[i];
    sum += part;
  }
  return sum;
}

WIDEST double NAME(distance)(const REAL *restrict x, const REAL *restrict y, long count) {
  double sum = 0;
  for (long first = 0; first < count; first += 1024) {
    const long last = first + 1024 < count ? first + 1024 : count;
    REAL part = 0;
    for (long i = first; i < last; i++) part += (x[i] - y[i]) * (x[i] - y[i]);
    sum += part;
  }
  return sum;
}

WIDEST void NAME(combine_rows)(REAL *restrict target, const REAL *restrict s, const REAL *restrict x,
                               const REAL *restrict a, const REAL *restrict y, const REAL *restrict b,
                               const REAL *restrict c, long rows, long columns) {
  for (long j = 0; j < columns; j++) {
    const REAL *xs = x + j * rows, *ys = y + j * rows;
    REAL *t = target + j * rows;
    for (long i = 0; i < rows; i++) t[i] = s[i] * t[i] + a[i] * xs[i] + b[i] * ys[i] + c[i];
  }
}

// As no cosine exceeds 1, exp((s - 1) / t) cannot overflow, and one exponential serves the row and the column.
WIDEST double NAME(infonce)(REAL *restrict gradient, const REAL *restrict cosines, REAL *restrict along_rows,
                            REAL *restrict along_columns, REAL *restrict work, REAL scale, long n) {
  for (long i = 0; i < n; i++) work[i] = 0;
  for (long j = 0; j < n; j++) {
    const REAL *s = cosines + j * n;
    REAL *e = gradient + j * n, sum = 0;
    for (long i = 0; i < n; i++) {
      const REAL power = INNER(exponential)(scale * (s[i] - 1));
      e[i] = power;
      sum += power;
      work[i] += power;
    }
    along_columns[j] = sum;
  }
  double value = 0;
  const REAL share = (REAL)0.5 * scale / (REAL)n;
  for (long i = 0; i < n; i++) {
    value += log((double)work[i]) + log((double)along_columns[i]) + 2 * (double)(scale * (1 - cosines[i * n + i]));
    work[i] = share / work[i];
    along_rows[i] = 0;
  }
  for (long j = 0; j < n; j++) {
    const REAL *s = cosines + j * n, factor = share / along_columns[j];
    REAL *e = gradient + j * n, sum = 0;
    // The partner is apart from the others, and none of it is counted twice.
    const REAL partner = e[j] * (work[j] + factor) - 2 * share;
    e[j] = 0;
    for (long i = 0; i < n; i++) {
      const REAL g = e[i] * (work[i] + factor), along = g * s[i];
      e[i] = g;
      sum += along;
      along_rows[i] += along;
    }
    e[j] = partner;
    along_columns[j] = sum + partner * s[j];
    along_rows[j] += partner * s[j];
  }
  return value;
}

// exp(-|logit|), from which come -log sigmoid(m) without overflow and its derivative -sigmoid(-m). All pairings are
// taken for no partners; then the diagonal is put right.
WIDEST double NAME(siglip)(REAL *restrict gradient, const REAL *restrict cosines, REAL *restrict along_rows,
                           REAL *restrict along_columns, double *of_bias, REAL scale, REAL bias, long n) {
  const REAL share = 1 / (REAL)n;
  double value = 0, sum_of_deltas = 0;
  for (long i = 0; i < n; i++) along_rows[i] = 0;
  for (long j = 0; j < n; j++) {
    const REAL *s = cosines + j * n;
    REAL *g = gradient + j * n, loss = 0, deltas = 0, sum = 0;
    for (long i = 0; i < n; i++) {
      const REAL logit = scale * s[i] + bias;
      const REAL small = INNER(exponential)(logit > 0 ? -logit : logit);
      // What is counted for the diagonal is taken as nothing here.
      const REAL counted = i == j ? 0 : 1;
      loss += counted * ((logit > 0 ? logit : 0) + INNER(log1p)(small));
      const REAL delta = counted * share * (logit > 0 ? 1 : small) / (1 + small), own = scale * delta;
      deltas += delta;
      g[i] = own;
      sum += own * s[i];
      along_rows[i] += own * s[i];
    }
    const REAL logit = scale * s[j] + bias, small = INNER(exponential)(logit > 0 ? -logit : logit);
    loss += (logit < 0 ? -logit : 0) + INNER(log1p)(small);
    const REAL delta = -share * (logit > 0 ? small : 1) / (1 + small), own = scale * delta;
    deltas += delta;
    g[j] = own;
    along_columns[j] = sum + own * s[j];
    along_rows[j] += own * s[j];
    value += loss;
    sum_of_deltas += deltas;
  }
  *of_bias = sum_of_deltas;
  return value;
}
