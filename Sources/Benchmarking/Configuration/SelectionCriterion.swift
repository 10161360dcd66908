/// How one of several alignments is chosen for a split.
///
/// All but `oracle` use no label of the target. They look at rows of training subjects left out one
/// subject at a time (in at most five groups; a fifth of the rows at a time, where there is one
/// subject only; `leave-classes-out`: a third of the classes at a time): the candidate is fitted on
/// the pairs of the others. The larger mean over those folds is better, and the first of equals is
/// taken. No row of the roles `validation` and `test` is in a fold.
public enum SelectionCriterion: String, Codable, Sendable, CaseIterable {
  /// How well the pairs left out find their partners: the mean of the reciprocal ranks, both ways.
  /// No label at all.
  case pairRetrieval = "pair-retrieval"
  /// How often the target's side of the pairs left out is recognised as what the source's
  /// classifier, trained on the labelled rows, says of their source's side. Labels of the source
  /// alone.
  case teacherAgreement = "teacher-agreement"
  /// How often labelled rows of the subjects left out are recognised from their *source's* latents,
  /// by the classifier trained on the source's latents of the other labelled rows. Labels of the
  /// source alone.
  ///
  /// It asks whether the latent space keeps what tells the classes apart, and is blind to whether
  /// the target arrives at the same place: an alignment that keeps the source whole and maps the
  /// target anywhere scores high.
  case sourceValidation = "source-validation"
  /// How well the two sides of the pairs left out are predicted from one another through the latent
  /// space. No label at all.
  ///
  /// For every way from one modality to the other (`Translation`), e is the squared error of the
  /// predicted reduced features over their squared deviations from the means of the other pairs,
  /// and the score is the mean of 1 / (1 + e): 1 is exact, 1/2 is as good as the mean, 0 is
  /// unboundedly worse, so that one prediction that blows up does not outweigh all others. Only
  /// linear alignments can be inverted. It counts features by their variation and knows nothing of
  /// classes: without noise every further latent dimension is welcome to it, and with noise it
  /// stops where undoing the maps amplifies that, which is not where classes are told apart best.
  case reconstruction
  /// How often the target's side of pairs of *classes left out* is recognised, among those classes,
  /// as what the source's classifier says of their source's side: the paired classes, as the
  /// teacher names them, are left out a third at a time, and the candidate is fitted on the pairs
  /// of the others. It asks what `unpaired-classes` asks: what becomes of classes of which no pair
  /// was seen. Labels of the source alone.
  case leaveClassesOut = "leave-classes-out"
  /// Accuracy on the test rows, by their labels. No honest choice, but what the best one could have
  /// given: rows that use it have no rank, and are marked as such. It looks at the test itself, so
  /// there are no folds.
  case oracle

  /// Whether labels of the target, those of the test, decide.
  public var usesTargetLabels: Bool { self == .oracle }

  /// Whether the classifier has a part in the choice.
  var dependsOnClassifier: Bool { self != .pairRetrieval && self != .reconstruction }

  /// The criteria that use no label of the target.
  public static var zeroLabel: [SelectionCriterion] { allCases.filter { !$0.usesTargetLabels } }
}
