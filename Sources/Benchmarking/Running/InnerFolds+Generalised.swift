import Splits

extension InnerFolds {
  /// Splits whose test rows are pairs of training subjects left out, of all classes, while a third of the classes is left out of the
  /// remaining pairs: no pair of the test is known, and of some classes none at all, as it is with `unpaired-classes` and `test: all`.
  ///
  /// Every third of the classes, as a teacher names the pairs, is left out with every group of subjects: at most three times
  /// five splits. Classes go into thirds by their order, subjects into groups as in `splits(of:)`; where all pairs are of one
  /// subject, recordings stand for it. Labelled rows of what is left out are left out too, as long as others remain. A
  /// pair that the teacher does not name is never tested. Splits without pairs, or without test rows of both kinds, are not made.
  static func generalisedSplits(of outer: SplitData, pairs: [Int], named names: [Int?]) -> [Split] {
    let classes = Set(names.compactMap(\.self)).sorted()
    let units = InnerUnits(of: pairs, in: outer.samples)
    let thirds = min(3, classes.count)
    return (0..<units.count).flatMap { left in
      let isLeft = pairs.map { units.fold(of: $0) == left }
      let others = outer.split.roles.labelled.filter { units.fold(of: $0) != left }
      return (0..<thirds).compactMap { third -> Split? in
        let unpaired = Set(classes.indices.filter { $0 % thirds == third }.map { classes[$0] })
        func isUnpaired(_ place: Int) -> Bool { names[place].map(unpaired.contains) ?? false }
        let kept = pairs.indices.filter { !isLeft[$0] && !isUnpaired($0) }
        let test = pairs.indices.filter { isLeft[$0] && names[$0] != nil }
        guard !kept.isEmpty, Set(test.map(isUnpaired)).count > 1 else { return nil }
        var split = outer.split
        split.name += ", inner fold \(left + 1) of \(units.count), third \(third + 1) of the classes"
        split.candidateClasses = classes
        split.pairedClasses = classes.filter { !unpaired.contains($0) }
        split.roles = Roles(
          labelled: others.isEmpty ? outer.split.roles.labelled : others, paired: kept.map { pairs[$0] },
          test: test.map { pairs[$0] }, partners: outer.split.roles.partners)
        return split
      }
    }
  }
}
