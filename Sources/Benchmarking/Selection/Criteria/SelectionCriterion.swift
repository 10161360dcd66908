/// How one of several alignments is chosen for a split.
///
/// All but `oracle` use no label of the target. They leave out training subjects one at a time, in
/// at most five groups; where there is one subject only, a fifth of the rows at a time.
/// `leave-classes-out` leaves out a third of the classes at a time. A candidate is fitted on the
/// pairs that stay. The larger mean over the folds is better, and the first of equals is taken. No
/// row of the roles `validation` and `test` is in a fold.
public struct SelectionCriterion: RawRepresentable, Codable, Sendable, Hashable, CaseIterable, CustomStringConvertible {
  /// The criteria there are, one line each.
  static let rules: [any SelectionRule.Type] = [
    PairRetrieval.self,
    KernelAlignmentOfPairs.self,
    NeighboursOfPairs.self,
    TeacherAgreement.self,
    SourceValidation.self,
    FeatureReconstruction.self,
    LeaveClassesOut.self,
    UnpairedConsistency.self,
    Oracle.self,
  ]

  /// All criteria, in the order of the list.
  public static let allCases = rules.map(Self.init)

  let rule: any SelectionRule.Type

  /// The criterion of a rule.
  init(_ rule: any SelectionRule.Type) { self.rule = rule }

  /// The criterion with a name; nil where there is none.
  public init?(rawValue: String) {
    guard let rule = Self.rules.first(where: { $0.name == rawValue }) else { return nil }
    self.init(rule)
  }

  /// Its name in configurations and records.
  public var rawValue: String { rule.name }

  /// Its name.
  public var description: String { rawValue }

  /// Whether labels of the target, those of the test, decide.
  public var usesTargetLabels: Bool { rule.usesTargetLabels }

  /// Whether it scores candidates on inner folds.
  var looksAtFolds: Bool { rule is any FoldRule.Type }

  /// Whether the classifier has a part in the choice.
  var dependsOnClassifier: Bool { rule.dependsOnClassifier }

  /// The criteria that use no label of the target.
  public static var zeroLabel: [SelectionCriterion] { allCases.filter { !$0.usesTargetLabels } }

  /// Compares names.
  public static func == (a: Self, b: Self) -> Bool { a.rawValue == b.rawValue }

  /// Hashes the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}
