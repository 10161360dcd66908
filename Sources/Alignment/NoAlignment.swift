import Parameters

/// No alignment: the first features of both modalities, as many as both have, taken as if they were
/// one space.
///
/// The floor that an alignment has to beat; it learns nothing from the pairs.
public struct NoAlignment: AlignmentMethod {
  public static let name = "none"
  public static let card = MethodCard(
    summary: "No alignment: the first features of both modalities, taken as if they were one space.",
    objective: "None: x cut to the number of features that all modalities have.",
    solution: "The identity.",
    cost: "None.",
    source: "The floor of every table.")

  public init() {}

  public var takesManyModalities: Bool { true }

  public static var frameUse: FrameUse { .moments }

  /// All.
  public func placesWithoutLags(in pairs: PairedFeatures) -> [Int] { Array(pairs.views.indices) }

  /// The identity, cut to the number of features that all modalities have.
  public func fit(_: Void, pairs: PairedFeatures) -> any FittedAlignment {
    let dimension = pairs.views.map(\.rows).min() ?? 0
    let maps = pairs.views.map { AffineMap(keepingFirst: dimension, of: $0.rows) }
    return LinearAlignment(modalities: pairs.modalities, maps: maps)
  }
}
