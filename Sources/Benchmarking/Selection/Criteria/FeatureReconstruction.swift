import Alignment
import Diagnostics
import LinearAlgebra
import Metrics

/// How well the two sides of the pairs left out are predicted from one another through the latent
/// space. No label at all.
///
/// For every way from one modality to the other (`Translation`), e is the squared error of the
/// predicted reduced features over their squared deviations from the means of the other pairs. The
/// score is the mean of 1 / (1 + e): 1 is exact, 1/2 is as good as the mean, 0 is unboundedly
/// worse. So one prediction that blows up does not outweigh all others. Only linear alignments can
/// be inverted.
///
/// It counts features by their variation and knows nothing of classes. Without noise every further
/// latent dimension is welcome. With noise it stops where undoing the maps amplifies the noise,
/// which is not where classes are told apart best.
enum FeatureReconstruction: FoldRule {
  static let name = "reconstruction"
  static let dependsOnClassifier = false
  static let needsLinearMaps = true

  static func score(_ fold: CandidateFold) throws -> Double {
    let (rows, direction) = (fold.rows, fold.selector.direction)
    let scores = try direction.sources.flatMap { source -> [Double] in
      func features(_ pairs: [Int], _ modality: String) -> Matrix<Double> {
        modality == source ? rows.data.columns(pairs, of: source) : rows.targetFeatures(pairs)
      }
      let left = rows.matched.filter { rows.data.has(source, $0) }
      let kept = rows.pairs.filter { rows.data.has(source, $0) }
      return try [(source, direction.target), (direction.target, source)].map { from, to in
        let translation = try Translation(fold.alignment, method: fold.method, from: from, to: to)
        let explained = CoefficientOfDetermination(
          predicted: try translation(features(left, from)), truth: features(left, to),
          trainingMeans: features(kept, to).rowMeans)
        guard let weighted = explained.weighted else {
          throw InputError(
            "\(fold.method): select", found: "no reconstruction of \(to) from \(from) on the pairs left out",
            expected: "features that vary, and predictions that are finite",
            advice: "Select by \(PairRetrieval.name).")
        }
        return 1 / (2 - weighted)
      }
    }
    return scores.reduce(0, +) / Double(scores.count)
  }
}

extension SelectionCriterion {
  /// How well the two sides of pairs left out are predicted from one another. No label at all.
  public static let reconstruction = Self(FeatureReconstruction.self)
}
