import Foundation
import Metrics
import Randomness

/// Two rows on the same test samples: what they differ by, how sure that is, and how large.
public struct PairedComparison: Sendable, Equatable {
  /// What the subjects and splits are.
  public let design: TestDesign
  /// Mean of the first less that of the second, with its standard error over the units.
  public let difference: Estimate
  /// Every flip of the units' signs; with subjects and splits as units the larger p of the two; nil with one subject in one
  /// split.
  public let signFlips: SignFlipTest?
  /// Of hits: McNemar's exact test on the samples; nil of other values.
  public let mcnemar: McNemarTest?
  /// Mean over standard deviation of the subjects' differences (of the splits' with one subject), corrected for small numbers (Hedges);
  /// nil where they do not vary or there is one.
  public let hedgesG: Double?

  /// Compares one value a sample, of which `hits` are 0 or 1.
  public init(_ first: [Double], _ second: [Double], design: TestDesign, hits: Bool, seed: Seed) {
    precondition(first.count == design.sampleCount && second.count == design.sampleCount, "rows of other samples")
    self.design = design
    let differences = zip(first, second).map { $0 - $1 }
    let cellMeans = design.cellMeans(differences)
    difference = design.estimate(cellMeans: cellMeans) { differences[$0] }
    mcnemar = hits ? McNemarTest(first, second) : nil
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

  /// The p that tables are corrected and grouped by: Student's over the units; McNemar's for hits of one subject in one split;
  /// where nothing varies, that of the flips.
  public var pValue: Double { Self.pValue(difference, design, mcnemar: mcnemar) { signFlips?.pValue ?? 1 } }

  /// 95 % interval of the difference; nil with a single unit.
  public var interval: Interval? { difference.interval }

  /// The least p that flips of these units can give; nil where nothing is flipped.
  public var leastPValue: Double? {
    switch design.unit {
    case .samples: nil
    case .subjects: SignFlipTest.leastPValue(units: design.subjectCount)
    case .splits: SignFlipTest.leastPValue(units: design.splitCount)
    case .subjectsAndSplits:
      SignFlipTest.leastPValue(units: min(design.subjectCount, design.splitCount))
    }
  }

  private static func pValue(
    _ difference: Estimate, _ design: TestDesign, mcnemar: McNemarTest?, otherwise: () -> Double
  ) -> Double {
    if design.unit == .samples, let mcnemar { return mcnemar.pValue }
    return difference.pValue ?? otherwise()
  }

  /// The p of every pair of rows, for first < second in lexical order: `pValue` without the rest. Cost: O(rows^2 · cells).
  public static func pValues(ofAllPairs rows: [[Double]], design: TestDesign, hits: Bool, seed: Seed) -> [Double] {
    let cellMeans = rows.map(design.cellMeans)
    var pValues: [Double] = []
    for first in rows.indices {
      for second in rows.indices.dropFirst(first + 1) {
        let (a, b) = (rows[first], rows[second])
        if hits, design.unit == .samples {
          pValues.append(McNemarTest(a, b).pValue)
          continue
        }
        let difference = design.estimate(
          cellMeans: zip(cellMeans[first], cellMeans[second]).map { $0 - $1 }
        ) { a[$0] - b[$0] }
        pValues.append(
          difference.pValue ?? PairedComparison(a, b, design: design, hits: hits, seed: seed).pValue)
      }
    }
    return pValues
  }
}

/// Mean over standard deviation, times Hedges's correction Gamma(v/2) / (sqrt(v/2) Gamma((v - 1)/2)) with v = n - 1; nil where there
/// is nothing to divide by or n is below 3. Source: Hedges, Journal of Educational Statistics 6, 1981.
func standardisedMean(_ values: [Double]) -> Double? {
  guard values.count >= 3 else { return nil }
  let n = Double(values.count)
  let mean = values.reduce(0, +) / n
  let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
  guard variance > 1e-24 * mean * mean else { return nil }
  let half = (n - 1) / 2
  return mean / variance.squareRoot() * exp(logGammaHalfStep(half - 0.5)) / half.squareRoot()
}
