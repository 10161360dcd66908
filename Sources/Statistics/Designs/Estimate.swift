import Foundation

/// A mean over test samples with its standard error over the units of the design.
public struct Estimate: Sendable, Equatable {
  /// The mean over splits of the mean over samples.
  public let mean: Double
  /// Its standard error; 0 where nothing varies.
  public let standardError: Double
  /// Degrees of freedom of the standard error; 0 where there is a single unit.
  public let degreesOfFreedom: Double

  /// mean -+ t standard error at 95 %; nil with a single unit.
  public var interval: Interval? {
    guard degreesOfFreedom > 0 else { return nil }
    let reach = StudentT(degreesOfFreedom: degreesOfFreedom).twoSidedQuantile(tail: 0.05) * standardError
    return Interval(low: mean - reach, high: mean + reach)
  }

  /// P of a mean as far from 0 under Student's t; nil where nothing varies or there is a single
  /// unit, 1 where all is 0.
  public var pValue: Double? {
    if mean == 0 { return 1 }
    guard degreesOfFreedom > 0, standardError > 0 else { return nil }
    return StudentT(degreesOfFreedom: degreesOfFreedom).twoSidedTail(mean / standardError)
  }

  /// Wilson's interval of a proportion at the effective number of samples, p (1 - p) / error^2,
  /// with Student's quantile: it stays within [0, 1] and has a width at 0 and 1, where the
  /// effective number is the true one.
  ///
  /// Source: Dean and Pagano, Journal of Survey Statistics and Methodology 3(4), 2015 (Wilson's
  /// interval with an effective sample size).
  public func proportionInterval(samples: Int) -> Interval? {
    guard degreesOfFreedom > 0 else { return nil }
    let variance = standardError * standardError
    // Where nothing varies, 0 and 1 are meant to the last digit.
    let p = variance == 0 && abs(mean - mean.rounded()) < 1e-12 ? mean.rounded() : min(1, max(0, mean))
    let n = variance > 0 && p > 0 && p < 1 ? p * (1 - p) / variance : Double(samples)
    let t = StudentT(degreesOfFreedom: degreesOfFreedom).twoSidedQuantile(tail: 0.05)
    let centre = p + t * t / (2 * n)
    let reach = t * (p * (1 - p) / n + t * t / (4 * n * n)).squareRoot()
    let whole = 1 + t * t / n
    return Interval(
      low: p == 0 ? 0 : max(0, (centre - reach) / whole), high: p == 1 ? 1 : min(1, (centre + reach) / whole))
  }
}

extension TestDesign {
  /// The mean of one value a sample, concatenated over the splits and these over the repetitions,
  /// with its standard error over the units.
  ///
  /// Subjects or splits: V = G / (G - 1) sum over units of (sum of weight (cell mean - mean))^2, G
  /// - 1 degrees of freedom; with equal weights that is the standard error of the units' means.
  /// Subjects and splits: the variance of two crossed random effects, at least the larger of the
  /// two alone, with Satterthwaite's degrees of freedom. Where all units agree to rounding, samples
  /// count as independent. Repetitions add what they vary by (`addingRepetitions`). Cost:
  /// O(samples · repetitions).
  public func estimate(_ values: [Double]) -> Estimate {
    precondition(values.count == valueCount, "\(values.count) values for \(valueCount) samples")
    return estimate(cellMeans: cellMeans(values)) { values[$0] }
  }

  /// The same from the means of the cells; `value` is asked only where the units agree.
  func estimate(cellMeans: [Double], value: (Int) -> Double) -> Estimate {
    var mean = 0.0
    var square = 0.0
    for (cell, cellMean) in zip(cells, cellMeans) {
      mean += cell.weight * cellMean
      square += cell.weight * cellMean * cellMean
    }
    var (variance, degreesOfFreedom) = spread(cellMeans, around: mean)
    if unit == .samples || variance <= 1e-24 * square {
      // What is left is rounding.
      let n = Double(sampleCount)
      let squares = sampleWeights.indices.reduce(0.0) { sum, index in
        let deviation = sampleWeights[index] * (meanOverRepetitions(index, value) - mean)
        return sum + deviation * deviation
      }
      variance = n > 1 ? n / (n - 1) * squares : 0
      if variance <= 1e-24 * square { variance = 0 }
    }
    if unit == .samples { degreesOfFreedom = Double(sampleCount - 1) }
    if repetitionCount > 1, degreesOfFreedom > 0 {
      (variance, degreesOfFreedom) = addingRepetitions(
        to: (variance, degreesOfFreedom), rows: tableOfRepetitions(cellMeans, around: mean, value: value))
    }
    return Estimate(mean: mean, standardError: variance.squareRoot(), degreesOfFreedom: degreesOfFreedom)
  }

