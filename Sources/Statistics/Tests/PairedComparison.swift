import Foundation
import Randomness

/// Two rows on the same test samples: what they differ by, how sure that is, and how large.
///
/// One test decides: that of `interval`, Student's over the units. So an interval without 0 and a
/// difference at 5 % are the same thing. For hits of one subject in one split McNemar's test
/// decides. The exact flips stand beside it. Splits that are too few to speak for others
/// (`TestDesign.hasTooFewSplits`) count as given: the test is then over subjects alone, and
/// `overSplits` says what the difference is with splits as units too.
public struct PairedComparison: Sendable, Equatable {
  /// What the subjects and splits are.
  public let design: TestDesign
  /// What varies in `difference`.
  public let unit: TestDesign.Unit
  /// Mean of the first less that of the second, with its standard error over the units.
  public let difference: Estimate
  /// The same difference over subjects and splits; nil unless the splits count as given in
  /// `difference`.
  public let overSplits: Estimate?
  /// Every flip of the units' signs; with subjects and splits in the design the larger p of the
  /// two; nil with one subject in one split.
  public let signFlips: SignFlipTest?
  /// Of hits: McNemar's exact test on the samples; nil of other values, and of several repetitions.
  public let mcnemar: McNemarTest?
  /// Mean over standard deviation of the subjects' differences (of the splits' with one subject),
  /// corrected for small numbers (Hedges); nil where they do not vary or there is one.
  public let hedgesG: Double?

  /// Compares two rows by one value a sample.
  /// - Parameters:
  ///   - first: the values of one row.
  ///   - second: those of the other, of the same samples.
  ///   - design: the subject and the split of every sample.
  ///   - hits: whether values are 0 or 1, wrong or right.
  ///   - comparisons: how many comparisons the p is corrected over.
  ///   - seed: of the flips that are drawn where there are too many for all.
  public init(
    _ first: [Double], _ second: [Double], design: TestDesign, hits: Bool, comparisons: Int = 1, seed: Seed
  ) {
    precondition(first.count == design.valueCount && second.count == design.valueCount, "rows of other samples")
    self.design = design
    let differences = zip(first, second).map { $0 - $1 }
    let cellMeans = design.cellMeans(differences)
    let givesSplits = design.hasTooFewSplits(forComparisons: comparisons)
    let tested = givesSplits ? design.withSplitsAsGiven : design
    unit = tested.unit
    difference = tested.estimate(cellMeans: cellMeans) { differences[$0] }
    overSplits = givesSplits ? design.estimate(cellMeans: cellMeans) { differences[$0] } : nil
    // Hits of several repetitions are no independent samples.
    mcnemar = hits && design.repetitionCount == 1 ? McNemarTest(first, second) : nil
    let bySubject = design.sumsBySubject(cellMeans, around: 0)
    let bySplit = design.sumsBySplit(cellMeans, around: 0)
    switch design.unit {
    case .samples: signFlips = nil
    case .subjects: signFlips = SignFlipTest(bySubject, seed: seed)
    case .splits: signFlips = SignFlipTest(bySplit, seed: seed)
    case .subjectsAndSplits:
      let tests = [bySubject, bySplit].map { SignFlipTest($0, seed: seed) }
      signFlips = tests[0].pValue >= tests[1].pValue ? tests[0] : tests[1]
    }
    let ones = [Double](repeating: 1, count: cellMeans.count)
    let sums = design.subjectCount > 1 ? bySubject : bySplit
    let weights =
      design.subjectCount > 1 ? design.sumsBySubject(ones, around: 0) : design.sumsBySplit(ones, around: 0)
    hedgesG = standardisedMean(zip(sums, weights).map { $0 / $1 })
  }

  /// The p that decides everywhere, in groups and in verdicts: Student's over the units; McNemar's
  /// for hits of one subject in one split; where nothing varies, that of the flips.
  public var pValue: Double { Self.pValue(difference, design, mcnemar: mcnemar) { signFlips?.pValue ?? 1 } }

  /// Whether `pValue` is McNemar's.
  public var restsOnMcNemar: Bool { design.unit == .samples && mcnemar != nil }

  /// 95 % interval of the difference; nil with a single unit.
  public var interval: Interval? { difference.interval }

  /// Number of units that limit the exact test, the fewer of subjects and splits where both are
  /// units; nil where nothing is flipped.
  public var limitingUnits: (count: Int, areSplits: Bool)? {
    switch design.unit {
    case .samples: nil
    case .subjects: (design.subjectCount, false)
    case .splits: (design.splitCount, true)
    case .subjectsAndSplits:
      design.splitCount < design.subjectCount ? (design.splitCount, true) : (design.subjectCount, false)
    }
  }

  /// The least p that flips of these units can give; nil where nothing is flipped.
  public var leastPValue: Double? { limitingUnits.map { SignFlipTest.leastPValue(units: $0.count) } }

  private static func pValue(
    _ difference: Estimate, _ design: TestDesign, mcnemar: McNemarTest?, otherwise: () -> Double
  ) -> Double {
    if design.unit == .samples, let mcnemar { return mcnemar.pValue }
    return difference.pValue ?? otherwise()
  }

  /// The p of every pair of rows, for first < second in lexical order, as one family of
  /// comparisons: `pValue` without the rest.
  /// Cost: O(rows^2 · cells).
  public static func pValues(ofAllPairs rows: [[Double]], design: TestDesign, hits: Bool, seed: Seed) -> [Double] {
    let count = pairCount(rows.count)
    let tested = design.hasTooFewSplits(forComparisons: count) ? design.withSplitsAsGiven : design
    let cellMeans = rows.map(design.cellMeans)
    var pValues: [Double] = []
    pValues.reserveCapacity(count)
    for first in rows.indices {
      for second in rows.indices.dropFirst(first + 1) {
        let (a, b) = (rows[first], rows[second])
        if hits, design.unit == .samples, design.repetitionCount == 1 {
          pValues.append(McNemarTest(a, b).pValue)
          continue
        }
        let difference = tested.estimate(
          cellMeans: zip(cellMeans[first], cellMeans[second]).map { $0 - $1 }
        ) { a[$0] - b[$0] }
        pValues.append(
          difference.pValue
            ?? PairedComparison(a, b, design: design, hits: hits, comparisons: count, seed: seed).pValue)
      }
    }
    return pValues
  }

  /// Pairs among so many rows.
  public static func pairCount(_ rows: Int) -> Int { rows * (rows - 1) / 2 }
}

/// Mean over standard deviation, times Hedges's correction Gamma(v/2) / (sqrt(v/2) Gamma((v -
/// 1)/2)) with v = n - 1; nil where there is nothing to divide by or n is below 3. Source: Hedges,
/// Journal of Educational Statistics 6, 1981.
func standardisedMean(_ values: [Double]) -> Double? {
  guard values.count >= 3 else { return nil }
  let n = Double(values.count)
  let mean = values.reduce(0, +) / n
  let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
  guard variance > 1e-24 * mean * mean else { return nil }
  let half = (n - 1) / 2
  return mean / variance.squareRoot() * exp(logGammaHalfStep(half - 0.5)) / half.squareRoot()
}
