/// What frames the alignments in every table: how little and how much there is to be had.
public enum Bound: String, Codable, Sendable, CaseIterable {
  /// Guessing among the candidate classes.
  case chance
  /// Always the class that most labelled rows of the source have.
  case majority
  /// The classifier trained and tested on the source: what the labels are worth there.
  case sourceOnSource = "source-on-source"
  /// The classifier trained on the target's labels of the labelled rows: the ceiling of this
  /// encoder and classifier.
  case targetSupervised = "target-supervised"
  /// The source's classifier names the pairs, a classifier of the target learns those names. It
  /// uses no target label, so it ranks with the alignments.
  case studentTeacher = "student-teacher"
  /// The same with the source classifier's class probabilities in place of its names.
  case softStudentTeacher = "student-teacher-soft"
  /// Classes of the source are matched with clusters of the target by distances alone; a classifier
  /// of the target learns the names of its clusters. Without pairs only; it ranks with the
  /// alignments.
  case classMatching = "class-matching"
  /// The same with the names of the classes in random order: what naming clusters at random gives.
  case shuffledClassMatching = "class-matching-shuffled"

  /// What can be had without any feature: the larger of them is the floor that a method is measured
  /// from.
  public static let floors: [Bound] = [.chance, .majority]

  /// Whether it uses nothing that an alignment may not use, and so ranks with them.
  public var ranks: Bool { self == .studentTeacher || self == .softStudentTeacher || self == .classMatching }

  /// Whether it is run where no pair is shown, and nowhere else.
  public var needsNoPairs: Bool { self == .classMatching || self == .shuffledClassMatching }
}