  private func meanOverRepetitions(_ sample: Int, _ value: (Int) -> Double) -> Double {
    guard repetitionCount > 1 else { return value(sample) }
    let sum = (0..<repetitionCount).reduce(0.0) { $0 + value(sample + $1 * sampleCount) }
    return sum / Double(repetitionCount)
  }

  private func spread(_ cellMeans: [Double], around mean: Double) -> (variance: Double, degreesOfFreedom: Double) {
    switch unit {
    case .samples: (0, 0)
    case .subjects: Self.variance(of: sumsBySubject(cellMeans, around: mean))
    case .splits: Self.variance(of: sumsBySplit(cellMeans, around: mean))
    case .subjectsAndSplits: crossedVariance(cellMeans, around: mean)
    }
  }

  /// The weighted deviations of each subject's cells from `mean`, summed.
  func sumsBySubject(_ cellMeans: [Double], around mean: Double) -> [Double] {
    var sums = [Double](repeating: 0, count: subjectCount)
    for (cell, cellMean) in zip(cells, cellMeans) { sums[cell.subject] += cell.weight * (cellMean - mean) }
    return sums
  }

  /// The weighted deviations of each split's cells from `mean`, summed.
  func sumsBySplit(_ cellMeans: [Double], around mean: Double) -> [Double] {
    var sums = [Double](repeating: 0, count: splitCount)
    for (cell, cellMean) in zip(cells, cellMeans) { sums[cell.split] += cell.weight * (cellMean - mean) }
    return sums
  }

  private static func variance(of sums: [Double]) -> (variance: Double, degreesOfFreedom: Double) {
    let units = Double(sums.count)
    return (units / (units - 1) * sums.reduce(0) { $0 + $1 * $1 }, units - 1)
  }

  /// Two crossed random effects without replication: V = V_subjects + V_splits - V_rest, never
  /// below the larger of the first two.
  private func crossedVariance(
    _ cellMeans: [Double], around mean: Double
  ) -> (variance: Double, degreesOfFreedom: Double) {
    let bySubject = sumsBySubject(cellMeans, around: mean)
    let bySplit = sumsBySplit(cellMeans, around: mean)
    let (subjects, subjectFreedom) = Self.variance(of: bySubject)
    let (splits, splitFreedom) = Self.variance(of: bySplit)
    // Deviations that neither subject nor split explains; an absent cell deviates by nothing.
    var rest = [Double](repeating: 0, count: subjectCount * splitCount)
    for (cell, cellMean) in zip(cells, cellMeans) {
      rest[cell.subject * splitCount + cell.split] += cell.weight * (cellMean - mean)
    }
    var squares = 0.0
    for subject in 0..<subjectCount {
      for split in 0..<splitCount {
        let deviation =
          rest[subject * splitCount + split] - bySubject[subject] / Double(splitCount)
          - bySplit[split] / Double(subjectCount)
        squares += deviation * deviation
      }
    }
    let freedom = subjectFreedom * splitFreedom
    let remaining = Double(subjectCount * splitCount) / freedom * squares
    let variance = max(subjects + splits - remaining, subjects, splits)
    let parts =
      subjects * subjects / subjectFreedom + splits * splits / splitFreedom + remaining * remaining / freedom
    let satterthwaite = parts > 0 ? variance * variance / parts : 0
    return (variance, max(satterthwaite, min(subjectFreedom, splitFreedom)))
  }
}
