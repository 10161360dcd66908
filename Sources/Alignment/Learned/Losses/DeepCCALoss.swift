import LinearAlgebra

/// Minus the total canonical correlation of the two latent batches.
///
/// With covariances S_ab of the centred latents and S_mm + r_m I in the place of S_mm,
/// r_m = `ridge` times the mean variance: the trace norm of T = L_1^-1 S_12 L_2^-T, where L_m
/// L_m' = S_mm + r_m I. It is that of S_11^-1/2 S_12 S_22^-1/2, to which T is related by rotations.
/// With T = U D V': gradient for S_12: L_1^-T U V' L_2^-1; for S_11: -1/2 L_1^-T U D U' L_1^-1. All
/// in double precision: inverses of covariances lose digits.
/// Source: Andrew et al. 2013.
struct DeepCCALoss: PairLoss {
  let ridge: Double

  func evaluate<S: TrainingScalar>(_ latents: [Matrix<S>], scalars: [S]) -> LatentGradient<S> {
    // A covariance that cannot be factorised, or a batch that is not finite, leaves no value:
    // training has diverged.
    guard let (value, gradients) = try? correlation(latents.map { $0.map { Double($0) } }) else {
      return LatentGradient(value: .nan, latents: latents)
    }
    return LatentGradient(value: -value, latents: gradients.map { $0.map { S(-$0) } })
  }

  /// The total correlation and its gradients.
  private func correlation(_ latents: [Matrix<Double>]) throws -> (Double, [Matrix<Double>]) {
    let (k, n) = (latents[0].rows, Double(latents[0].columns))
    let centred = latents.map { CentredRows($0).values }
    let factors = try centred.map { view in
      var covariance = (1 / n) * view.gramOfRows()
      let shift = ridge * (0..<k).reduce(0) { $0 + covariance[$1, $1] } / Double(k)
      covariance.withUnsafeMutableElements { for i in 0..<k { $0[i * k + i] += shift } }
      return try CholeskyFactorisation(covariance)
    }
    let whitened = zip(factors, centred).map { $0.solvingLower($1) }
    let canonical = try SingularValueDecomposition(
      (1 / n) * Matrix.product(whitened[0], whitened[1], transposing: .second))
    let bases = zip(factors, [canonical.u, canonical.v]).map { $0.solvingLowerTransposed($1) }
    let gradients = (0..<2).map { m in
      var own = Matrix.product(bases[m].scalingColumns(by: canonical.values), bases[m], transposing: .second)
      // The ridge moves with the variance.
      let shift = ridge * (0..<k).reduce(0) { $0 + own[$1, $1] } / Double(k)
      own.withUnsafeMutableElements { for i in 0..<k { $0[i * k + i] += shift } }
      let cross = Matrix.product(bases[m], bases[1 - m], transposing: .second)
      return (1 / n) * (cross * centred[1 - m] - own * centred[m])
    }
    return (canonical.values.reduce(0, +), gradients)
  }

  /// Canonical correlations of the outputs for the training pairs: the loss sees outputs up to
  /// linear maps only.
  /// - Throws: `InputError` where the outputs have fewer than k directions.
  func readout(_ latents: () -> [Matrix<Double>]) throws -> LatentReadout {
    let pairs = try PairedFeatures(modalities: ["first", "second"], views: latents())
    let method = try RidgeCCA {
      $0.k = pairs.views[0].rows
      $0.ridge = ridge
    }
    let fitted = try Check.naming(DeepCCA.name, insteadOf: RidgeCCA.name) { try method.fit(pairs) }
    guard let linear = fitted as? LinearAlignment else { preconditionFailure("ridge CCA is linear") }
    return .affine(linear.maps)
  }
}
