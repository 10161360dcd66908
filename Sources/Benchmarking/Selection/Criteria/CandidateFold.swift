import Alignment

/// A candidate fitted on an inner fold.
struct CandidateFold {
  let alignment: any FittedAlignment
  /// Its method's name.
  let method: String
  /// The rows of the fold; its test rows are those left out.
  let rows: DirectionData
  let selector: AlignmentSelector

  /// How often the target's side of the pairs left out is named as the teacher names the source's.
  func agreement(among candidates: [Int]?) throws -> Double {
    let left = rows.matched
    let learned = try selector.learned(alignment, rows)
    let names = try selector.teacherNames(of: left)
    let recognised = try learned.predict(
      rows.targetLatents(left, by: alignment), among: candidates ?? learned.classes)
    return Double(zip(names, recognised).count { $0 != nil && $0 == $1 }) / Double(max(left.count, 1))
  }
}
