import Diagnostics
import LinearAlgebra

/// Feature matrices of several modalities. Column i of each view is the same sample.
///
/// A sample may lack modalities if it has at least two. Its columns in the missing views are never
/// read. There are no labels: an alignment never sees one.
public struct PairedFeatures: Sendable {
  /// Names of the modalities.
  public let modalities: [String]
  /// One d_m x n matrix a modality.
  public let views: [Matrix<Double>]
  /// Whether each sample has each modality, modality by modality; nil where all samples have all.
  public let present: [[Bool]]?

  /// The modality that labels come from, for methods that depend on the direction; nil where it is
  /// not known.
  public let source: String?

  /// What each component of each modality was divided by, if the views are principal components of
  /// these pairs. Who holds pairs out has to fit components anew on the others.
  public var components: [[Double]]?

  /// Where columns are the frames of clips, clip after clip: how many make a clip, and how they
  /// become one vector.
  var pooling: FramePooling?

  /// The largest magnitude of each view.
  let largest: [Double]

  /// The singular bases of the views, which methods on the same pairs share.
  private var decompositions: [ViewDecomposition]

  /// Number of pairs, n.
  public var count: Int { views.first?.columns ?? 0 }

  /// Checks and joins the views.
  /// - Throws: `InputError` unless there are two modalities or more, of one number of samples, and
  ///   at least one pair. A given `source` must be one of them. With `present`, every sample needs
  ///   two modalities, and every modality a sample.
  public init(
    modalities: [String], views: [Matrix<Double>], present: [[Bool]]? = nil, source: String? = nil
  ) throws {
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
    if let present { try Self.check(present, modalities, count: count) }
    self.modalities = modalities
    self.views = views
    largest = views.map(\.largestMagnitude)
    self.present = present.flatMap { $0.allSatisfy { !$0.contains(false) } ? nil : $0 }
    self.source = source
    decompositions = views.map { _ in ViewDecomposition() }
  }

  /// The same pairs with labels from `source`; what was decomposed of them is shared.
  /// - Throws: `InputError` for a modality that they do not have.
  public func directed(from source: String?) throws -> PairedFeatures {
    var result = try PairedFeatures(modalities: modalities, views: views, present: present, source: source)
    result.decompositions = decompositions
    result.pooling = pooling
    result.components = components
    return result
  }

  /// The same pairs with the given rows of the views at `places`; what was decomposed of the other
  /// views is shared.
  public func selectingRows(_ rows: (Int) -> Range<Int>, at places: [Int]) throws -> PairedFeatures {
    let views = views.enumerated().map { places.contains($0) ? $1.rows(rows($0)) : $1 }
    var result = try PairedFeatures(modalities: modalities, views: views, present: present, source: source)
    for place in views.indices where !places.contains(place) {
      result.decompositions[place] = decompositions[place]
    }
    return result
  }

  /// The same pairs with every view multiplied by a number.
  func scaled(by factors: [Double]) throws -> PairedFeatures {
    let views = zip(factors, views).map { $0 == 1 ? $1 : $0 * $1 }
    var result = try PairedFeatures(modalities: modalities, views: views, present: present, source: source)
    result.pooling = pooling
    return result
  }

  /// The view at `place` in its singular basis, computed once for all methods on these pairs.
  func centredView(_ place: Int) throws -> CentredView { try decompositions[place](of: views[place]) }

  private static func check(_ present: [[Bool]], _ modalities: [String], count: Int) throws {
    guard present.count == modalities.count, present.allSatisfy({ $0.count == count }) else {
      throw InputError(
        "pairs: present", found: present.map { "\($0.count)" }.joined(separator: ", "),
        expected: "\(count) values for each of \(modalities.joined(separator: ", "))")
    }
    if let lonely = (0..<count).first(where: { sample in present.count { $0[sample] } < 2 }) {
      throw InputError(
        "pairs: present", found: "sample \(lonely) with fewer than two modalities", expected: "two or more",
        advice: "Leave it out: it says nothing about how modalities belong together.")
    }
    if let empty = zip(modalities, present).first(where: { !$1.contains(true) }) {
      throw InputError("pairs: present", found: "no sample that has '\(empty.0)'", expected: "at least one")
    }
  }

  /// The places of the samples that have the modality at `place`.
  func samples(of place: Int) -> [Int] {
    guard let present else { return Array(0..<count) }
    return (0..<count).filter { present[place][$0] }
  }

  /// The view at `place` without the columns of samples that lack it.
  func presentView(_ place: Int) -> Matrix<Double> {
    present == nil ? views[place] : views[place].selectingColumns(samples(of: place))
  }

  /// The places of the source and the target among two modalities; the first is the source where
  /// none is named.
  var places: (source: Int, target: Int) {
    let place = source.flatMap { modalities.firstIndex(of: $0) } ?? 0
    return (place, 1 - place)
  }

  /// The pairs with every view mapped by `transform`.
  func mapping(_ transform: (Int, Matrix<Double>) throws -> Matrix<Double>) rethrows -> [Matrix<Double>] {
    try views.enumerated().map { try transform($0.offset, $0.element) }
  }
}
