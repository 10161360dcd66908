import Alignment
import LinearAlgebra
import Metrics
import Randomness

/// An alignment fitted on a split, the latents of its rows, and every score that needs no classifier: shared by all
/// trials that differ in the classifier or the decoding alone.
struct AlignedLatents: Sendable {
  let alignment: any FittedAlignment
  let fitSeconds: Double
  /// Latents of the test rows.
  let testSource, testTarget: Matrix<Double>
  /// Latents of the pairs.
  let pairSource, pairTarget: Matrix<Double>
  let scores: [String: Double?]
  let report: Record.LatentReport

  /// Fits and measures.
  /// - Parameter seed: what the permutations of the null distribution are derived from.
  init(_ method: some AlignmentMethod, data: SplitData, direction: Direction, seed: Seed) throws {
    let (alignment, seconds) = try data.fit(method, direction: direction)
    func embed(_ rows: [Int], _ modality: String) throws -> Matrix<Double> {
      try alignment.embed(data.columns(rows, of: modality), of: modality)
    }
    let roles = data.split.roles
    self.alignment = alignment
    fitSeconds = seconds
    testSource = try embed(roles.test, direction.source)
    testTarget = try embed(roles.test, direction.target)
    pairSource = try embed(roles.paired, direction.source)
    pairTarget = try embed(roles.paired, direction.target)
    report = Record.LatentReport(
      dimension: alignment.latentDimension, sourceRowEnergy: LatentDiagnostics.rowEnergies(pairSource),
      targetRowEnergy: LatentDiagnostics.rowEnergies(pairTarget),
      sourceEffectiveRank: try LatentDiagnostics.effectiveRank(pairSource),
      targetEffectiveRank: try LatentDiagnostics.effectiveRank(pairTarget))

    var scores: [String: Double?] = [:]
    for metric in AlignmentMetric.all {
      let name = metric.description.name
      scores[name] = metric(testSource, testTarget)
      scores[ScoreName.onPairs(name)] = metric(pairSource, pairTarget)
    }
    if LatentDiagnostics.isRounding(pairSource, of: data.columns(roles.paired, of: direction.source))
      && LatentDiagnostics.isRounding(pairTarget, of: data.columns(roles.paired, of: direction.target))
    {
      // The latents are rounding noise: their spread is no unit to measure an error in.
      let name = AlignmentMetric.cmaeNormalised.description.name
      scores[name] = .some(nil)
      scores[ScoreName.onPairs(name)] = .some(nil)
    }
    for (name, value) in RetrievalMetric.scores(from: testSource, to: testTarget) { scores[name] = .some(value) }
    for (name, value) in SimilarityMetric.scores(testSource, testTarget, seed: seed) { scores[name] = .some(value) }
    if data.namesClasses(direction) {
      // Many samples share one point: a sample has no partner, nor neighbours, of its own.
      for name in MetricNames.ofSinglePartners { scores[name] = .some(nil) }
    }
    if let truth = data.trueLatents?.selectingColumns(roles.test) {
      for metric in ReconstructionMetric.all {
        let name = metric.description.name
        scores[ScoreName.reconstruction(name, target: false)] = try metric(testSource, truth: truth)
        scores[ScoreName.reconstruction(name, target: true)] = try metric(testTarget, truth: truth)
      }
    }
    self.scores = scores
  }
}
