import LinearAlgebra

/// `perfect` of pairs in a file.
///
/// Its directions are those of the smallest singular values, which moments alone resolve to half of
/// the digits. So the moments are the first level of `LeftSingularBasis` only. Where values are
/// smaller than it resolves, the file is read again inside the directions that are left. The
/// certificate is the same as in memory.
extension PerfectAlignment: MomentFitted {
  public func fit(_ pairs: StreamedPairs) throws -> LinearAlignment {
    try Check.twoModalities(pairs.equivalent, Self.name)
    var sides: [Factorisation.Side] = []
    var variations: [ViewVariation.View] = []
    for view in pairs.equivalent.views {
      let (offset, factor) = try scaling.fitted(on: view)
      var coordinates: Matrix<Double>?
      if nullspace == .shared {
        let own = try LeftSingularBasis(
          scaling == .raw
            ? StackedViews([.init(view)]) : StackedViews([.init(view, offset: offset, factor: factor)]))
        coordinates = try own.vectors(0..<(own.rows - own.nullity))
      }
      let variation = ViewVariation.View(matrix: view, coordinates: coordinates)
      sides.append(.init(offset: offset, factor: factor, coordinates: coordinates, dimension: variation.height))
      variations.append(variation)
    }
    let stack = pairs.stack(sides, negated: [1])
    let factorisation = Factorisation(
      basis: try LeftSingularBasis(stack, moments: pairs.moments), variation: ViewVariation(variations), sides: sides)
    return try linear(factorisation, modalities: pairs.modalities)
  }
}
