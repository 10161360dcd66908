import Foundation
import Metrics
import Statistics

extension Comparison {
  /// The verdict of a board in plain sentences: one test, what the board makes of it, and what its
  /// exact test can say.
  public func sentence(_ verdict: Verdict) -> String {
    let comparison = verdict.comparison
    let difference = comparison.difference.mean
    let points = String(format: "%.1f", abs(difference) * 100)
    let order =
      difference == 0
      ? "\(first.text) and \(second.text) are equally accurate"
      : "\(first.text) is \(points) points \(difference > 0 ? "better" : "worse") than \(second.text)"
    let interval = comparison.interval.map { " \(Self.brackets($0))" } ?? ""
    let numbers =
      "\(Self.fixed(verdict.first["accuracy"] ?? 0)) against \(Self.fixed(verdict.second["accuracy"] ?? 0)), "
      + "difference \(Self.fixed(difference))\(interval), p = \(Self.probability(verdict.pValue)) (\(Self.test(comparison)))"
    let corrected =
      verdicts.count > 1 ? ", \(Self.probability(verdict.holmPValue)) after Holm over \(verdicts.count) boards" : ""
    let judged = verdict.isDifference ? "a difference at 5 %" : "not distinguishable at 5 %"
    let notes = [board(verdict), Self.splits(comparison), Self.exact(comparison)].compactMap(\.self)
    return ([("On \(verdict.place), \(order): \(numbers)\(corrected); \(judged).")] + notes).joined(separator: " ")
  }

  /// The test that decides, in words.
  static func test(_ comparison: PairedComparison) -> String {
    if comparison.restsOnMcNemar { return "McNemar's exact test; clips of one subject, as if independent" }
    guard comparison.difference.pValue != nil else {
      return comparison.signFlips.map { "\(flips($0)), since nothing varies" } ?? "nothing varies"
    }
    let design = comparison.design
    switch comparison.unit {
    case .subjects where comparison.overSplits != nil:
      return "paired t over \(design.subjectCount) subjects, the \(design.splitCount) draws as given"
    case .subjects: return "paired t over \(design.subjectCount) subjects"
    case .subjectsAndSplits: return "paired t over \(design.subjectCount) subjects and \(design.splitCount) draws"
    case .splits: return "paired t over \(design.splitCount) splits of one subject"
    case .samples: return "paired t over \(design.sampleCount) samples of one subject, as if independent"
    }
  }

  /// Where the board, which corrects over all of its pairs, judges otherwise.
  private func board(_ verdict: Verdict) -> String? {
    guard let board = verdict.onBoard, board.tellsApart != verdict.isDifference else { return nil }
    let p = "p = \(Self.probability(board.holmPValue)) after Holm over the \(board.pairs) pairs of the board"
    return board.tellsApart
      ? "The board tells them apart: \(p)."
      : "The board does not tell them apart, as if both had been picked from it: \(p)."
  }

  /// Why draws count as given, and what the difference is over other draws too.
  private static func splits(_ comparison: PairedComparison) -> String? {
    guard let over = comparison.overSplits else { return nil }
    let interval = over.interval.map { "; over other draws too the difference is in \(brackets($0))" } ?? ""
    return "The \(comparison.design.splitCount) draws are too few to speak for others\(interval)."
  }

  /// What the exact permutation test gives, and where so few units cannot reach 5 %, why it does
  /// not decide.
  private static func exact(_ comparison: PairedComparison) -> String? {
    guard let test = comparison.signFlips, let least = comparison.leastPValue, let limit = comparison.limitingUnits
    else { return nil }
    let found = "p = \(probability(test.pValue)) by \(flips(test)) over \(units(comparison.design))"
    guard least > 0.05 else { return "Beside it, \(found)." }
    let isDraws = limit.areSplits && comparison.design.unit == .subjectsAndSplits
    let name = isDraws ? "draws" : limit.areSplits ? "splits" : "subjects"
    return "\(limit.count) \(name) cannot give p below \(probability(least)) by permutation (\(found)), so the verdict "
      + "rests on the interval's own test, which takes differences of \(comparison.unit == .splits ? "splits" : "subjects") "
      + "as normally distributed."
  }

  private static func flips(_ test: SignFlipTest) -> String {
    test.isExact ? "exact permutation" : "permutation, \(SignFlipTest.drawnFlips) draws,"
  }

  private static func units(_ design: TestDesign) -> String {
    switch design.unit {
    case .subjectsAndSplits:
      "\(design.subjectCount) subjects and over \(design.splitCount) draws, the larger of the two"
    case .splits: "\(design.splitCount) splits of one subject"
    case .subjects, .samples: "\(design.subjectCount) subjects"
    }
  }

  private static func brackets(_ interval: Interval) -> String { "[\(fixed(interval.low)), \(fixed(interval.high))]" }

  static func fixed(_ value: Double) -> String { String(format: "%.3f", value) }

  /// `.125` to three significant digits, powers of ten below a thousandth.
  static func probability(_ p: Double) -> String { String(format: p < 0.001 ? "%.1e" : "%.3g", p) }
}
