import Alignment
import LinearAlgebra
import Metrics
import Records

/// Latents frame by frame, of test rows and of pairs, with what is measured of them beside the
/// scores of whole clips.
///
/// Of several sources the first one stands for the source's side. Names of scores end in `Frames`.
/// The errors of alignment are over all frames of the rows. Retrieval asks which frame of the *same
/// clip* is a frame's partner: chance is one over the number of frames, and neighbouring frames are
/// nearly the same, so that it measures time as much as content.
struct FrameLatents {
  /// Test rows that have both modalities.
  let test: (source: FrameAlignment.Embedded, target: FrameAlignment.Embedded)
  let pairs: (source: FrameAlignment.Embedded, target: FrameAlignment.Embedded)
  /// The frames by which the target is taken later than the source; nil where that was not
  /// estimated.
  let shift: Int?
  private let clips: Int

  /// - Parameters:
  ///   - stage: the test rows that the alignment embeds.
  ///   - matched: test rows that have both modalities.
  init(
    _ alignment: FrameAlignment, sharing stage: Stage<[String: FrameAlignment.Embedded]>, _ rows: DirectionData,
    on matched: [Int]
  ) throws {
    let (source, target) = (rows.direction.sources[0], rows.direction.target)
    let (embedded, _) = try rows.data.cache.value(stage) {
      [
        source: try alignment.embedWithFrames(rows.data.inputs(matched, of: source), of: source),
        target: try alignment.embedWithFrames(rows.targetInputs(matched), of: target),
      ]
    }
    test = (embedded[source]!, embedded[target]!)
    pairs = (try alignment.embeddedPairs(of: source), try alignment.embeddedPairs(of: target))
    clips = matched.count
    let isEstimated = (rows.data.frames?.level.maximumShift ?? 0) > 0
    shift = isEstimated ? alignment.shift(of: target, against: source) : nil
  }

  /// Errors and retrieval.
  var scores: [String: Double?] {
    var scores: [String: Double?] = [:]
    for (name, value) in AlignmentMetric.scores(test.source.frames, test.target.frames) {
      scores[ScoreName.ofFrames(name)] = .some(value)
    }
    for (name, value) in AlignmentMetric.scores(pairs.source.frames, pairs.target.frames) {
      scores[ScoreName.onPairs(ScoreName.ofFrames(name))] = .some(value)
    }
    let frames = clips == 0 ? 0 : test.source.frames.columns / clips
    var sums: [String: Double] = [:]
    for clip in 0..<clips {
      let range = (clip * frames)..<((clip + 1) * frames)
      let own = RetrievalMetric.scores(from: test.source.frames.columns(range), to: test.target.frames.columns(range))
      for (name, value) in own { sums[name, default: 0] += (value ?? 0) / Double(clips) }
    }
    for (name, value) in sums { scores[ScoreName.ofFrames(name)] = value }
    return scores
  }
}

extension TrialRecord.LatentReport {
  /// What the latents of pairs hold, row by row: those of clips, or of frames.
  init(
    dimension: Int, of pairs: (source: Matrix<Double>, target: Matrix<Double>), frameShift: Int? = nil,
    limbs: LimbGate? = nil, tie: DirectionTie? = nil, comparedRows: Int? = nil
  ) throws {
    self.init(
      dimension: dimension, sourceRowEnergy: LatentDiagnostics.rowEnergies(pairs.source),
      targetRowEnergy: LatentDiagnostics.rowEnergies(pairs.target),
      sourceEffectiveRank: try LatentDiagnostics.effectiveRank(pairs.source),
      targetEffectiveRank: try LatentDiagnostics.effectiveRank(pairs.target), frameShift: frameShift,
      limbs: limbs.map { .init(pairs: $0.pairs, rounds: $0.rounds, isSettled: $0.isSettled) },
      tie: tie.map(TrialRecord.Tie.init), comparedRows: comparedRows)
  }
}

extension TrialRecord.Tie {
  /// A tie as an alignment or a reduction tells it.
  init(_ tie: DirectionTie) { self.init(tied: tie.tied, kept: tie.kept, rule: tie.rule?.rawValue) }
}
