import Diagnostics
import LinearAlgebra
import Parameters

/// What is done to the features of one modality before alignment: standardisation, then principal components.
///
/// Both are fitted on the paired rows alone. Principal components come from the SVD of the scaled pairs, so features
/// may outnumber pairs; components beyond the rank are left out. `whiten` divides each component by its standard
/// deviation over the pairs.
public struct Reduction: Parametrised, Equatable {
  @Parameter("whether every feature gets mean 0 and standard deviation 1 first")
  public var standardise = true
  @Parameter(.whole(from: 1), "number of principal components; null for none, which keeps the features")
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

/// A reduction fitted on one modality.
public struct FittedReduction: Sendable {
  let offset: [Double]
  let factor: [Double]
  /// d x p, or nil where the features are kept.
  let components: Matrix<Double>?
  /// Whether components were kept of several of equal variance.
  public let tie: DirectionTie?

  /// Number of features it gives.
  public var dimension: Int { components?.columns ?? offset.count }

  /// What each component was divided by; nil where the features are kept.
  public var divisors: [Double]? { components.map { $0.columnNorms.map { 1 / $0 } } }

  /// The reduced columns of `features`, dimension x n.
  public func callAsFunction(_ features: Matrix<Double>) -> Matrix<Double> {
    precondition(features.rows == offset.count, "a reduction of \(offset.count) features on \(features.rows)")
    let scaled = features.addingToColumns(offset.map { -$0 }).scalingRows(by: factor)
    return components.map { Matrix.product($0, scaled, transposing: .first) } ?? scaled
  }

  /// The features, d x n and in their own units, that the columns of `reduced` stand for.
  ///
  /// Components and scaling are undone; what the components left out is at its mean over the pairs.
  public func restoring(_ reduced: Matrix<Double>) -> Matrix<Double> {
    precondition(reduced.rows == dimension, "a reduction to \(dimension) features undone on \(reduced.rows)")
    // Components are orthogonal; with `whiten` their length is not 1.
    let scaled =
      components.map { $0.scalingColumns(by: $0.columnNorms.map { 1 / ($0 * $0) }) * reduced } ?? reduced
    return scaled.scalingRows(by: factor.map { 1 / $0 }).addingToColumns(offset)
  }
}
