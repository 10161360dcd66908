import Metrics

/// What columns are called, and what is said of them.
enum ColumnTitles {
  /// The name for people.
  static func title(of name: String, _ metric: MetricName?) -> String {
    if let known = known[name] { return known.title }
    if let end = ends.first(where: { name.hasSuffix($0.end) }) {
      let base = String(name.dropLast(end.end.count))
      return title(of: base, MetricName(base)) + end.title
    }
    guard let metric else { return words(name) }
    let base = known[metric.description.name]?.title ?? words(metric.description.name)
    return ([base] + metric.measuredOn.compactMap { places[$0]?.title }).joined(separator: " ")
  }

  /// The definition.
  static func help(of name: String, _ metric: MetricName?) -> String {
    if let help = known[name]?.help { return help }
    if let metric {
      return ([metric.description.definition] + metric.measuredOn.compactMap { places[$0]?.help })
        .joined(separator: " ")
    }
    guard let end = ends.first(where: { name.hasSuffix($0.end) && !$0.help.isEmpty }) else { return "" }
    return end.help
  }

  /// `logLoss` as words.
  static func words(_ name: String) -> String {
    var words = ""
    for character in name {
      if character.isUppercase, let last = words.last, last.isLowercase || last.isNumber { words.append(" ") }
      words.append(contentsOf: character.isUppercase && words.last == " " ? character.lowercased() : "\(character)")
    }
    return words
  }

  /// What is said of the same quantity.
  private static let ends: [(end: String, title: String, help: String)] = [
    ("Low", ", low", "The lower end of the 95 % interval over what varies, most often persons."),
    ("High", ", high", "The upper end of the 95 % interval over what varies, most often persons."),
    ("BackFrames", " back, of frames", ""), ("Back", ", back", ""),
  ]

  private static let places: [String: (title: String, help: String)] = [
    "Train": ("on pairs", "Here on the pairs that the alignment was fitted on."),
    "Frames": ("of frames", "Here frame by frame."),
    "Source": ("of the source", "Here of the source."),
    "Target": ("of the target", "Here of the target."),
  ]

  private static let known: [String: (title: String, help: String?)] = [
    "accuracy": ("accuracy", nil), "balancedAccuracy": ("balanced", nil), "macroF1": ("macro-F1", nil),
    "sourceAccuracy": ("source accuracy", "The accuracy of the same classifier on the source modality of the test."),
    "transferRatio": ("transfer ratio", nil), "mutualNeighboursP": ("mutual neighbours, p", nil),
    "mutualNeighboursNull": ("mutual neighbours by chance", nil), "top5Accuracy": ("top-5 accuracy", nil),
    "unbiasedCKA": ("unbiased CKA", nil), "domainClassifierAUC": ("domain classifier, AUC", nil),
    "cohensKappa": ("Cohen's kappa", nil), "expectedCalibrationError": ("calibration error", nil),
    "accuracySeen": ("accuracy, paired classes", nil), "accuracyUnseen": ("accuracy, never-paired classes", nil),
    "tiedDirections": ("tied directions", "Directions of the latent space that were equally good, some of them kept."),
    "targetLabels": ("target labels", "Labels of the target that are given away, a class."), "cmae": ("CMAE", nil),
    "cmaeNormalised": ("normalised CMAE", nil),
    "cmaeSquared": ("squared CMAE", nil), "cmaeFrobenius": ("CMAE (Frobenius)", nil), "recallAt1": ("R@1", nil),
    "recallAt5": ("R@5", nil), "recallAt10": ("R@10", nil), "meanReciprocalRank": ("MRR", nil),
    "accuracyLow": ("accuracy, low", "The lower end of the 95 % interval over what varies, most often persons."),
    "accuracyHigh": ("accuracy, high", "The upper end of the 95 % interval over what varies, most often persons."),
    "accuracyWilsonLow": ("Wilson, low", "The lower end of Wilson's 95 % interval, as if clips were independent."),
    "accuracyWilsonHigh": ("Wilson, high", "The upper end of Wilson's 95 % interval, as if clips were independent."),
    "accuracyBootstrapLow": ("bootstrap, low", "2.5 % of a bootstrap of persons, then of their clips."),
    "accuracyBootstrapHigh": ("bootstrap, high", "97.5 % of a bootstrap of persons, then of their clips."),
    "bestDifference": ("less the best", "The row's score less that of the best row of its board."),
    "bestDifferenceLow": ("less the best, low", "The lower end of the difference's 95 % interval."),
    "bestDifferenceHigh": ("less the best, high", "The upper end of the difference's 95 % interval."),
    "bestP": ("p against the best", "The p of the paired test against the best row."),
    "bestHolmP": ("p (Holm)", "The same p, corrected by Holm over all pairs of ranked rows: what groups go by."),
    "bestPermutationP": ("p (permutation)", "The p of the exact permutation test against the best row."),
    "bestLeastPermutationP": ("least p (permutation)", "The least p that so few persons can give by permutation."),
    "bestMcNemarP": ("p (McNemar)", "McNemar's exact test on clips, as if they were independent."),
    "bestOddsRatio": ("odds", "Clips that this row alone has right over those that the best row alone has right."),
    "bestHedgesG": ("Hedges g", "The standardised difference over persons."),
    "worstFifthAccuracy": ("worst fifth", "The mean accuracy with the worst fifth of the persons, at least one."),
    "guessingAccuracy": (
      "guessing", "The accuracy that guessing exceeds with a probability of at most 5 % on as many test samples."
    ),
    "bestProbability": ("probability best", "The share of resamples of persons and clips in which the row is best."),
    "bestDetectableDifference": (
      "detectable difference", "The smallest difference to the best row that 80 % of such tests would find at 5 %."
    ),
    "trials": ("trials", "Trials with a result."), "failed": ("failed", "Trials that failed."),
    "missing": ("missing", "Trials of the plan without a record."),
    "testSamples": ("test samples", "Test samples over all trials."), "subjects": ("persons", "Persons in the test."),
    "labelledRows": ("labelled", "Labelled rows of a trial, on average."),
    "pairedRows": ("pairs", "Unlabelled pairs of a trial, on average."),
    "fitSeconds": ("fit", "Seconds to fit the alignment, on average."),
  ]
}
