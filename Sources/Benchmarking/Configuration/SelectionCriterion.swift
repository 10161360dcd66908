/// How one of several alignments is chosen for a split without a label of the target.
///
/// Both look at pairs of training subjects left out one subject at a time (a fifth of the pairs at a time, where there
/// is one subject only): the candidate is fitted on the pairs of the others. The larger mean over those folds is better,
/// and the first of equals is taken.
public enum SelectionCriterion: String, Codable, Sendable, CaseIterable {
  /// How well the pairs left out find their partners: the mean of the reciprocal ranks, both ways. No label at all.
  case pairRetrieval = "pair-retrieval"
  /// How often the target's side of the pairs left out is recognised as what the source's classifier, trained on the
  /// labelled rows, says of their source's side. Labels of the source alone.
  case teacherAgreement = "teacher-agreement"
}
