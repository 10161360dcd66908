import Alignment
import LinearAlgebra
import Logging
import Metrics
import Randomness
import Records

/// An alignment fitted on a split, the latents of its rows, and every score that needs no
/// classifier: shared by all trials that differ in the classifier or the decoding alone.
struct AlignedLatents: Sendable {
  let alignment: any FittedAlignment
  let fitSeconds: Double
  /// Latents of the test rows that have the target.
  let testTarget: Matrix<Double>
  /// Latents of the test rows that have a source.
  let testSource: Matrix<Double>
  /// The distance of the two latents of each test row that has the target; nil where it has no
  /// source.
  let distances: [Double?]
  /// The source's latents of the pairs.
  let pairSource: Matrix<Double>
  /// The target's latents of the pairs.
  let pairTarget: Matrix<Double>
  let scores: [String: Double?]
  let report: TrialRecord.LatentReport
  /// What each training by gradient reached; nil where the alignment has a formula.
  let trainings: [TrialRecord.Training]?
  /// How its map was found without pairs; nil where none was looked for.
  let matching: TrialRecord.Matching?
  /// The latents of the test rows in two dimensions; nil where they are not kept.
  let plane: TrialRecord.LatentPlane?

  /// Fits and measures.
  /// - Parameters:
  ///   - seed: what the permutations of the null distribution are derived from.
  ///   - keep: what the records of the trials keep.
  ///   - measured: on which test rows retrieval and neighbours are measured.
  init(
    _ method: some AlignmentMethod, rows: DirectionData, seed: Seed, keep: [KeptPart] = [],
    measured: MeasuredRows = .fast
  ) throws {
    let (data, direction) = (rows.data, rows.direction)
    let (alignment, seconds) = try data.fit(method, direction: direction)
    self.alignment = alignment
    fitSeconds = seconds
    let trainings = alignment.trainings.map { TrialRecord.Training($0) }
    self.trainings = trainings.isEmpty ? nil : trainings
    let matching = alignment.matching.map { TrialRecord.Matching($0) }
    self.matching = matching
    for warning in trainings.compactMap(\.warning) + [matching?.warning].compactMap(\.self) {
      Logger(label: "hartransfer.run").warning(
        "\(type(of: method).name), \(direction.source) -> \(direction.target): \(warning)")
    }
    // Source and target of the same test rows.
    let matched = rows.matched
    let isWhole = matched == rows.test && matched == rows.sourceTest
    let frames = try (alignment as? FrameAlignment).map {
      try FrameLatents($0, sharing: rows.stages.testFrames(method), rows, on: matched)
    }
    // What frames were embedded for need not be embedded again.
    let known = direction.hasSeveralSources ? nil : frames
    testTarget =
      try isWhole
      ? known?.test.target.clips ?? rows.targetLatents(rows.test, by: alignment)
      : rows.targetLatents(rows.test, by: alignment)
    testSource =
      try isWhole
      ? known?.test.source.clips ?? rows.sourceLatents(rows.sourceTest, by: alignment)
      : rows.sourceLatents(rows.sourceTest, by: alignment)
    pairTarget = try known?.pairs.target.clips ?? rows.targetLatents(rows.pairs, by: alignment)
    pairSource = try known?.pairs.source.clips ?? rows.sourceLatents(rows.pairs, by: alignment)
    let comparedSource = try isWhole ? testSource : rows.sourceLatents(matched, by: alignment)
    plane =
      try keep.contains(.latents)
      ? TrialRecord.LatentPlane(
        source: comparedSource, of: matched, target: testTarget, of: rows.test, spectrum: alignment.spectrum) : nil
    let span = try LatentSpan(
      source: comparedSource,
      target: isWhole ? testTarget : rows.targetLatents(matched, by: alignment), compact: frames != nil)
    let (matchedSource, matchedTarget) = (span.source, span.target)
    let norms = Dictionary(uniqueKeysWithValues: zip(matched, (matchedSource - matchedTarget).columnNorms))
    distances = rows.test.map { norms[$0] }
    let sample = measured.sample(of: matched.map { data.samples.ids[$0] })
    report = try TrialRecord.LatentReport(
      dimension: alignment.latentDimension,
      of: frames.map { ($0.pairs.source.frames, $0.pairs.target.frames) } ?? (pairSource, pairTarget),
      frameShift: frames?.shift, limbs: (alignment as? FrameAlignment)?.gate, tie: alignment.tie,
      comparedRows: sample?.count)
    if let limbs = report.limbs, !limbs.isSettled {
      Logger(label: "hartransfer.run").warning(
        "\(direction.source) -> \(direction.target): pairs still changed their limbs after \(limbs.rounds) rounds")
    }

    var scores: [String: Double?] = [:]
    let (pairs, test) = (
      LatentsOfPairs(source: pairSource, target: pairTarget),
      LatentsOfPairs(source: matchedSource, target: matchedTarget)
    )
    let isCollapsed = pairs.isRounding(of: try rows.sizesOfPairs())
    scores.merge(test.errors(isCollapsed: isCollapsed)) { own, _ in own }
    for (name, value) in pairs.errors(isCollapsed: isCollapsed) { scores[ScoreName.onPairs(name)] = .some(value) }
    let compared = sample.map(test.selecting) ?? test
    scores.merge(compared.retrieval(hasPartners: !data.namesClasses(direction))) { own, _ in own }
    for (name, value) in SimilarityMetric.scores(matchedSource, matchedTarget, seed: seed, neighboursAmong: sample) {
      scores[name] = .some(value)
    }
    if let frames { scores.merge(frames.scores) { own, _ in own } }
    if data.namesClasses(direction) {
      // Many samples share one point: a sample has no partner, nor neighbours, of its own.
      for name in MetricNames.ofSinglePartners { scores[name] = .some(nil) }
    }
    if let truth = data.trueLatents?.selectingColumns(matched) {
      for metric in ReconstructionMetric.all {
        let name = metric.description.name
        scores[ScoreName.reconstruction(name, target: false)] = try metric(matchedSource, truth: truth)
        scores[ScoreName.reconstruction(name, target: true)] = try metric(matchedTarget, truth: truth)
      }
    }
    self.scores = scores
  }
}
