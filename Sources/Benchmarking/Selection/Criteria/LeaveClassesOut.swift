import Classifiers
import Splits

/// How often the target's side of pairs of *classes left out* is recognised, among those classes,
/// as what the source's classifier says of their source's side. Labels of the source alone.
///
/// The paired classes, as the teacher names them, are left out a third at a time. It asks what
/// `unpaired-classes` asks: what becomes of classes without any pair.
enum LeaveClassesOut: FoldRule {
  static let name = "leave-classes-out"

  static func lacking(_ roles: Roles) -> String { "\(roles.paired.count) pairs, of fewer than four classes" }

  static func stage(_ stages: DirectionStages, _ classifier: any ClassifierMethod) throws -> Stage<[SplitData]> {
    Stage(
      .innerFolds, "classes, \(stages.direction.source) \(stages.direction.target) \(try classifier.identity)",
      from: [try stages.teacher(classifier).declaration])
  }

  static func splits(for selector: AlignmentSelector) throws -> [Split] {
    let pairs = try DirectionData(selector.data, selector.direction).pairs
    return InnerFolds.classSplits(of: selector.data, pairs: pairs, named: try selector.teacherNames(of: pairs))
  }

  static func score(_ fold: CandidateFold) throws -> Double {
    try fold.agreement(among: fold.rows.data.split.candidateClasses)
  }
}

extension SelectionCriterion {
  /// How often pairs of classes left out are recognised as the source's classifier names them.
  /// Labels of the source alone.
  public static let leaveClassesOut = Self(LeaveClassesOut.self)
}
