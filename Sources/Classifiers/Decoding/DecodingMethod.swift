import LinearAlgebra
import Parameters

/// The test rows as one batch, and what their classifier was fitted on.
public struct TestBatch: Sendable {
  /// The latents of the test rows, d x n.
  public let samples: Matrix<Double>
  /// The group of each of them, say its subject.
  public let groups: [Int]
  /// The latents that the classifier was fitted on, d x m.
  public let reference: Matrix<Double>
  /// The classes that the alignment saw pairs of; nil where it saw pairs of all, or where there is
  /// no alignment.
  public let pairedClasses: [Int]?

  /// Joins the parts: one group a sample, one dimension for both latents.
  public init(samples: Matrix<Double>, groups: [Int], reference: Matrix<Double>, pairedClasses: [Int]? = nil) {
    precondition(groups.count == samples.columns, "\(groups.count) groups for \(samples.columns) samples")
    precondition(reference.rows == samples.rows, "latents of \(samples.rows) and \(reference.rows) dimensions")
    self.samples = samples
    self.groups = groups
    self.reference = reference
    self.pairedClasses = pairedClasses
  }

  /// The places of each group's samples, by ascending group.
  var members: [[Int]] {
    let places = Dictionary(grouping: groups.indices) { groups[$0] }
    return places.keys.sorted().compactMap { places[$0] }
  }
}

/// A way to name the classes of test samples from a classifier's scores, other than by the best
/// score of each.
///
/// Most are *transductive*: what they say of a sample depends on the other unlabelled test samples.
/// Their accuracy answers another question than that of a classifier that sees one sample at a
/// time: the two never belong in one column. No label of a test sample is used.
public protocol DecodingMethod: Catalogued {
  /// Whether a sample's scores depend on the other test samples. The default is true.
  static var isTransductive: Bool { get }

  /// Scores the batch; the largest of a column wins, of equal ones the first.
  ///
  /// The classes are those of the classifier that are candidates, ascending, one a row; the samples
  /// are the columns. Where there is no such class the matrix has no row.
  /// - Throws: `InputError` for samples or scores that are not finite, and as the method says.
  func scores(
    of batch: TestBatch, by classifier: any FittedClassifier, among candidates: [Int]
  ) throws -> (classes: [Int], scores: Matrix<Double>)

  /// The class of each sample of the batch; nil where the classifier knows no candidate.
  /// - Throws: as `scores`.
  func predict(_ batch: TestBatch, by classifier: any FittedClassifier, among candidates: [Int]) throws -> [Int?]
}

extension DecodingMethod {
  /// It uses the unlabelled test batch.
  public static var isTransductive: Bool { true }

  /// The class with the largest score of each sample, the smaller one on ties; nil where the
  /// classifier knows no candidate.
  public func predict(
    _ batch: TestBatch, by classifier: any FittedClassifier, among candidates: [Int]
  ) throws -> [Int?] {
    let (classes, scores) = try scores(of: batch, by: classifier, among: candidates)
    return (0..<batch.samples.columns).map { sample in
      guard !classes.isEmpty else { return nil }
      let best = classes.indices.dropFirst().reduce(0) { scores[$1, sample] > scores[$0, sample] ? $1 : $0 }
      return classes[best]
    }
  }
}

/// The decodings by name. Adding one is a file beside this and a line here.
public enum DecodingRegistry {
  /// All decodings, in the order in which tables list them.
  public static let methods: [any DecodingMethod.Type] = [
    BalancedSinkhorn.self, SubjectCentring.self, CSLS.self, CalibratedStacking.self,
  ]
}
