import LinearAlgebra

/// A linear regression in the singular basis of its predictors, before a ridge is chosen.
public struct Regression: Sendable {
  /// The features that are mapped.
  let predictors: CentredView
  /// The mean of each feature that is predicted.
  let responseOffset: [Double]
  /// Y V, the responses along the right singular vectors of the predictors, d_y x r.
  let responses: Matrix<Double>
  /// The place of the modality that is mapped.
  let from: Int

  init(_ pairs: PairedFeatures, direction: MapDirection) throws {
    let (from, into) = direction.places(in: pairs)
    self.init(try pairs.centredView(from), responses: pairs.views[into], from: from)
  }

  /// The regression of `responses` on `features`, which stand for the modality at `from`.
  init(_ features: Matrix<Double>, responses: Matrix<Double>, from: Int) throws {
    self.init(try CentredView(features), responses: responses, from: from)
  }

  private init(_ predictors: CentredView, responses: Matrix<Double>, from: Int) {
    self.from = from
    self.predictors = predictors
    responseOffset = responses.rowMeans
    self.responses = responses.addingToColumns(responseOffset.map { -$0 }) * predictors.v
  }

  /// W = Y V diag(s / (s² + n r)) U'.
  func map(ridge: Double) -> AffineMap {
    let n = Double(predictors.count)
    let factors = predictors.values.map { $0 / ($0 * $0 + n * ridge) }
    return AffineMap(
      matrix: Matrix.product(responses.scalingColumns(by: factors), predictors.u, transposing: .second),
      offset: predictors.offset)
  }

  /// The alignment with one map for the predictors and one for the responses.
  func alignment(
    from map: AffineMap, into other: AffineMap, pairs: PairedFeatures, tie: DirectionTie? = nil,
    spectrum: DirectionSpectrum? = nil
  ) -> LinearAlignment {
    LinearAlignment(
      modalities: pairs.modalities, maps: from == 0 ? [map, other] : [other, map], tie: tie, spectrum: spectrum)
  }
}
