import LinearAlgebra

/// An alignment of frames that embeds clips: each frame by the alignment it wraps, then the frames of a clip as one vector.
///
/// To whoever uses it, it is an alignment like any other, whose features are sequences, (T · d) x n. Cost of embedding a clip: that of its
/// T stacked frames.
public struct FrameAlignment: FittedAlignment {
  /// The alignment of frames.
  public let frames: any FittedAlignment
  /// The frames by which each modality is taken later than the first.
  public let shifts: [Int]
  let modalities: [String]
  let views: [FrameView]
  let pooling: FramePooling
  /// For each modality the mean over the pairs of what its clips become.
  private var means: [[Double]] = []

  /// Wraps an alignment that was fitted on the frames of `pairs`.
  /// - Throws: what the alignment throws for the pairs.
  public init(_ frames: any FittedAlignment, pairs: FramePairs, level: FrameLevel) throws {
    self.frames = frames
    shifts = pairs.shifts
    modalities = pairs.modalities
    views = pairs.views
    pooling = FramePooling(level: level, frames: pairs.views[0].frames)
    means = try zip(pairs.modalities, pairs.sequences).map { try pooled($1, of: $0).rowMeans }
  }

  /// The frames by which one modality is taken later than another.
  public func shift(of modality: String, against other: String) -> Int? {
    let places = [modality, other].compactMap { modalities.firstIndex(of: $0) }
    return places.count == 2 ? shifts[places[0]] - shifts[places[1]] : nil
  }

  /// Numbers of a clip.
  public var latentDimension: Int { frames.latentDimension * pooling.level.pooled }

  /// The clips of `features`, (T · d) x n: latentDimension x n.
  public func embed(_ features: Matrix<Double>, of modality: String) throws -> Matrix<Double> {
    let means = means[try Check.place(of: modality, among: modalities)]
    return try pooled(features, of: modality).addingToColumns(means.map { -$0 })
  }

  /// The latents of every frame of the clips of `features`: k x (T · n).
  public func embedFrames(_ features: Matrix<Double>, of modality: String) throws -> Matrix<Double> {
    .stackedHorizontally(try blocks(of: features, modality) { $0 })
  }

  private func pooled(_ features: Matrix<Double>, of modality: String) throws -> Matrix<Double> {
    .stackedHorizontally(try blocks(of: features, modality) { pooling($0) })
  }

  private func blocks(
    of features: Matrix<Double>, _ modality: String, _ result: (Matrix<Double>) -> Matrix<Double>
  ) throws -> [Matrix<Double>] {
    let view = views[try Check.place(of: modality, among: modalities)]
    try view.check(features, of: modality)
    guard features.columns > 0 else {
      return [result(Matrix(frames.latentDimension, 0))]
    }
    return try stride(from: 0, to: features.columns, by: view.block).map { first in
      let clips = features.columns(first..<min(first + view.block, features.columns))
      return result(try frames.embed(view.stacked(clips), of: modality))
    }
  }
}

extension FrameView {
  /// Clips as the vectors that classifiers of a single modality learn from: their scaled channels, without lags, pooled.
  public func pooled(_ sequences: Matrix<Double>, level: FrameLevel) -> Matrix<Double> {
    let pooling = FramePooling(level: level, frames: frames)
    let view = unstacked
    guard sequences.columns > 0 else { return Matrix(channels * level.pooled, 0) }
    return .stackedHorizontally(
      stride(from: 0, to: sequences.columns, by: view.block).map { first in
        pooling(view.stacked(sequences.columns(first..<min(first + view.block, sequences.columns))))
      })
  }
}
