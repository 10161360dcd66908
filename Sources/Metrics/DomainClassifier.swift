import LinearAlgebra

extension SimilarityMetric {
  /// How well a linear classifier tells the two modalities' latents apart.
  ///
  /// The classifier is the linear discriminant by ridge regression (`RidgeRegression` on -1 and 1,
  /// ridge 0.001) on four fifths of the samples, both latents of each; the fifth left out is
  /// scored. Sample i is in fold i modulo 5 with both its latents, so no pair is split. Features
  /// are centred and divided by one common standard deviation of the training latents, not each by
  /// its own. Latents are found up to rotation only, so the value must not depend on one.
  /// Comparisons stay within a fold, where one classifier scores all latents. For modalities that
  /// are exchangeable sample by sample the expectation is then exactly 0.5. Cost: five ridge
  /// regressions, O(n d min(n, d)) each. Source of the notion: Ben-David et al., Analysis of
  /// representations for domain adaptation, NIPS 2006.
  public static let domainClassifierAUC = SimilarityMetric(
    MetricDescription(
      name: "domainClassifierAUC", direction: .lowerIsBetter, lowest: 0, highest: 1,
      definition:
        "The area under the ROC curve of a linear classifier (ridge, 5-fold cross-fitted over samples) that tells the "
        + "latents of one modality from those of the other; ties count half. 0.5: it cannot tell them apart; 1: it always "
        + "can; below 0.5 is chance too. Undefined with fewer than 10 samples or where both latents are constant.")
  ) { latents in
    let (z1, z2) = (latents.z1, latents.z2)
    guard z1.rows == z2.rows, z1.columns >= 10, let scaled = ScaledLatents(z1, z2),
      !scaled.isCollapsed(spread: scaled.spread)
    else { return nil }
    return DomainClassifier.area(scaled.z1, scaled.z2)
  }
}

/// The cross-fitted classifier of modalities.
private enum DomainClassifier {
  static let folds = 5
  static let ridge = 0.001

  /// The share of held-out comparisons, of a latent of the one with a latent of the other, that
  /// come out right.
  ///
  /// Nil where a classifier cannot be fitted.
  static func area(_ z1: Matrix<Double>, _ z2: Matrix<Double>) -> Double? {
    var (right, compared) = (0.0, 0)
    for fold in 0..<folds {
      let training = (0..<z1.columns).filter { $0 % folds != fold }
      let test = (0..<z1.columns).filter { $0 % folds == fold }
      let samples = Matrix.stackedHorizontally([z1.selectingColumns(training), z2.selectingColumns(training)])
      let modality = (0..<samples.columns).map { $0 < training.count ? 0 : 1 }
      // In an order of the samples' own: that of the rows does not show in the sums.
      let order = samples.columnOrder(by: modality)
      let targets = order.map { modality[$0] == 1 ? 1.0 : -1 }
      guard
        let classifier = try? RidgeRegression(
          samples.selectingColumns(order), targets: Matrix(rows: [targets.map { -$0 }, targets]), targetMeans: [0, 0],
          ridge: ridge)
      else { return nil }
      // Each modality apart, so that equal latents get scores that are equal to the last bit.
      let first = classifier(z1.selectingColumns(test)).row(1)
      let second = classifier(z2.selectingColumns(test)).row(1)
      right += wins(of: second, over: first)
      compared += test.count * test.count
    }
    return right / Double(compared)
  }

  /// The number of pairs in which the element of `a` is the larger; ties are half. Cost: O(n log
  /// n).
  private static func wins(of a: [Double], over b: [Double]) -> Double {
    let (a, b) = (a.sorted(), b.sorted())
    var (below, through, wins) = (0, 0, 0.0)
    for value in a {
      while below < b.count, b[below] < value { below += 1 }
      while through < b.count, b[through] <= value { through += 1 }
      wins += Double(below + through) / 2
    }
    return wins
  }
}
