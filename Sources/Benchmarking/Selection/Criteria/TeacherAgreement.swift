/// How often the target's side of the pairs left out is recognised as what the source's classifier
/// says of their source's side. That classifier learns from the labelled rows. Labels of the source
/// alone.
enum TeacherAgreement: FoldRule {
  static let name = "teacher-agreement"

  static func score(_ fold: CandidateFold) throws -> Double {
    try fold.agreement(among: fold.selector.data.split.pairedClasses)
  }
}

extension SelectionCriterion {
  /// How often pairs left out are recognised as the source's classifier names them. Labels of the
  /// source alone.
  public static let teacherAgreement = Self(TeacherAgreement.self)
}
