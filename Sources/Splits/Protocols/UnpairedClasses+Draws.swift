import Diagnostics
import FeatureStore
import Randomness

extension UnpairedClasses {
  /// One split a draw of the unpaired classes and, but for two groups, of who is labelled and who
  /// is paired.
  /// - Throws: `InputError` without trials or sessions where they are asked for, without odd or
  ///   even subjects, with too few classes, or with more draws than choices.
  public func proposedSplits(of samples: SampleTable, seed: Seed) throws -> [Split] {
    let splits =
      groups == .two ? try drawsOfClasses(samples, seed: seed) : try drawsOfSubjectsAndClasses(samples, seed: seed)
    return splits.enumerated().map { index, split in
      var named = split
      named.name = "draw-\(index + 1)"
      return named
    }
  }

  private func drawsOfClasses(_ samples: SampleTable, seed: Seed) throws -> [Split] {
    let (odd, even) = try samples.oddAndEvenSubjects(for: Self.name)
    let training = try Overlap.disjoint.divide(samples.rows(ofSubjects: odd), of: samples, for: Self.name)
    let tested = samples.rows(ofSubjects: even)
    let eligible = try eligibleClasses(labelled: training.labelled, tested: tested, of: samples)
    let choices = try drawSubsets(
      of: eligible, size: size(of: eligible), draws: draws,
      what: unpaired == nil ? "thirds of the classes" : "choices of the classes",
      protocolName: Self.name
    ) { self.seed(seed, ofDraw: $0) }
    return choices.map {
      split(
        hiding: $0, labelled: training.labelled, paired: training.paired, tested: tested, of: samples,
        notes: training.notes)
    }
  }

  private func drawsOfSubjectsAndClasses(_ samples: SampleTable, seed: Seed) throws -> [Split] {
    try distinctDraws(draws, seed: seed) { seed in
      let (labelled, paired, tested) =
        groups == .three ? try persons(of: samples, seed: seed) : try sessions(of: samples, seed: seed)
      let eligible = try eligibleClasses(labelled: labelled, tested: tested, of: samples)
      var generator = seed.deriving("classes").generator
      let hidden = generator.sample(size(of: eligible), of: eligible).sorted()
      return [split(hiding: hidden, labelled: labelled, paired: paired, tested: tested, of: samples, notes: [])]
    }
  }

  private typealias Rows = (labelled: [Int], paired: [Int], tested: [Int])

  /// A half of the odd subjects, the other, and the even ones.
  private func persons(of samples: SampleTable, seed: Seed) throws -> Rows {
    let (odd, even) = try samples.oddAndEvenSubjects(for: Self.name)
    guard odd.count >= 2 else {
      throw InputError(
        "protocol \(Self.name)", found: "odd subjects \(listed(odd)) with groups: three",
        expected: "at least two odd subjects, one labelled and one paired",
        advice: "Write groups: two, which divides by trial.")
    }
    var generator = seed.deriving("subjects").generator
    let labelled = generator.sample((odd.count + 1) / 2, of: odd)
    return (
      samples.rows(ofSubjects: labelled), samples.rows(ofSubjects: odd.filter { !labelled.contains($0) }),
      samples.rows(ofSubjects: even)
    )
  }

  /// Half of the recordings of the sessions before the last, the others, and the last session.
  private func sessions(of samples: SampleTable, seed: Seed) throws -> Rows {
    guard let sessions = samples.sessions, let first = sessions.min(), let last = sessions.max(), first < last else {
      throw InputError(
        "protocol \(Self.name)", found: "samples of a single session with groups: one",
        expected: "the session of every sample, and at least two of them",
        advice: "Name the sessions in the manifest, or write groups: two or three.")
    }
    let units = try samples.requiredRecordings(
      for: Self.name, advice: "Add trials to the data set, or write groups: three.")
    let training = samples.ids.indices.filter { sessions[$0] != last }
    let (labelled, paired) = try Overlap.disjoint.halve(training, by: units, for: Self.name, seed: seed)
    return (labelled, paired, samples.ids.indices.filter { sessions[$0] == last })
  }

  /// The classes that can be asked for: those that have labels to learn from and rows to test.
  private func eligibleClasses(labelled: [Int], tested: [Int], of samples: SampleTable) throws -> [Int] {
    let eligible = Set(labelled.map { samples.labels[$0] }).intersection(tested.map { samples.labels[$0] }).sorted()
    let least = (unpaired ?? 2) + 2
    guard eligible.count >= least else {
      throw InputError(
        "protocol \(Self.name)",
        found:
          "\(eligible.count) classes that both \(groups == .one ? "labels and tests" : "odd and even subjects") have",
        expected: "at least \(least), two to pair and \(least - 2) to tell apart",
        advice: "Use cross-subject with overlap: disjoint on a data set of few classes.")
    }
    return eligible
  }

  private func size(of eligible: [Int]) -> Int { unpaired ?? max(2, eligible.count / 3) }

  private func split(
    hiding unpaired: [Int], labelled: [Int], paired: [Int], tested: [Int], of samples: SampleTable, notes: [String]
  ) -> Split {
    let hidden = Set(unpaired)
    return Split(
      protocolName: Self.name, name: Self.name,
      roles: Roles(
        labelled: labelled, paired: paired.filter { !hidden.contains(samples.labels[$0]) },
        test: test == .all ? tested : tested.filter { hidden.contains(samples.labels[$0]) }),
      candidateClasses: candidates == .unpaired ? unpaired : samples.allClasses,
      pairedClasses: samples.allClasses.filter { !hidden.contains($0) },
      promises: SplitPromises(
        overlap: .disjoint, separatesSubjects: groups != .one,
        separatesLabelledFromPairedSubjects: groups == .three, testsPairedClasses: test == .all,
        separatesSessions: groups == .one), notes: notes)
  }
}
