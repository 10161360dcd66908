import LinearAlgebra
import Parameters

/// Perfect alignment (Kamboj and Do): the maps with orthonormal rows under which paired samples
/// differ least.
///
/// Objective: min sum over pairs of modalities a < b of ||A_a X_a - A_b X_b||² over
/// A = [A_1 ... A_M] with A A' = I (A_m k x d_m, D = d_1 + ... + d_M). For two modalities this is
/// ||A X||_F² with X = [X_1; -X_2]. For more, X has M - 1 groups of columns; the j-th is
/// sqrt(M / (j (j + 1))) [X_1; ...; X_j; -j X_(j+1); 0; ...]. Its coefficients form a matrix C with
/// C C' = M I - 11', the Laplacian of all pairs.
/// Solution: the rows of A are the left singular vectors of the k smallest singular values of X,
/// and ||A X||_F² is the sum of the k smallest sigma². The alignment of the pairs is exact where
/// the left null space of X has dimension k or more. With `scaling: raw` features are neither
/// centred nor scaled.
///
/// A sample that lacks modalities counts for the pairs of modalities that it has: its columns hold
/// its own modalities, and their number replaces M. Scaling is fitted on the samples that have the
/// modality.
///
/// The left null space also holds vectors of one modality alone: (a, 0) with a'X_1 = 0. Such a row
/// maps both modalities to zero, which is aligned and worthless. `nullspace: shared` leaves them
/// out: each modality is first written in an orthonormal basis of its own column space (rank by the
/// house tolerance), which has no such vector. A_m then acts on the column space of the pairs only.
/// With more than two modalities every null vector then reaches all of them with one latent, if no
/// sample lacks any. If samples do, a null vector can be zero on some modalities, but never on all
/// but one.
///
/// If the left null space has more than k dimensions, all its vectors are exact, and the objective
/// does not choose. Those with the largest sum over m of ||A_m X_m||² / ||X_m||² are taken (X_m
/// centred, in its own unit). So the result follows from the data, not from the order in which a
/// library leaves equal singular values. All vectors of one singular value, to rounding, are put in
/// this order, which determines each row of A.
///
/// Cost: one factorisation of X, shared by every k: Gram matrices of two complete modalities of
/// many samples, of which no copy is made, else a QR and SVD (`LeftSingularBasis`). For more than
/// two modalities a QR of [X_1; ...; X_M] comes first, so that samples are read once and not M - 1
/// times.
/// Source: arXiv 2503.15352, theorem 2.1, corollary 2.2, solution (3).
public struct PerfectAlignment: AlignmentMethod {
  /// The left null space that rows are taken from.
  public enum NullSpace: String, Codable, Sendable, CaseIterable {
    /// All of it, as in the paper.
    case whole
    /// Without the vectors that live in one modality alone.
    case shared
  }

  public static let name = "perfect"
  public static let card = MethodCard(
    summary: "The maps under which paired samples differ least, with orthonormal rows.",
    objective:
      "min sum over a < b of ||A_a X_a - A_b X_b||² over A = [A_1 ... A_M] with A A' = I; for two modalities "
      + "||A X||_F², X = [X_1; -X_2] the stacked pairs.",
    solution:
      "The left singular vectors of the k smallest singular values of X, the differences of all pairs stacked; exact where the left null space of X "
      + "has dimension k or more. Of more than k null vectors, those that carry most of the data's variation.",
    cost: "One factorisation of the (d_1 + ... + d_M) x (M - 1) n stack, shared by every k: little more than its "
      + "Gram matrix for two modalities and 2,048 samples or more, else a QR and an SVD.",
    source: "Kamboj and Do, arXiv 2503.15352, theorem 2.1, corollary 2.2, solution (3).")

  @Parameter(.dimension, "dimension of the latent space") public var k = 64
  @Parameter("what is done to each feature before the views are stacked")
  public var scaling = FeatureScaling.raw
  @Parameter("the left null space that rows come from: all of it, or without vectors that live in one modality alone")
  public var nullspace = NullSpace.whole

  public init() {}

  /// What of the pairs every k shares.
  public struct Factorisation: Sendable {
    /// The singular values of the stack, descending.
    public var singularValues: [Double] { basis.values }
    /// Dimension of the left null space.
    public var nullity: Int { basis.nullity }

    let basis: LeftSingularBasis<Double>
    /// What tells null vectors, and those of equal values, apart.
    let variation: ViewVariation
    let sides: [Side]

    /// One modality: x -> coordinates' · (factor · (x - offset)).
    struct Side: Sendable {
      let offset: [Double]
      let factor: [Double]
      /// An orthonormal basis of the column space (d x r), or nil for all of R^d.
      let coordinates: Matrix<Double>?
      let dimension: Int
    }
  }

  public var takesManyModalities: Bool { true }

  /// Every sample counts for the modalities that it has.
  public var usesIncompleteSamples: Bool { true }

  /// Scaling and null space.
  public var factorisationKey: String { "\(scaling.rawValue) \(nullspace.rawValue)" }

  /// Only where every feature is standardised.
  public var isScaleFree: Bool { scaling == .standardised }

