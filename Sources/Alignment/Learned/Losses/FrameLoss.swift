import LinearAlgebra

/// A loss of cosines for batches of whole clips, whose columns are their frames.
///
/// *Frames* are compared in sets of at most `largestSet`: every s-th frame of the batch, from the
/// first, the second and so on. A set then has frames of all clips that are apart in time, and
/// every frame is in one set. The loss is the mean over frames. The matrices of cosines grow with
/// the number of frames, not with its square.
///
/// *Clips* are compared as a classifier gets them: pooled, less the mean of their modality over the
/// batch. The outputs of the heads are pooled as they are, since the length of a frame says how
/// much a channel moves. In a batch of one clip nothing is left after the mean, and no gradient
/// comes of it.
///
/// Frames and clips have scalars of their own, since their cosines differ in size. Both start from
/// the same.
struct FrameLoss<Base: SimilarityLoss>: PairLoss {
  let base: Base
  let level: LossLevel
  let pooling: FramePooling

  /// The largest number of frames that are compared with one another, in training and in retrieval.
  static var largestSet: Int { 256 }

  var start: [Double] { level == .both ? base.start + base.start : base.start }

  func evaluate<S: TrainingScalar>(_ latents: [Matrix<S>], scalars: [S]) -> LatentGradient<S> {
    switch level {
    case .frame: return ofFrames(latents, scalars)
    case .clip: return ofClips(latents, scalars)
    case .both:
      let half = scalars.count / 2
      let (frames, clips) = (ofFrames(latents, Array(scalars[..<half])), ofClips(latents, Array(scalars[half...])))
      return LatentGradient(
        value: frames.value + clips.value, latents: zip(frames.latents, clips.latents).map { $0 + $1 },
        scalars: frames.scalars + clips.scalars)
    }
  }

  private func ofFrames<S: TrainingScalar>(_ latents: [Matrix<S>], _ scalars: [S]) -> LatentGradient<S> {
    let sets = Self.sets(latents[0].columns)
    guard sets.count > 1 else { return base.evaluate(latents, scalars: scalars) }
    var value = 0.0
    var ofScalars = [S](repeating: 0, count: scalars.count)
    var gradients = latents.map { Matrix<S>($0.rows, $0.columns) }
    for columns in sets {
      let share = Double(columns.count) / Double(latents[0].columns)
      let part = base.evaluate(latents.map { $0.selectingColumns(columns) }, scalars: scalars)
      value += share * part.value
      for i in ofScalars.indices { ofScalars[i] += S(share) * part.scalars[i] }
      for m in gradients.indices { gradients[m].put(S(share), part.latents[m], at: columns) }
    }
    return LatentGradient(value: value, latents: gradients, scalars: ofScalars)
  }

  private func ofClips<S: TrainingScalar>(_ latents: [Matrix<S>], _ scalars: [S]) -> LatentGradient<S> {
    let result = base.evaluate(latents.map { pooling($0).centred }, scalars: scalars)
    return LatentGradient(
      value: result.value, latents: zip(latents, result.latents).map { pooling.gradient($0, of: $1.centred) },
      scalars: result.scalars)
  }

  /// The places of the frames of each set.
  static func sets(_ frames: Int) -> [[Int]] {
    let count = max((frames + largestSet - 1) / largestSet, 1)
    return (0..<count).map { Array(stride(from: $0, to: frames, by: count)) }
  }

  func bounded<S: TrainingScalar>(_ scalars: [S]) -> [S] {
    guard level == .both else { return base.bounded(scalars) }
    let half = scalars.count / 2
    return base.bounded(Array(scalars[..<half])) + base.bounded(Array(scalars[half...]))
  }

  /// Frames at length 1, where frames alone are compared; elsewhere the outputs, each modality with
  /// one factor that no cosine sees: the training clips, pooled and less their mean, then have a
  /// mean square length of 1.
  func readout(_ latents: () -> [Matrix<Double>]) -> LatentReadout {
    guard level != .frame else { return .unitLength }
    return .affine(
      latents().map { outputs in
        let squares = pooling(outputs).centred.columnSquares
        let length = (squares.reduce(0, +) / Double(max(squares.count, 1))).squareRoot()
        let factor = length > 0 ? 1 / length : 1
        return AffineMap(matrix: factor * .identity(outputs.rows), offset: [Double](repeating: 0, count: outputs.rows))
      })
  }

  /// Clips; where frames alone are trained on, a set of their frames. Tens of thousands of frames
  /// would be too many to rank after each epoch, and neighbours in time, which are nearly the same,
  /// would count as mistakes.
  func compared(_ outputs: [Matrix<Double>], seen: () -> [Matrix<Double>]) -> [Matrix<Double>] {
    guard level == .frame else { return outputs.map { pooling($0).centred } }
    let columns = Self.sets(outputs[0].columns)[0]
    return outputs.map { $0.selectingColumns(columns) }
  }
}

extension Matrix where Scalar: TrainingScalar {
  /// The rows less their means.
  fileprivate var centred: Matrix { addingToColumns(rowMeans.map { -$0 }) }

  /// Puts the columns of another matrix, times a factor, in the given places.
  fileprivate mutating func put(_ factor: Scalar, _ other: Matrix, at columns: [Int]) {
    let rows = rows
    withUnsafeMutableElements { target in
      other.withUnsafeElements { source in
        for (place, column) in columns.enumerated() {
          for i in 0..<rows { target[column * rows + i] = factor * source[place * rows + i] }
        }
      }
    }
  }
}
