import FeatureStore
import Splits

/// Divisions of the training rows of a split for choosing among alignments: no test row is in them.
enum InnerFolds {
  /// Splits whose test rows are pairs of training subjects left out, in at most five groups of
  /// subjects; of recordings where all are of one subject (`InnerUnits`). Labelled rows of what is
  /// left out are left out too, as long as others remain.
  static func splits(of outer: SplitData) -> [Split] {
    let roles = outer.split.roles
    let paired = outer.usablePairs
    let units = InnerUnits(of: paired, in: outer.samples)
    return (0..<units.count).compactMap { left in
      let kept = paired.filter { units.fold(of: $0) != left }
      let test = paired.filter { units.fold(of: $0) == left }
      let labelled = roles.labelled.filter { units.fold(of: $0) != left }
      guard !kept.isEmpty else { return nil }
      var split = outer.split
      split.name += ", inner fold \(left + 1) of \(units.count)"
      split.roles = Roles(
        labelled: labelled.isEmpty ? roles.labelled : labelled, paired: kept, test: test, partners: roles.partners)
      return split
    }
  }

  /// Splits whose test rows are the pairs of a third of the classes. A teacher names the pairs;
  /// those that it does not name (nil) are never left out. The labelled rows of all classes stay:
  /// the classes left out lack pairs alone. Classes go into groups by their order, one by one. Each
  /// group has two classes or more, since one class leaves nothing to be told apart; fewer than
  /// four classes make no fold.
  static func classSplits(of outer: SplitData, pairs: [Int], named names: [Int?]) -> [Split] {
    let classes = Set(names.compactMap(\.self)).sorted()
    let count = classes.count < 4 ? 0 : min(3, classes.count / 2)
    return (0..<count).compactMap { left in
      let groups = Set(classes.indices.filter { $0 % count == left }.map { classes[$0] })
      let isLeft = names.map { $0.map(groups.contains) ?? false }
      let kept = zip(pairs, isLeft).filter { !$0.1 }.map(\.0)
      guard !kept.isEmpty else { return nil }
      var split = outer.split
      split.name += ", inner fold \(left + 1) of \(count) of the classes"
      split.candidateClasses = groups.sorted()
      split.pairedClasses = classes.filter { !groups.contains($0) }
      split.roles = Roles(
        labelled: outer.split.roles.labelled, paired: kept, test: zip(pairs, isLeft).filter { $0.1 }.map(\.0),
        partners: outer.split.roles.partners)
      return split
    }
  }

  /// Splits whose test rows are labelled rows of training subjects left out, in at most five groups
  /// of subjects; a fifth of the recordings at a time where all are of one subject. Pairs of the
  /// subjects left out, or of the recordings, are left out too, as long as others remain: where
  /// labelled and paired subjects are different ones, all pairs stay. Labels of rows that are not
  /// labelled are not looked at.
  static func labelledSplits(of outer: SplitData) -> [Split] {
    let roles = outer.split.roles
    let samples = outer.samples
    let subjects = Set(roles.labelled.map { samples.subjects[$0] }).sorted()
    let bySubject = subjects.count > 1
    // A pair that is no labelled row has no label to be looked at.
    let recordings = Dictionary(
      uniqueKeysWithValues: bySubject ? [] : roles.labelled.map { ($0, Recording($0, in: samples)) })
    let units = Set(recordings.values).sorted()
    let count = min(InnerUnits.limit, bySubject ? subjects.count : units.count)
    func fold(_ row: Int) -> Int? {
      let place =
        bySubject
        ? subjects.firstIndex(of: samples.subjects[row]) : recordings[row].flatMap { units.firstIndex(of: $0) }
      return place.map { $0 % count }
    }
    return (0..<count).compactMap { left in
      let kept = roles.labelled.filter { fold($0) != left }
      let paired = outer.usablePairs.filter { fold($0) != left }
      guard !kept.isEmpty else { return nil }
      var split = outer.split
      split.name += ", inner fold \(left + 1) of \(count) of the labelled rows"
      split.roles = Roles(
        labelled: kept, paired: paired.isEmpty ? outer.usablePairs : paired,
        test: roles.labelled.filter { fold($0) == left })
      split.roles.partners = roles.partners
      return split
    }
  }

  /// What rows are cut from: subject, class and trial; the row itself where trials are unknown.
  private struct Recording: Hashable, Comparable {
    let numbers: [Int]

    init(_ row: Int, in samples: SampleTable) {
      numbers = samples.trials.map { [samples.subjects[row], samples.labels[row], $0[row]] } ?? [row]
    }

    static func < (a: Recording, b: Recording) -> Bool { a.numbers.lexicographicallyPrecedes(b.numbers) }
  }
}

extension InnerFolds {
  /// Splits whose test rows are pairs of training subjects left out, of all classes. A third of the
  /// classes is left out of the remaining pairs. So no pair of the test is known, and of some
  /// classes none at all, as with `unpaired-classes` and `test: all`.
  ///
  /// Every third of the classes is left out with every group of subjects: at most three times five
  /// splits. A teacher names the classes of the pairs. Classes go into thirds by their order,
  /// subjects into groups as in `splits(of:)`; where all pairs are of one subject, recordings stand
  /// for it. Labelled rows of what is left out are left out too, as long as others remain. A pair
  /// that the teacher does not name is never tested. Splits without pairs, or without test rows of
  /// both kinds, are not made.
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
