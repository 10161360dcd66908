import Diagnostics

/// What a loss of cosines compares where frames are aligned.
public enum LossLevel: String, Codable, Sendable, CaseIterable {
  /// Frames with frames, among those of a batch of clips.
  case frame
  /// Clips with clips: a clip is what its latent frames become (`FrameLevel`), less the mean of the batch.
  case clip
  /// The sum of both losses, with equal weights.
  case both

  /// The default. It is not written: where whole clips are aligned it has no effect.
  public static var standard: LossLevel { .both }
}

extension LearnedAlignmentMethod {
  /// Trains by a loss of cosines: of the pairs, or of what `level` names where the columns are frames.
  func train(
    _ pairs: StandardisedPairs, _ loss: some SimilarityLoss, comparing level: LossLevel
  ) throws -> LearnedAlignment {
    guard let pooling = pairs.pooling else {
      guard level == .standard else {
        throw InputError(
          "\(Self.name): loss", found: "'\(level.rawValue)' for whole clips", expected: "no such parameter",
          advice: "Leave it out, or align frames: a whole clip is compared as the one vector that it is.")
      }
      return try PairTrainer(method: Self.name, training: training, loss: loss).alignment(pairs)
    }
    guard level == .frame || pairs.count >= 2 else {
      throw InputError(
        "\(Self.name): loss", found: "'\(level.rawValue)' for \(pairs.count) clip", expected: "2 clips or more",
        advice: "A clip is learned by telling it from others; 'frame' tells its frames from one another.")
    }
    let loss = FrameLoss(base: loss, level: level, pooling: pooling)
    return try PairTrainer(method: Self.name, training: training, loss: loss).alignment(pairs)
  }
}
