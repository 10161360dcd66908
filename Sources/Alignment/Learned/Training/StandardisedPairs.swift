import Diagnostics
import LinearAlgebra

/// Pairs as the learned alignments take them: in an order of their own, each feature with mean 0
/// and deviation 1.
///
/// Columns are sorted by their values. Batches, dropout and held-out pairs are drawn by place, so
/// that the order in which the pairs came does not matter. Where columns are frames, a pair is a
/// pair of clips: clips are sorted as wholes, and their frames stay in order. A feature that is the
/// same in all pairs is 0, also later: nothing was learned about it. Moments are computed in double
/// precision, the views are kept in single precision.
/// Cost: a few passes over the features.
public struct StandardisedPairs: Sendable {
  /// Names of the modalities.
  public let modalities: [String]
  /// Number of pairs, n: clips, where columns are frames.
  public var count: Int { views[0].columns / frames }

  let views: [Matrix<Float>]
  let offsets: [[Double]]
  let factors: [[Double]]
  /// The pairs in their order as principal components with the deviations that they have of
  /// themselves; nil where the features are not components of these pairs.
  let components: [Matrix<Double>]?
  /// How the frames of a clip become one vector; nil where a column is a pair by itself.
  let pooling: FramePooling?
  /// The pairs as the neighbourhoods of a modality are taken from them. These are components with
  /// deviations of their own, since equal ones leave little of what is near what; else what is
  /// trained on.
  var geometry: [Matrix<Double>] { components ?? views.map(\.asDouble) }
  /// Columns of a pair, which stand side by side.
  var frames: Int { pooling?.frames ?? 1 }

  /// Sorts and standardises; errors name `method`.
  /// - Throws: `InputError` for more than two modalities, fewer than two pairs, values that are not
  ///   finite, or a modality without a feature that varies.
  public init(_ pairs: PairedFeatures, method: String) throws {
    try Check.twoModalities(pairs, method)
    guard pairs.count >= 2 else {
      throw InputError(
        method, found: "\(pairs.count) pair", expected: "2 or more: a pair is learned by telling it from others")
    }
    for (modality, view) in zip(pairs.modalities, pairs.views) {
      guard view.withUnsafeElements({ $0.allSatisfy(\.isFinite) }) else {
        throw InputError("\(method): \(modality)", found: "a feature that is not finite", expected: "finite features")
      }
    }
    let order = Self.order(pairs.views, frames: pairs.pooling?.frames ?? 1)
    let sorted = pairs.views.map { $0.selectingColumns(order) }
    let moments = sorted.map(RowMoments.init)
    for (modality, moments) in zip(pairs.modalities, moments) where !moments.deviations.contains(where: { $0 > 0 }) {
      throw InputError(
        "\(method): \(modality)", found: "features that are the same in all \(pairs.count) pairs",
        expected: "features that vary", advice: "Use more pairs, or leave this modality out.")
    }
    guard moments.allSatisfy({ $0.deviations.allSatisfy(\.isFinite) }) else {
      throw InputError(
        method, found: "a feature whose variance exceeds the largest number", expected: "features of ordinary size",
        advice: "Divide the features by a constant.")
    }
    modalities = pairs.modalities
    pooling = pairs.pooling
    components = pairs.components.map { zip(sorted, $0).map { $0.scalingRows(by: $1) } }
    offsets = moments.map(\.means)
    factors = moments.map { $0.deviations.map { $0 > 0 ? 1 / $0 : 0 } }
    views = (0..<2).map { [offsets, factors] m in Self.standardise(sorted[m], offsets[m], factors[m]) }
  }

  private static func standardise(_ view: Matrix<Double>, _ offset: [Double], _ factor: [Double]) -> Matrix<Float> {
    Matrix(view.rows, view.columns) { target in
      view.withUnsafeElements { x in
        for j in 0..<view.columns {
          for i in 0..<view.rows {
            let place = j * view.rows + i
            target.initializeElement(at: place, to: Float((x[place] - offset[i]) * factor[i]))
          }
        }
      }
    }
  }

  /// The places of the columns with pairs in the order of their values, view after view, frame
  /// after frame, feature after feature.
  private static func order(_ views: [Matrix<Double>], frames: Int) -> [Int] {
    let pairs = views[0].withUnsafeElements { first in
      views[1].withUnsafeElements { second in
        let parts = [(first, views[0].rows * frames), (second, views[1].rows * frames)]
        return (0..<(views[0].columns / frames)).sorted { a, b in
          for (x, size) in parts {
            for i in 0..<size where x[a * size + i] != x[b * size + i] { return x[a * size + i] < x[b * size + i] }
          }
          return false
        }
      }
    }
    return columns(of: pairs, frames: frames)
  }

  /// The columns of the pairs at the given places, and of all others.
  func columns(keptWithout places: [Int]) -> (kept: [Int], heldOut: [Int]) {
    let left = Set(places)
    let others = (0..<count).filter { !left.contains($0) }
    return (Self.columns(of: others, frames: frames), Self.columns(of: places, frames: frames))
  }

  /// The places of the columns of pairs.
  static func columns(of pairs: [Int], frames: Int) -> [Int] {
    frames == 1 ? pairs : pairs.flatMap { ($0 * frames)..<(($0 + 1) * frames) }
  }
}
