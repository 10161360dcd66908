import Foundation
import Metrics
import Statistics

extension Comparison {
  /// The verdict of a board in plain sentences: one test, what the board makes of it, and what its
  /// exact test can say.
  public func sentence(_ verdict: Verdict) -> String {
    verdict.sentence(first: first.text, second: second.text, boards: verdicts.count)
  }
}

extension Comparison.Verdict {
  /// The verdict in plain sentences.
  /// - Parameters:
  ///   - first: what the first row is called there.
  ///   - second: what the other row is called.
  ///   - boards: how many boards were compared, over which `holmPValue` is corrected.
  public func sentence(first: String, second: String, boards: Int) -> String {
    let difference = comparison.difference.mean
    let points = Comparison.points(abs(difference))
    let order =
      difference == 0
      ? "\(first) and \(second) are equally accurate"
      : "\(first) is \(points) points \(difference > 0 ? "better" : "worse") than \(second)"
    let interval = comparison.interval.map { " \(Comparison.brackets($0))" } ?? ""
    let accuracies = [self.first, self.second].map { Comparison.fixed($0["accuracy"] ?? 0) }
    let numbers =
      "\(accuracies[0]) against \(accuracies[1]), difference \(Comparison.fixed(difference))\(interval), "
      + "p = \(Comparison.probability(pValue)) (\(Comparison.test(comparison)))"
    let corrected =
      boards > 1 ? ", \(Comparison.probability(holmPValue)) after Holm over \(boards) boards" : ""
    let notes = [boardNote, Comparison.splits(comparison), Comparison.exact(comparison), powerNote].compactMap(\.self)
    return (["On \(place), \(order): \(numbers)\(corrected); \(judged)."] + notes).joined(separator: " ")
  }

  /// What the tests say: of a difference, and where a margin was asked for, of equivalence.
  private var judged: String {
    let difference = isDifference ? "a difference at 5 %" : "not distinguishable at 5 %"
    guard let equivalence, let corrected = equivalenceHolmPValue, let answer else { return difference }
    let margin = "\(Comparison.points(equivalence.margin)) points"
    let holm =
      corrected == equivalence.pValue ? "" : ", \(Comparison.probability(corrected)) after Holm"
    let tests = "p = \(Comparison.probability(equivalence.pValue))\(holm) by two one-sided tests"
    let least = comparison.difference.leastEquivalenceMargin.map {
      ", by itself from \(Comparison.points($0)) points on"
    }
    return switch answer {
    case .better: "\(difference), not shown to be below \(margin) (\(tests))"
    case .equivalent: "\(difference); equivalent within \(margin) (\(tests))"
    case .differentWithinMargin: "\(difference), but below \(margin) (\(tests))"
    case .undecided: "not told apart at 5 %; not shown equivalent within \(margin) either (\(tests)\(least ?? ""))"
    }
  }

  /// The smallest difference that this test could have seen.
  private var powerNote: String? {
    detectableDifference.map { "Such a test sees a difference of \(Comparison.points($0)) points in 80 % of studies." }
  }

  /// Where the board, which corrects over all of its pairs, judges otherwise.
  private var boardNote: String? {
    guard let board = onBoard, board.tellsApart != isDifference else { return nil }
    let p = "p = \(Comparison.probability(board.holmPValue)) after Holm over the \(board.pairs) pairs of the board"
    return board.tellsApart
      ? "The board tells them apart: \(p)."
      : "The board does not tell them apart, as if both had been picked from it: \(p)."
  }
}

extension Comparison {

  /// The test that decides, in words.
  static func test(_ comparison: PairedComparison) -> String {
    if comparison.restsOnMcNemar { return "McNemar's exact test; clips of one subject, as if independent" }
    guard comparison.difference.pValue != nil else {
      return comparison.signFlips.map { "\(flips($0)), since nothing varies" } ?? "nothing varies"
    }
    let design = comparison.design
    let repetitions = design.repetitionCount > 1 ? " and \(design.repetitionCount) repetitions" : ""
    switch comparison.unit {
    case .subjects where comparison.overSplits != nil:
      return "paired t over \(design.subjectCount) subjects\(repetitions), the \(design.splitCount) draws as given"
    case .subjects: return "paired t over \(design.subjectCount) subjects\(repetitions)"
    case .subjectsAndSplits:
      return "paired t over \(design.subjectCount) subjects and \(design.splitCount) draws\(repetitions)"
    case .splits: return "paired t over \(design.splitCount) splits of one subject\(repetitions)"
    case .samples:
      return "paired t over \(design.sampleCount) samples of one subject\(repetitions), as if independent"
    }
  }

  /// Why draws count as given, and what the difference is over other draws too.
  fileprivate static func splits(_ comparison: PairedComparison) -> String? {
    guard let over = comparison.overSplits else { return nil }
    let interval = over.interval.map { "; over other draws too the difference is in \(brackets($0))" } ?? ""
    return "The \(comparison.design.splitCount) draws are too few to speak for others\(interval)."
  }

  /// What the exact permutation test gives, and where so few units cannot reach 5 %, why it does
  /// not decide.
  fileprivate static func exact(_ comparison: PairedComparison) -> String? {
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

  fileprivate static func brackets(_ interval: Interval) -> String {
    "[\(fixed(interval.low)), \(fixed(interval.high))]"
  }

  /// `2.5`, in percentage points.
  static func points(_ share: Double) -> String { String(format: "%.1f", share * 100) }

  static func fixed(_ value: Double) -> String { String(format: "%.3f", value) }

  /// `.125` to three significant digits, powers of ten below a thousandth.
  static func probability(_ p: Double) -> String { String(format: p < 0.001 ? "%.1e" : "%.3g", p) }
}
