import Diagnostics
import LinearAlgebra

/// Feature matrices of several modalities whose columns belong together: column i of each view is the same sample.
///
/// No labels: an alignment never sees one.
public struct PairedFeatures: Sendable {
  /// Names of the modalities.
  public let modalities: [String]
  /// One d_m x n matrix a modality.
  public let views: [Matrix<Double>]

  /// The modality that labels come from, for methods that depend on the direction; nil where it is not known.
  public let source: String?

  /// Number of pairs, n.
  public var count: Int { views.first?.columns ?? 0 }

  /// Checks and joins the views.
  /// - Throws: `InputError` unless there are two modalities or more, of one number of samples, at least one pair, and
  ///   `source` is one of them where it is given.
  public init(modalities: [String], views: [Matrix<Double>], source: String? = nil) throws {
    guard modalities.count == views.count, views.count >= 2 else {
      throw InputError("pairs", found: "\(views.count) modalities", expected: "two or more, each with a name")
    }
    let count = views[0].columns
    guard views.allSatisfy({ $0.columns == count }), count > 0 else {
      let found = zip(modalities, views).map { "\($1.columns) of \($0)" }.joined(separator: ", ")
      throw InputError("pairs", found: found, expected: "the same number of samples, at least one")
    }
    if let source, !modalities.contains(source) {
      throw InputError(
        "pairs: source", found: "'\(source)'", expected: "one of \(modalities.joined(separator: ", "))")
    }
    self.modalities = modalities
    self.views = views
    self.source = source
  }

  /// The places of the source and the target among two modalities; the first is the source where none is named.
  var places: (source: Int, target: Int) {
    let place = source.flatMap { modalities.firstIndex(of: $0) } ?? 0
    return (place, 1 - place)
  }

  /// The pairs with every view mapped by `transform`.
  func mapping(_ transform: (Int, Matrix<Double>) throws -> Matrix<Double>) rethrows -> [Matrix<Double>] {
    try views.enumerated().map { try transform($0.offset, $0.element) }
  }
}
