import LinearAlgebra

/// Standardised pairs in two: those that are trained on, and those that are held out.
///
/// Moments are those of the pairs that are kept, where the features are principal components; and
/// so are the components. Components of all pairs, each brought to deviation 1, make every pair as
/// far from every other as they can: what is then learned of some pairs says little of those held
/// out, and nothing where there are as many components as pairs. Other features stay as they are.
struct HeldOutFold {
  let kept: [Matrix<Float>]
  let heldOut: [Matrix<Float>]

  /// - Throws: `LinearAlgebraError` where the components of the pairs kept cannot be computed.
  init(_ pairs: StandardisedPairs, heldOut places: [Int]) throws {
    let columns = pairs.columns(keptWithout: places)
    guard let components = pairs.components else {
      kept = pairs.views.map { $0.selectingColumns(columns.kept) }
      heldOut = pairs.views.map { $0.selectingColumns(columns.heldOut) }
      return
    }
    let both = try components.map { view -> [Matrix<Float>] in
      let own = view.selectingColumns(columns.kept)
      let reduction = try Reduction {
        $0.standardise = false
        $0.pca = view.rows
      }.fit(own)
      let scores = reduction(own)
      let (offset, factor) = try FeatureScaling.standardised.fitted(on: scores)
      return [scores, reduction(view.selectingColumns(columns.heldOut))].map {
        $0.addingToColumns(offset.map { -$0 }).scalingRows(by: factor).map { Float($0) }
      }
    }
    kept = both.map { $0[0] }
    heldOut = both.map { $0[1] }
  }
}
