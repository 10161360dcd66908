import LinearAlgebra

/// An alignment of frames that embeds clips: each frame by the alignment it wraps, then the frames of a clip as one vector; with
/// several scalings of the channels, an alignment and a vector for each, on one another.
///
/// To whoever uses it, it is an alignment like any other, whose features are sequences, (T · d) x n. Cost of embedding a clip: that of its
/// T stacked frames.
public struct FrameAlignment: FittedAlignment {
  /// An alignment of frames under one scaling of the channels.
  struct Part: Sendable {
    let alignment: any FittedAlignment
    let views: [FrameView]
    /// For each modality the mean over the pairs of what its clips become.
    var means: [[Double]] = []
  }

  /// The frames by which each modality is taken later than the first.
  public let shifts: [Int]
  let modalities: [String]
  let pooling: FramePooling
  private(set) var parts: [Part]

  /// Wraps alignments that were fitted on the frames of `pairs`, one a scaling.
  /// - Throws: what the alignments throw for the pairs.
  public init(_ alignments: [any FittedAlignment], pairs: [FramePairs], level: FrameLevel) throws {
    precondition(alignments.count == pairs.count && !pairs.isEmpty, "an alignment for each scaling")
    shifts = pairs[0].shifts
    modalities = pairs[0].modalities
    pooling = FramePooling(level: level, frames: pairs[0].views[0].frames)
    parts = zip(alignments, pairs).map { Part(alignment: $0, views: $1.views) }
    for place in parts.indices {
      parts[place].means = try modalities.indices.map {
        try pooled(pairs[place].sequences[$0], of: $0, by: parts[place]).rowMeans
      }
    }
  }

  /// The frames by which one modality is taken later than another.
  public func shift(of modality: String, against other: String) -> Int? {
    let places = [modality, other].compactMap { modalities.firstIndex(of: $0) }
    return places.count == 2 ? shifts[places[0]] - shifts[places[1]] : nil
  }

  /// Numbers of a clip.
  public var latentDimension: Int { parts.reduce(0) { $0 + $1.alignment.latentDimension } * pooling.level.pooled }

  /// The clips of `features`, (T · d) x n: latentDimension x n.
  public func embed(_ features: Matrix<Double>, of modality: String) throws -> Matrix<Double> {
    let place = try Check.place(of: modality, among: modalities)
    try parts[0].views[place].check(features, of: modality)
    return .stackedVertically(
      try parts.map { part in
        try pooled(features, of: place, by: part).addingToColumns(part.means[place].map { -$0 })
      })
  }

  /// The latents of every frame of the clips of `features`, under the first scaling: k x (T · n).
  public func embedFrames(_ features: Matrix<Double>, of modality: String) throws -> Matrix<Double> {
    let place = try Check.place(of: modality, among: modalities)
    try parts[0].views[place].check(features, of: modality)
    return .stackedHorizontally(try blocks(of: features, place, by: parts[0]) { $0 })
  }

  private func pooled(_ features: Matrix<Double>, of place: Int, by part: Part) throws -> Matrix<Double> {
    .stackedHorizontally(try blocks(of: features, place, by: part) { pooling($0) })
  }

  private func blocks(
    of features: Matrix<Double>, _ place: Int, by part: Part, _ result: (Matrix<Double>) -> Matrix<Double>
  ) throws -> [Matrix<Double>] {
    let (view, modality) = (part.views[place], modalities[place])
    guard features.columns > 0 else { return [result(Matrix(part.alignment.latentDimension, 0))] }
    return try stride(from: 0, to: features.columns, by: view.block).map { first in
      let clips = features.columns(first..<min(first + view.block, features.columns))
      return result(try part.alignment.embed(view.stacked(clips), of: modality))
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
