import Alignment
import LinearAlgebra
import Metrics

/// Scores of latents frame by frame, beside those of whole clips: names end in `Frames`.
///
/// The errors of alignment are over all frames of the rows. Retrieval asks which frame of the *same clip* is a frame's partner:
/// chance is one over the number of frames, and neighbouring frames are nearly the same, so that it measures time as much as
/// content.
enum FrameScores {
  static func of(_ alignment: FrameAlignment, _ rows: DirectionData, on matched: [Int]) throws -> [String: Double?] {
    var scores: [String: Double?] = [:]
    func latents(_ rows_: [Int]) throws -> (source: Matrix<Double>, target: Matrix<Double>) {
      (
        try alignment.embedFrames(rows.sourceInputs(rows_), of: rows.direction.source),
        try alignment.embedFrames(rows.targetInputs(rows_), of: rows.direction.target)
      )
    }
    let (test, pairs) = (try latents(matched), try latents(rows.paired))
    for metric in AlignmentMetric.all {
      let name = ScoreName.ofFrames(metric.description.name)
      scores[name] = metric(test.source, test.target)
      scores[ScoreName.onPairs(name)] = metric(pairs.source, pairs.target)
    }
    let frames = matched.isEmpty ? 0 : test.source.columns / matched.count
    var sums: [String: Double] = [:]
    for clip in matched.indices {
      let range = (clip * frames)..<((clip + 1) * frames)
      let own = RetrievalMetric.scores(from: test.source.columns(range), to: test.target.columns(range))
      for (name, value) in own { sums[name, default: 0] += (value ?? 0) / Double(matched.count) }
    }
    for (name, value) in sums { scores[ScoreName.ofFrames(name)] = value }
    return scores
  }
}
