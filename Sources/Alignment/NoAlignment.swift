import LinearAlgebra

/// No alignment: the first features of both modalities, as many as both have, taken as if they were one space.
///
/// The floor that an alignment has to beat; it learns nothing from the pairs.
public struct NoAlignment: AlignmentMethod {
  /// `none`.
  public static let name = "none"

  /// Has no parameters.
  public init() {}

  /// No parameter shapes anything.
  public var factorisationKey: String { "" }

  /// Nothing to compute; the number of features that all modalities have.
  public func factorise(_ pairs: PairedFeatures) -> Int { pairs.views.map(\.rows).min() ?? 0 }

  /// The identity, cut to that number.
  public func fit(_ factorisation: Int, pairs: PairedFeatures) -> any FittedAlignment {
    let maps = pairs.views.map { view in
      AffineMap(
        matrix: Matrix.identity(view.rows).rows(0..<factorisation), offset: [Double](repeating: 0, count: view.rows))
    }
    return LinearAlignment(modalities: pairs.modalities, maps: maps)
  }
}
