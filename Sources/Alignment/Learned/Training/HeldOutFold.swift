import LinearAlgebra

/// Standardised pairs in two: those that are trained on, and those that are held out.
///
/// If the features are principal components, components and moments are fitted anew on the kept
/// pairs. Components of all pairs, each brought to deviation 1, make every pair as far from every
/// other as they can. Some pairs then teach little about those held out, and nothing where there
/// are as many components as pairs. Other features stay as they are.
struct HeldOutFold {
  let kept: [Matrix<Float>]
  let heldOut: [Matrix<Float>]
  /// The pairs kept as the neighbourhoods of a modality are taken from them.
  let geometry: [Matrix<Double>]

  /// - Throws: `LinearAlgebraError` where the components of the pairs kept cannot be computed.
  init(_ pairs: StandardisedPairs, heldOut places: [Int]) throws {
    let columns = pairs.columns(keptWithout: places)
    guard let components = pairs.components else {
      kept = pairs.views.map { $0.selectingColumns(columns.kept) }
      heldOut = pairs.views.map { $0.selectingColumns(columns.heldOut) }
      geometry = pairs.geometry.map { $0.selectingColumns(columns.kept) }
      return
    }
    let both = try components.map { view -> (views: [Matrix<Float>], scores: Matrix<Double>) in
      let own = view.selectingColumns(columns.kept)
      let reduction = try Reduction {
        $0.standardise = false
        $0.pca = view.rows
      }.fit(own)
      let scores = reduction(own)
      let (offset, factor) = try FeatureScaling.standardised.fitted(on: scores)
      let views = [scores, reduction(view.selectingColumns(columns.heldOut))].map {
        $0.addingToColumns(offset.map { -$0 }).scalingRows(by: factor).map { Float($0) }
      }
      return (views, scores)
    }
    kept = both.map { $0.views[0] }
    heldOut = both.map { $0.views[1] }
    geometry = both.map(\.scores)
  }
}
