import Diagnostics
import Statistics

/// What a comparison with a margin answers.
public enum Equivalence: String, Sendable {
  /// There is a difference, and it is not shown to be below the margin.
  case better
  /// There is no difference at 5 %, and it is shown to be below the margin.
  case equivalent
  /// There is a difference, and it is shown to be below the margin.
  case differentWithinMargin = "different within the margin"
  /// Neither is shown: there were too few persons, or they differ too much.
  case undecided

  /// The margin, if it is one.
  /// - Throws: `InputError`.
  static func margin(_ margin: Double) throws -> Double {
    guard margin > 0, margin < 1 else {
      throw InputError(
        "--margin", found: "\(ValueText.short(margin * 100)) points", expected: "more than 0 and less than 100 points",
        advice: "Differences of accuracy below it count as equivalent, such as 2.")
    }
    return margin
  }
}

extension Comparison.Verdict {
  /// Whether the difference is shown to be below the margin, at 5 %; nil without a margin.
  public var isEquivalent: Bool? { equivalenceHolmPValue.map { $0 <= 0.05 } }

  /// The answer; nil without a margin.
  public var answer: Equivalence? {
    isEquivalent.map { isEquivalent in
      switch (isDifference, isEquivalent) {
      case (true, false): .better
      case (true, true): .differentWithinMargin
      case (false, true): .equivalent
      case (false, false): .undecided
      }
    }
  }

  /// The smallest true difference that 80 % of such tests would find at 5 %, whatever was found
  /// here; nil where nothing varies.
  public var detectableDifference: Double? { comparison.difference.detectableDifference() }
}
