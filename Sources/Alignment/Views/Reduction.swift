import Diagnostics
import LinearAlgebra
import Parameters

/// What is done to the features of one modality before alignment: standardisation, then principal
/// components.
///
/// Both are fitted on the paired rows alone. Components come from the SVD of the scaled pairs, so
/// features may outnumber pairs. Components beyond the rank are left out. `whiten` divides each
/// component by its standard deviation over the pairs.
public struct Reduction: Parametrised, Equatable {
  @Parameter("whether every feature gets mean 0 and standard deviation 1 first")
  public var standardise = true
  @Parameter(.dimension, "number of principal components; null for none, which keeps the features")
  public var pca: Int? = nil
  @Parameter("whether components are divided by their standard deviation") public var whiten = false

  public init() {}

  public func check() throws {
    if whiten && pca == nil {
      throw InputError("whiten", found: "true without pca", expected: "a number of components", advice: "Add 'pca:'.")
    }
  }

  /// Fits on the columns of `features`, d x n.
  public func fit(_ features: Matrix<Double>) throws -> FittedReduction {
    let scaling: FeatureScaling = standardise ? .standardised : (pca == nil ? .raw : .centred)
    let (offset, factor) = try scaling.fitted(on: features)
    guard let pca else { return FittedReduction(offset: offset, factor: factor, components: nil, tie: nil) }
    let scaled = features.addingToColumns(offset.map { -$0 }).scalingRows(by: factor)
    let decomposition = try PrincipalComponents(of: scaled)
    let count = min(pca, decomposition.values.count)
    var components = decomposition.u.columns(0..<count)
    if whiten {
      let deviations = decomposition.values.prefix(count).map { $0 / Double(features.columns).squareRoot() }
      components = components.scalingColumns(by: deviations.map { 1 / $0 })
    }
    return FittedReduction(
      offset: offset, factor: factor, components: components, tie: decomposition.tie(cutAt: count))
  }
}
