import LinearAlgebra

/// By how many frames one modality lags behind another, from pairs alone.
///
/// For each shift up to the largest, frame t of the first modality is paired with frame t + shift
/// of the other. Both are without lags, over the frames that every shift has. The shift with the
/// largest sum of squared canonical correlations (ridge .1 of the mean variance) is taken. Of
/// equals, the smallest in magnitude is taken, then the negative one. No label is seen. Cost: a
/// covariance of the frames and a small SVD for each shift.
enum FrameShift {
  static let ridge = 0.1

  /// The shift of each view against the first, whose own is 0.
  static func estimated(views: [FrameView], sequences: [Matrix<Double>], atMost limit: Int) throws -> [Int] {
    let limit = min(limit, (views[0].frames - 1) / 2)
    guard limit > 0 else { return [Int](repeating: 0, count: views.count) }
    let order = (0...limit).flatMap { $0 == 0 ? [0] : [-$0, $0] }
    return try views.indices.map { place in
      guard place > 0 else { return 0 }
      var best = (shift: 0, agreement: -Double.infinity)
      for shift in order {
        let agreement = try agreement([views[0], views[place]], [sequences[0], sequences[place]], shift, limit)
        if agreement > best.agreement { best = (shift, agreement) }
      }
      return best.shift
    }
  }

  private static func agreement(
    _ views: [FrameView], _ sequences: [Matrix<Double>], _ shift: Int, _ limit: Int
  ) throws -> Double {
    let frames = views[0].frames
    let (inner, clips) = (limit..<(frames - limit), sequences[0].columns)
    let pairs = zip([0, shift], zip(views, sequences)).map { shift, side in
      let columns = (0..<clips).flatMap { clip in inner.map { clip * frames + $0 + shift } }
      return side.0.unstacked.stacked(side.1).selectingColumns(columns)
    }
    let method = try RidgeCCA {
      $0.k = 1
      $0.ridge = ridge
    }
    let factorisation = try method.factorise(try PairedFeatures(modalities: ["first", "other"], views: pairs))
    return factorisation.canonicalCorrelations.reduce(0) { $0 + $1 * $1 }
  }
}
