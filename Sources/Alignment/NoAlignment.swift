import Catalogue
import LinearAlgebra

/// No alignment: the first features of both modalities, as many as both have, taken as if they were one space.
///
/// The floor that an alignment has to beat; it learns nothing from the pairs.
public struct NoAlignment: AlignmentMethod {
  /// `none`.
  public static let name = "none"

  /// What is printed about it.
  public static let card = MethodCard(
    summary: "No alignment: the first features of both modalities, taken as if they were one space.",
    objective: "None: x cut to the number of features that all modalities have.",
    solution: "The identity.",
    cost: "None.",
    source: "The floor of every table.")

  /// Has no parameters.
  public init() {}

  /// There is no key: asking for none lets a strict decoder refuse any that is written.
  private enum CodingKeys: CodingKey {}

  /// Decodes no parameters.
  public init(from decoder: any Decoder) throws { _ = try decoder.container(keyedBy: CodingKeys.self) }

  /// Any number of modalities.
  public var takesManyModalities: Bool { true }

  /// No parameter shapes anything.
  public var factorisationKey: String { "" }

  /// Means and second moments of the frames.
  public static var frameUse: FrameUse { .moments }

  /// All.
  public func placesWithoutLags(in pairs: PairedFeatures) -> [Int] { Array(pairs.views.indices) }

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
