import Splits

/// Divisions of the training rows of a split for choosing among alignments: no test row is in them.
enum InnerFolds {
  /// The most folds that are made.
  static let limit = 5

  /// Splits whose test rows are pairs of training subjects left out, in at most five groups of subjects; of a fifth of
  /// the pairs at a time where all are of one subject. Labelled rows of the subjects left out are left out too, as long as
  /// others remain.
  static func splits(of outer: SplitData) -> [Split] {
    let roles = outer.split.roles
    let paired = outer.paired
    let subjects = Set(paired.map { outer.samples.subjects[$0] }).sorted()
    let bySubject = subjects.count > 1
    let count = min(limit, bySubject ? subjects.count : paired.count)
    func fold(_ row: Int, _ place: Int) -> Int? {
      guard bySubject else { return place % count }
      return subjects.firstIndex(of: outer.samples.subjects[row]).map { $0 % count }
    }
    return (0..<count).compactMap { left in
      let isLeft = paired.enumerated().map { fold($0.element, $0.offset) == left }
      let kept = zip(paired, isLeft).filter { !$0.1 }.map(\.0)
      let test = zip(paired, isLeft).filter { $0.1 }.map(\.0)
      let labelled = bySubject ? roles.labelled.filter { fold($0, 0) != left } : roles.labelled
      guard !kept.isEmpty else { return nil }
      var split = outer.split
      split.name += ", inner fold \(left + 1) of \(count)"
      split.roles = Roles(labelled: labelled.isEmpty ? roles.labelled : labelled, paired: kept, test: test)
      return split
    }
  }
}
