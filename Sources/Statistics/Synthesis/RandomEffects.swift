/// Estimates of several studies (data sets) put together where each has a true value of its own:
/// their mean, what they vary by, and what a new study would show.
///
/// y_i = mu + b_i + e_i, where b_i is normal of variance tau^2. The variance of e_i is the study's
/// own, v_i, and counts as known. tau^2 is Paule and Mandel's, and weights are 1 / (v_i + tau^2).
/// The interval of mu is Hartung and Knapp's (also Sidik and Jonkman's) with k - 1 degrees of
/// freedom, its factor sum w_i (y_i - mu)^2 / (k - 1) never below 1. With Paule and Mandel's tau^2
/// above 0 that factor is 1. Cost: O(k), some hundred passes.
///
/// Source: Paule and Mandel, Journal of Research of the NBS 87, 1982; Hartung and Knapp, Statistics
/// in Medicine 20, 2001; for the factor Röver et al., BMC Medical Research Methodology 15, 2015.
public struct RandomEffects: Sendable, Equatable {
  /// Do the studies differ by more than their own errors? By weights 1 / v_i.
  public struct Heterogeneity: Sendable, Equatable {
    /// Cochran's Q; `degreesOfFreedom` is k - 1.
    public let q: Double
    public let degreesOfFreedom: Int
    /// P of a Q as large where all studies have one value. Rough: the v_i are estimates themselves.
    public let pValue: Double
    /// The share of the variation that is between studies, (Q - (k - 1)) / Q, never below 0.
    public let iSquared: Double
  }

  /// The mean over studies, mu, with its interval and p.
  public let mean: Estimate
  /// What each study counts in the mean; they sum to 1.
  public let weights: [Double]
  /// The standard deviation of the studies' true values.
  public let tau: Double
  public let heterogeneity: Heterogeneity
  /// All studies counted alike: the mean of their values, Student's over studies. It needs none of
  /// the studies' variances.
  public let unweightedMean: Estimate
  /// Where the true value of a new study lies in 95 %; nil of two studies.
  ///
  /// mu -+ t sqrt(tau^2 + error^2) with k - 2 degrees of freedom. Source: Higgins, Thompson and
  /// Spiegelhalter, Journal of the Royal Statistical Society A 172, 2009.
  public let prediction: Interval?

  /// Puts estimates together; at least two, each with a standard error above 0.
  public init(_ estimates: [Estimate]) {
    precondition(estimates.count >= 2, "\(estimates.count) studies")
    precondition(estimates.allSatisfy { $0.standardError > 0 }, "a study without a standard error")
    let values = estimates.map(\.mean)
    let variances = estimates.map { $0.standardError * $0.standardError }
    let freedom = values.count - 1
    let tauSquared = Self.pauleMandel(values, variances)
    let fit = WeightedMean(values, variances, between: tauSquared)
    let factor = max(1, fit.squares / Double(freedom))
    mean = Estimate(
      mean: fit.mean, standardError: (factor / fit.totalWeight).squareRoot(), degreesOfFreedom: Double(freedom))
    weights = fit.weights.map { $0 / fit.totalWeight }
    tau = tauSquared.squareRoot()
    let q = WeightedMean(values, variances, between: 0).squares
    heterogeneity = Heterogeneity(
      q: q, degreesOfFreedom: freedom, pValue: chiSquaredTail(q, degreesOfFreedom: freedom),
      iSquared: q > 0 ? max(0, (q - Double(freedom)) / q) : 0)
    unweightedMean = Self.unweighted(values)
    guard values.count > 2 else {
      prediction = nil
      return
    }
    let error = (tauSquared + mean.standardError * mean.standardError).squareRoot()
    let reach = StudentT(degreesOfFreedom: Double(freedom - 1)).twoSidedQuantile(tail: 0.05) * error
    prediction = Interval(low: mean.mean - reach, high: mean.mean + reach)
  }

  private static func unweighted(_ values: [Double]) -> Estimate {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return Estimate(
      mean: mean, standardError: (squares / (count - 1) / count).squareRoot(), degreesOfFreedom: count - 1)
  }

  /// The tau^2 at which sum w_i (y_i - mu)^2 is k - 1, by bisection to the last digit; 0 where the
  /// sum is no larger than that at 0. The sum falls with tau^2, so there is one.
  private static func pauleMandel(_ values: [Double], _ variances: [Double]) -> Double {
    let wanted = Double(values.count - 1)
    func isLarger(_ tauSquared: Double) -> Bool {
      WeightedMean(values, variances, between: tauSquared).squares > wanted
    }
    guard isLarger(0) else { return 0 }
    var (low, high) = (0.0, variances.max() ?? 1)
    while isLarger(high) { (low, high) = (high, high * 2) }
    while true {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { return high }
      if isLarger(middle) { low = middle } else { high = middle }
    }
  }
}

/// The mean by weights 1 / (v_i + tau^2).
private struct WeightedMean {
  let weights: [Double]
  let totalWeight: Double
  let mean: Double
  /// sum w_i (y_i - mean)^2
  let squares: Double

  init(_ values: [Double], _ variances: [Double], between tauSquared: Double) {
    let weights = variances.map { 1 / ($0 + tauSquared) }
    let total = weights.reduce(0, +)
    let mean = zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 } / total
    squares = zip(weights, values).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) }
    (self.weights, totalWeight, self.mean) = (weights, total, mean)
  }
}
