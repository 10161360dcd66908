import Foundation
import Statistics

extension Comparison {
  /// The verdict of a board in a plain sentence or two.
  public func sentence(_ verdict: Verdict) -> String {
    let comparison = verdict.comparison
    let difference = comparison.difference.mean
    let points = String(format: "%.1f", abs(difference) * 100)
    let order =
      difference == 0
      ? "\(first.text) and \(second.text) are equally accurate"
      : "\(first.text) is \(points) points \(difference > 0 ? "better" : "worse") than \(second.text)"
    let interval = comparison.interval.map { " [\(Self.fixed($0.low)), \(Self.fixed($0.high))]" } ?? ""
    let numbers =
      "\(Self.fixed(verdict.first["accuracy"] ?? 0)) against \(Self.fixed(verdict.second["accuracy"] ?? 0)), "
      + "difference \(Self.fixed(difference))\(interval), p = \(Self.probability(verdict.pValue)) (\(test(comparison)))"
    let corrected =
      verdicts.count > 1 ? ", \(Self.probability(verdict.holmPValue)) after Holm over \(verdicts.count) boards" : ""
    let judged = verdict.holmPValue <= 0.05 ? "a difference at 5 %" : "not distinguishable at 5 %"
    return "On \(verdict.place), \(order): \(numbers)\(corrected); \(judged).\(limits(comparison))"
  }

  /// What p is a p of.
  private func test(_ comparison: PairedComparison) -> String {
    guard let flips = comparison.signFlips else {
      return "McNemar's exact test; clips of one subject, as if independent"
    }
    let kind = flips.isExact ? "exact permutation" : "permutation, \(SignFlipTest.drawnFlips) draws"
    let design = comparison.design
    switch design.unit {
    case .subjectsAndSplits:
      return "\(kind) over \(design.subjectCount) subjects and over \(design.splitCount) splits, the larger of the two"
    case .splits: return "\(kind) over \(design.splitCount) splits of one subject"
    case .subjects, .samples: return "\(kind) over \(design.subjectCount) subjects"
    }
  }

  /// What so few units, or so many boards, cannot say.
  private func limits(_ comparison: PairedComparison) -> String {
    guard let least = comparison.leastPValue else { return "" }
    let units = comparison.design.unit == .splits ? comparison.design.splitCount : comparison.design.subjectCount
    let name = comparison.design.unit == .splits ? "splits" : "subjects"
    let assumed = comparison.difference.pValue.map {
      " If differences of \(name) are normally distributed, p = \(Self.probability($0)) (paired t)."
    }
    if least > 0.05 {
      return " \(units) \(name) cannot give p below \(Self.probability(least))." + (assumed ?? "")
    }
    guard verdicts.count > 1, least * Double(verdicts.count) > 0.05 else { return "" }
    return " \(units) \(name) on \(verdicts.count) boards cannot give p below "
      + "\(Self.probability(least * Double(verdicts.count))) after Holm unless other boards are as clear: choose boards beforehand."
      + (assumed ?? "")
  }

  static func fixed(_ value: Double) -> String { String(format: "%.3f", value) }

  /// `.125` to three significant digits, powers of ten below a thousandth.
  static func probability(_ p: Double) -> String { String(format: p < 0.001 ? "%.1e" : "%.3g", p) }
}
