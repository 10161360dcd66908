import LinearAlgebra

/// An alignment of frames that embeds clips: it aligns each frame, then makes one vector of a
/// clip's frames. Several scalings of the channels give an alignment and a vector each, on one
/// another; so do limbs (`LimbGate`), under each scaling.
///
/// Seen from outside it is an alignment whose features are sequences, (T · d) x n.
/// Cost: embedding a clip costs as much as embedding its T stacked frames.
public struct FrameAlignment: FittedAlignment {
  /// An alignment of frames under one scaling of the channels, of all pairs or of a limb's.
  struct Part: Sendable {
    let alignment: any FittedAlignment
    let views: [FrameView]
    let limb: FrameLimb?
  }

  /// Clips as vectors, and their latent frames under the first scaling.
  public struct Embedded: Sendable {
    /// latentDimension x n.
    public internal(set) var clips: Matrix<Double>
    /// k x (T · n).
    public let frames: Matrix<Double>
  }

  /// The frames by which each modality is taken later than the first.
  public let shifts: [Int]
  let modalities: [String]
  let pooling: FramePooling
  let parts: [Part]
  /// For each modality the mean over the pairs of what its clips become.
  private var means: [[Double]] = []
  private var pairs: [Embedded] = []

  /// Wraps alignments that were fitted on the frames of `pairs`, one a scaling and limb; the first
  /// are all pairs.
  /// - Throws: what the alignments throw for the pairs.
  public init(_ alignments: [any FittedAlignment], pairs: [FramePairs], level: FrameLevel) throws {
    precondition(alignments.count == pairs.count && !pairs.isEmpty, "an alignment for each of the pairs")
    shifts = pairs[0].shifts
    modalities = pairs[0].modalities
    pooling = FramePooling(level: level, frames: pairs[0].views[0].frames)
    parts = zip(alignments, pairs).map { Part(alignment: $0, views: $1.views, limb: $1.limb) }
    for place in modalities.indices {
      let all = pairs.map { $0.limb == nil ? $0.sequences[place] : pairs[0].sequences[place] }
      var embedded = try pass(all, of: place, keepingFrames: true)
      means.append(meansOfPairs(embedded.clips))
      embedded.clips = embedded.clips.addingToColumns(means[place].map { -$0 })
      close(&embedded.clips) { $0.ofPairs }
      self.pairs.append(embedded)
    }
  }

  /// The frames by which one modality is taken later than another.
  public func shift(of modality: String, against other: String) -> Int? {
    let places = [modality, other].compactMap { modalities.firstIndex(of: $0) }
    return places.count == 2 ? shifts[places[0]] - shifts[places[1]] : nil
  }

  /// On which limb the other modality is worn; nil without limbs.
  public var gate: LimbGate? { parts.lazy.compactMap(\.limb?.gate).first }

  /// Those of the alignments of frames, one a scaling and limb.
  public var trainings: [TrainingReport] { parts.flatMap(\.alignment.trainings) }

  /// That of the first scaling.
  public var matching: MatchingReport? { parts[0].alignment.matching }

  /// Numbers of a clip.
  public var latentDimension: Int { parts.reduce(0) { $0 + $1.alignment.latentDimension } * pooling.level.pooled }

  /// The tie of the first scaling that has one.
  public var tie: DirectionTie? { parts.lazy.compactMap(\.alignment.tie).first }

  /// Those of the first scaling.
  public var spectrum: DirectionSpectrum? { parts[0].alignment.spectrum }

  /// The pairs that it was fitted on, in their order.
  public func embeddedPairs(of modality: String) throws -> Embedded {
    pairs[try Check.place(of: modality, among: modalities)]
  }

  /// The clips of `features`, (T · d) x n: latentDimension x n.
  public func embed(_ features: Matrix<Double>, of modality: String) throws -> Matrix<Double> {
    try embed(features, of: modality, keepingFrames: false).clips
  }

  /// The clips of `features` with the latents of their frames.
  public func embedWithFrames(_ features: Matrix<Double>, of modality: String) throws -> Embedded {
    try embed(features, of: modality, keepingFrames: true)
  }

  private func embed(_ features: Matrix<Double>, of modality: String, keepingFrames: Bool) throws -> Embedded {
    let place = try Check.place(of: modality, among: modalities)
    try parts[0].views[place].check(features, of: modality)
    var embedded = try pass(
      [Matrix<Double>](repeating: features, count: parts.count), of: place, keepingFrames: keepingFrames)
    embedded.clips = embedded.clips.addingToColumns(means[place].map { -$0 })
    close(&embedded.clips) { $0.isOpen(features, of: place) }
    return embedded
  }

  /// The rows of each part in a clip's vector.
  private var rowsOfParts: [Range<Int>] {
    var first = 0
    return parts.map { part in
      defer { first += part.alignment.latentDimension * pooling.level.pooled }
      return first..<(first + part.alignment.latentDimension * pooling.level.pooled)
    }
  }

  /// The mean vector of the pairs; in the rows of a limb that of its own.
  private func meansOfPairs(_ clips: Matrix<Double>) -> [Double] {
    var means = clips.rowMeans
    for (part, rows) in zip(parts, rowsOfParts) {
      guard let limb = part.limb else { continue }
      means.replaceSubrange(rows, with: clips.rows(rows).selectingColumns(limb.fitted).rowMeans)
    }
    return means
  }

  /// Makes clips zero in the rows of limbs that are not theirs.
  private func close(_ clips: inout Matrix<Double>, unless isOpen: (FrameLimb) -> [Bool]?) {
    for (part, rows) in zip(parts, rowsOfParts) {
      guard let limb = part.limb, let open = isOpen(limb) else { continue }
      for clip in open.indices where !open[clip] {
        for row in rows { clips[row, clip] = 0 }
      }
    }
  }

  /// Clips pooled under every scaling, before means are taken away, a block of clips at a time.
  /// - Parameter sequences: the clips for each scaling.
  private func pass(_ sequences: [Matrix<Double>], of place: Int, keepingFrames: Bool) throws -> Embedded {
    let count = sequences[0].columns
    var frames: [Matrix<Double>] = []
    let clips = try Matrix<Double>(latentDimension, count) { target in
      var offset = 0
      for (number, part) in parts.enumerated() {
        let view = part.views[place]
        for first in stride(from: 0, to: count, by: view.block) {
          let block = sequences[number].columns(first..<min(first + view.block, count))
          let latents = try part.alignment.embed(view.stacked(block), of: modalities[place])
          pooling.write(
            latents, to: target.baseAddress! + first * latentDimension + offset, stride: latentDimension)
          if keepingFrames && number == 0 { frames.append(latents) }
        }
        offset += part.alignment.latentDimension * pooling.level.pooled
      }
    }
    let none = Matrix<Double>(keepingFrames ? parts[0].alignment.latentDimension : 0, 0)
    return Embedded(clips: clips, frames: frames.isEmpty ? none : .stackedHorizontally(frames))
  }
}

extension FrameView {
  /// Clips as the vectors that classifiers of a single modality learn from: their scaled channels,
  /// without lags, pooled.
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
