import Diagnostics
import LinearAlgebra
import Parameters

/// A constant taken off the scores of paired classes, where the test holds never-paired ones too.
///
/// An alignment serves the classes of its pairs better than the rest: samples of never-paired
/// ("unseen") classes are named as paired ("seen") ones. The prediction is argmax_c s(x, c) -
/// penalty · [c was paired], with s the classifier's scores of the candidates on a scale of each
/// sample's own: less their mean, divided by their standard deviation over the candidates (all 0
/// where they are equal). Adding a number to all scores of a sample, or multiplying them by a
/// positive number, changes nothing: one penalty serves log densities, cosines and latents of any
/// size.
///
/// Inductive: what is said of a sample depends on no other test sample. Where the batch names no
/// paired classes, or all candidates are of one kind, predictions are the classifier's best scores.
///
/// The penalty is a number in those standard deviations, or `chosen`. Then the caller, who has the
/// training rows, finds the number with `PenaltyChoice` first.
///
/// Cost: O(n C) beside the classifier. Source: Chao, Changpinyo, Gong and Sha, ECCV 2016.
public struct CalibratedStacking: DecodingMethod {
  public static let name = "calibrated-stacking"
  /// It sees one test sample at a time.
  public static let isTransductive = false

  public static let card = MethodCard(
    summary: "A constant off the scores of paired classes, where never-paired ones may be predicted too (inductive).",
    objective:
      "argmax s(x, c) - penalty [c was paired], s of one sample less their mean over their standard deviation; "
      + "'chosen': the penalty with the largest harmonic mean of the accuracies on both kinds of classes, over inner folds",
    solution: "'chosen': exact, by a sweep over the sorted differences of the best scores of both kinds",
    cost: "O(n C); 'chosen': three alignments more for each of at most five groups of training subjects",
    source: "Chao, Changpinyo, Gong and Sha, ECCV 2016")

  /// What is taken off the scores of paired classes.
  public enum Penalty: NumberOrWord {
    /// The one that is best on inner folds of the training rows.
    case chosen
    /// That many standard deviations of a sample's scores.
    case fixed(Double)

    public static let word = "chosen"

    /// That number, or `chosen`.
    public init(_ number: Double?) { self = number.map(Self.fixed) ?? .chosen }

    /// The number where it is fixed.
    public var number: Double? { if case .fixed(let value) = self { value } else { nil } }
  }

  @Parameter(
    .word(Penalty.word, or: .number()),
    "what is taken off, in standard deviations of a sample's scores; 'chosen': on inner folds, without target labels")
  public var penalty = Penalty.chosen

  public init() {}

  /// The scores on each sample's own scale, those of paired classes less the penalty.
  /// - Throws: `InputError` for samples or scores that are not finite, and for a penalty that is
  ///   still to be chosen.
  public func scores(
    of batch: TestBatch, by classifier: any FittedClassifier, among candidates: [Int]
  ) throws -> (classes: [Int], scores: Matrix<Double>) {
    let (classes, scores) = try classifier.scores(batch.samples, among: candidates, for: Self.name)
    guard scores.count > 0 else { return (classes, scores) }
    let scaled = scores.onScalesOfColumns
    guard let paired = batch.pairedClasses.map(Set.init), Set(classes.map(paired.contains)).count > 1 else {
      return (classes, scaled)
    }
    guard case .fixed(let penalty) = penalty else {
      throw InputError(
        "\(Self.name): penalty", found: "'chosen' without inner folds to choose it on", expected: "a number",
        advice: "Choose the penalty on training rows first.")
    }
    let taken = classes.map { paired.contains($0) ? -penalty : 0 }
    return (classes, scaled.addingToColumns(taken))
  }
}

extension Matrix<Double> {
  /// Each column less its mean, divided by the root mean square of what is left; zeros where
  /// nothing is left but rounding error.
  var onScalesOfColumns: Matrix {
    Matrix(
      columns: (0..<columns).map { place in
        let values = column(place)
        // The largest magnitude is taken out first, so that no square overflows or vanishes.
        let largest = values.reduce(0) { Swift.max($0, abs($1)) }
        guard largest > 0 else { return values }
        let scaled = values.map { $0 / largest }
        let mean = scaled.reduce(0, +) / Double(scaled.count)
        let centred = scaled.map { $0 - mean }
        let spread = (centred.reduce(0) { $0 + $1 * $1 } / Double(centred.count)).squareRoot()
        return spread > 16 * Double.ulpOfOne ? centred.map { $0 / spread } : centred.map { _ in 0 }
      })
  }
}