  /// Features are compared as they are, unless every one is standardised.
  public func latentUnit(in pairs: PairedFeatures) -> LatentUnit { isScaleFree ? .none : .common }

  public static var frameUse: FrameUse { .moments }

  /// Stacks the differences of the scaled views and factorises the stack.
  /// - Throws: `LinearAlgebraError` where the pairs hold NaN.
  public func factorise(_ pairs: PairedFeatures) throws -> Factorisation {
    var sides: [Factorisation.Side] = []
    var parts: [StackedViews<Double>.View] = []
    var variations: [ViewVariation.View] = []
    for place in pairs.views.indices {
      let view = pairs.presentView(place)
      let (offset, factor) = try scaling.fitted(on: view)
      var part =
        scaling == .raw ? StackedViews.View(view) : StackedViews.View(view, offset: offset, factor: factor)
      var coordinates: Matrix<Double>?
      if nullspace == .shared {
        let scaled = StackedViews([part])
        let own = try LeftSingularBasis(scaled)
        let basis = try own.vectors(0..<(own.rows - own.nullity))
        part = .init(Matrix.product(basis, scaled.matrix, transposing: .first))
        coordinates = basis
      }
      let variation = ViewVariation.View(matrix: view, coordinates: coordinates)
      sides.append(.init(offset: offset, factor: factor, coordinates: coordinates, dimension: variation.height))
      parts.append(part)
      variations.append(variation)
    }
    let differences = try PairDifferences.stacked(parts, present: pairs.present)
    return Factorisation(
      basis: try LeftSingularBasis(differences), variation: ViewVariation(variations), sides: sides)
  }

  /// Takes the k smallest left singular vectors as the rows of [A_1 ... A_M].
  /// - Throws: `InputError` that names the largest k where k exceeds the number of vectors.
  public func fit(_ factorisation: Factorisation, pairs: PairedFeatures) throws -> any FittedAlignment {
    try linear(factorisation, modalities: pairs.modalities)
  }

  func linear(_ factorisation: Factorisation, modalities: [String]) throws -> LinearAlignment {
    try Check.k(k, atMost: factorisation.basis.rows, "the number of stacked features", Self.name)
    let (rows, tie) = try factorisation.smallest(k)
    let exactness = factorisation.basis.certificate.map { certificate in
      let bounds = certificate.bounds(smallest: k)
      return ExactnessBounds(passes: certificate.passes, excess: bounds.excess, sine: bounds.sine)
    }
    var first = 0
    let maps = factorisation.sides.map { side in
      let block = rows.rows(first..<(first + side.dimension)).transposed()
      first += side.dimension
      let onScaled = side.coordinates.map { Matrix.product(block, $0, transposing: .second) } ?? block
      return AffineMap(matrix: onScaled.scalingColumns(by: side.factor), offset: side.offset)
    }
    return LinearAlignment(
      modalities: modalities, maps: maps, tie: tie,
      spectrum: DirectionSpectrum(.singularValues, factorisation.singularValues.reversed(), kept: k),
      exactness: exactness)
  }
}

extension PerfectAlignment.Factorisation {
  /// The left singular vectors of the k smallest singular values, and whether others were as good.
  fileprivate func smallest(_ k: Int) throws -> (vectors: Matrix<Double>, tie: DirectionTie?) {
    guard k >= nullity else {
      let (vectors, energies) = try leadingNullVectors(k)
      let all = EqualDirections(places: 0..<nullity, carried: energies)
      return (vectors, DirectionTie([all], cutAt: k))
    }
    let (rank, first) = (basis.rows - nullity, basis.rows - k)
    let tolerance = rankTolerance(largest: singularValues.first ?? 0, rows: basis.rows, columns: basis.columns)
    let runs = EqualDirections.runs(of: Array(singularValues.prefix(rank)), tolerance: tolerance)
      .filter { $0.upperBound > first }
    guard nullity > 1 || !runs.isEmpty else { return (try basis.smallest(k), nil) }
    let start = min(first, runs.first?.lowerBound ?? first)
    let (vectors, equal) = try EqualDirections.ordered(
      basis.vectors(start..<rank), runs: runs.map { ($0.lowerBound - start)..<($0.upperBound - start) },
      loadingsInBlocks: variation.forEachBlock)
    let null = try nullity > 1 ? leadingNullVectors(nullity).vectors : basis.vectors(rank..<basis.rows)
    // The cut parts this run; its first directions carry most.
    let parted = equal.first.flatMap { $0.places.lowerBound == 0 && start < first ? $0 : nil }
    let kept = (parted?.places.upperBound ?? 0) - (first - start)
    let places = parted.map { Array(0..<kept) + Array($0.places.upperBound..<vectors.columns) }
    return (
      .stackedHorizontally([places.map(vectors.selectingColumns) ?? vectors, null]),
      parted.flatMap { DirectionTie([$0], cutAt: kept) }
    )
  }

  /// `count` vectors of the left null space, those that carry most of the views' variation.
  private func leadingNullVectors(_ count: Int) throws -> (vectors: Matrix<Double>, energies: [Double]) {
    try basis.leadingNullVectors(count, forBlocks: variation.heights) { variation.carried(by: $0, of: $1) }
  }
}
