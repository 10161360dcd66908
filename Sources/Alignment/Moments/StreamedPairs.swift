import LinearAlgebra

/// Pairs of modalities that are read from where they lie, and never stand in memory as a whole.
///
/// One pass gives their moments. Reductions are fitted on these, exactly as on samples.
/// `equivalent` are a few reduced pairs with the same means and covariances.
public struct StreamedPairs: Sendable {
  /// Names of the modalities, in the order in which they are stacked.
  public let modalities: [String]
  /// Number of pairs, n.
  public let count: Int
  /// How each modality is reduced.
  public let reductions: [FittedReduction]
  /// A few reduced pairs with the moments of all.
  public let equivalent: PairedFeatures
  let samples: any SampleSource<Double>
  let moments: StackedMoments

  /// Reads the pairs.
  /// - Parameters:
  ///   - samples: the views on one another, as they came.
  ///   - modalities: the name of each view.
  ///   - heights: the number of features of each.
  ///   - reduction: what is done to each modality first.
  ///   - source: the modality that labels come from, where the method depends on it.
  /// - Throws: what reading throws, and `InputError` for features that cannot be reduced.
  public init(
    _ samples: any SampleSource<Double>, modalities: [String], heights: [Int], reduction: Reduction,
    source: String? = nil
  ) throws {
    (self.samples, self.modalities, count) = (samples, modalities, samples.columns)
    try Check.memory(
      12 * Double(samples.rows) * Double(samples.rows), "pairs in pieces: \(samples.rows) features of all modalities",
      advice: "Write fewer features of each sample to the file.")
    moments = try StackedMoments(samples)
    let few = try EquivalentSamples(of: samples, with: moments).matrix
    var first = 0
    var reductions: [FittedReduction] = []
    var views: [Matrix<Double>] = []
    for height in heights {
      let view = few.rows(first..<(first + height))
      first += height
      let fitted = try reduction.fit(view)
      reductions.append(fitted.ofMoments)
      views.append(try Self.withoutRounding(fitted(view), of: samples.columns))
    }
    self.reductions = reductions
    equivalent = try PairedFeatures(modalities: modalities, views: views, source: source)
  }

  /// How large the reduced features of a modality are.
  public func size(of place: Int) -> LatentDiagnostics.Size {
    let view = equivalent.views[place]
    let factor = (Double(count) / Double(view.columns)).squareRoot()
    return LatentDiagnostics.Size(norm: factor * view.frobeniusNorm, rows: view.rows, columns: count)
  }

  /// The latents of other samples of the same modalities, one view on the other.
  public func latents(of samples: any SampleSource<Double>, by alignment: LinearAlignment) -> AffineStack {
    AffineStack(samples, reductions.indices.map { view(of: $0, by: alignment) })
  }

  /// The latents of other samples of one modality.
  public func latents(
    of samples: any SampleSource<Double>, of place: Int, by alignment: LinearAlignment
  ) -> AffineStack {
    AffineStack(samples, [view(of: place, by: alignment)])
  }

  /// Other samples of one modality, reduced.
  public func reduced(_ samples: any SampleSource<Double>, of place: Int) -> AffineStack {
    let height = equivalent.views[place].rows
    let (zeros, ones) = ([Double](repeating: 0, count: height), [Double](repeating: 1, count: height))
    return AffineStack(
      samples,
      [
        reductions[place].view(
          followedBy: .init(offset: zeros, factor: ones, coordinates: nil, dimension: height), sign: 1)
      ])
  }

  private func view(of place: Int, by alignment: LinearAlignment) -> AffineStack.View {
    let map = alignment.maps[place]
    return reductions[place].view(
      followedBy: .init(
        offset: map.offset, factor: [Double](repeating: 1, count: map.offset.count),
        coordinates: map.matrix.transposed(), dimension: map.matrix.rows), sign: 1)
  }

  /// The pairs through an affine map of each reduced view.
  func stack(_ maps: [PerfectAlignment.Factorisation.Side], negated: Set<Int>) -> AffineStack {
    AffineStack(
      samples,
      zip(reductions, maps).enumerated().map { place, pair in
        let (reduction, map) = pair
        return reduction.view(followedBy: map, sign: negated.contains(place) ? -1 : 1)
      })
  }

  /// A view without directions that vary by what rounding of n samples can do; the few samples by
  /// themselves would let more of it pass.
  private static func withoutRounding(_ view: Matrix<Double>, of count: Int) throws -> Matrix<Double> {
    let (centred, means) = CentredView.centred(view)
    let decomposition = try SingularValueDecomposition(centred)
    let rank = numericalRank(singularValues: decomposition.values, rows: view.rows, columns: max(count, view.columns))
    guard rank < decomposition.values.count else { return view }
    let u = decomposition.u.columns(0..<rank)
    let kept = u * Matrix.product(u, centred, transposing: .first)
    return kept.addingToColumns(means)
  }
}

extension FittedReduction {
  /// The reduction where samples are not there to tell components of equal variance apart.
  var ofMoments: FittedReduction {
    FittedReduction(offset: offset, factor: factor, components: components, tie: tie?.ofMoments)
  }

  /// This reduction and then a map of its features, as one map of a stacked view.
  fileprivate func view(followedBy map: PerfectAlignment.Factorisation.Side, sign: Double) -> AffineStack.View {
    // Scaling of scaled features is a scaling.
    if components == nil {
      let merged = zip(factor, map.factor).map { $0 * $1 }
      let centre = offset.indices.map { offset[$0] + map.offset[$0] / factor[$0] }
      return AffineStack.View(
        offset: centre, factor: merged, matrix: map.coordinates?.transposed(), sign: sign)
    }
    let inner = components.map { $0.transposed().scalingRows(by: map.factor) }
    let shift = zip(map.factor, map.offset).map { $0 * $1 }
    guard let coordinates = map.coordinates else {
      return AffineStack.View(offset: offset, factor: factor, matrix: inner, shift: shift, sign: sign)
    }
    return AffineStack.View(
      offset: offset, factor: factor,
      matrix: inner.map { Matrix.product(coordinates, $0, transposing: .first) },
      shift: Matrix.product(coordinates, Matrix(columns: [shift]), transposing: .first).column(0), sign: sign)
  }
}
