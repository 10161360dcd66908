/// Whether the labelled rows and the pairs of a split are the same rows.
public enum Overlap: String, Codable, Sendable, CaseIterable {
  /// Every training row is labelled and paired: the same person's same movement carries the label
  /// and the pair.
  case shared
  /// No recording is both labelled and paired. The harder of the two.
  case disjoint
}

/// What a split promises beside its lists; `Split.checkLeakage` holds it to these words.
public struct SplitPromises: Codable, Sendable, Equatable {
  /// Labelled rows and pairs are the same rows, less those of classes that are kept unpaired; or
  /// share no recording.
  public var overlap: Overlap
  /// Training, validation and test share no subject.
  public var separatesSubjects: Bool
  /// Labelled rows and pairs share no subject.
  public var separatesLabelledFromPairedSubjects: Bool
  /// Nothing is fitted on a row of a class of the test; only what describes such a class is known.
  public var hidesTestClasses: Bool
  /// The test holds rows of classes that are paired beside rows of classes that are not:
  /// generalised recognition.
  public var testsPairedClasses: Bool
  /// Training, validation and test share no session of a subject.
  public var separatesSessions: Bool
  /// Windows of one recording may have different roles; elsewhere a recording has one.
  public var dividesRecordings: Bool
  /// No pair is shown: the rows whose target is seen (`Roles.partners`) share no subject with those
  /// whose source is seen, labelled or not. `shared` then means that the source of every such row
  /// may be labelled.
  public var separatesSides: Bool

  /// Joins the parts.
  public init(
    overlap: Overlap, separatesSubjects: Bool, separatesLabelledFromPairedSubjects: Bool = false,
    hidesTestClasses: Bool = false, testsPairedClasses: Bool = false, separatesSessions: Bool = false,
    dividesRecordings: Bool = false, separatesSides: Bool = false
  ) {
    self.overlap = overlap
    self.separatesSubjects = separatesSubjects
    self.separatesLabelledFromPairedSubjects = separatesLabelledFromPairedSubjects
    self.hidesTestClasses = hidesTestClasses
    self.testsPairedClasses = testsPairedClasses
    self.separatesSessions = separatesSessions
    self.dividesRecordings = dividesRecordings
    self.separatesSides = separatesSides
  }
}
