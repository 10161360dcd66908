import Alignment
import Classifiers
import Diagnostics
import LinearAlgebra
import Randomness
import Splits
import StrictYAML
import TestSupport
import Testing

@testable import Benchmarking
@testable import Records

/// What each criterion of a selection looks at.
@Suite("Criteria of selections")
struct CriteriaTests {
  private func scores(_ outcome: TrialOutcome) throws -> [Double] {
    try #require(outcome.selection).candidates.map { try #require($0.score) }
  }

  /// The features with labels of the given rows in another order, so that they say nothing.
  private func shuffled(_ rows: [Int], _ fixture: SyntheticFixture) throws -> [Int] {
    var labels = fixture.features.samples.labels
    var generator = Seed(base: 9).generator
    for (row, label) in inStep(rows, generator.shuffled(rows.map { labels[$0] })) { labels[row] = label }
    return labels
  }

  @Test("source validation depends on the labels of labelled rows; what needs no label does not")
  func sourceLabels() throws {
    let fixture = try SyntheticFixture()
    let candidates = try [1, 3].map { k in try RidgeCCA { $0.k = k } }
    let other = try fixture.relabelled(shuffled(fixture.split.roles.labelled, fixture))
    for criterion in SelectionCriterion.zeroLabel {
      let method = Method.alignment(AlignmentChoice(selecting: candidates, by: criterion))
      let before = try scores(fixture.outcome(method, on: fixture.features))
      let after = try scores(fixture.outcome(method, on: other))
      let needsNone = [.pairRetrieval, .reconstruction, .cka, .mutualNeighbours, .unpairedConsistency]
        .contains(criterion)
      #expect((before == after) == needsNone, "\(criterion)")
      if criterion == .sourceValidation {
        #expect(try #require(before.max()) > 0.85 && #require(after.max()) < 0.7)
      }
    }
  }

  @Test("folds of classes leave out each class once, with two or more at a time, and the labelled rows of all stay")
  func foldsOfClasses() throws {
    let fixture = try SyntheticFixture(classes: 6)
    let data = try SplitData(fixture.features, split: fixture.split, reduction: .init())
    let paired = fixture.split.roles.paired
    let names = paired.map { fixture.features.samples.labels[$0] }
    let folds = InnerFolds.classSplits(of: data, pairs: paired, named: names)
    #expect(folds.map(\.candidateClasses) == [[0, 3], [1, 4], [2, 5]])
    for fold in folds {
      #expect(fold.roles.labelled == fixture.split.roles.labelled)
      #expect(Set(fold.roles.paired + fold.roles.test) == Set(paired))
      #expect(fold.roles.test.allSatisfy { fold.candidateClasses.contains(fixture.features.samples.labels[$0]) })
      #expect(fold.roles.paired.allSatisfy { !fold.candidateClasses.contains(fixture.features.samples.labels[$0]) })
    }
    #expect(folds.flatMap(\.roles.test).sorted() == paired)
    // Rows that the teacher does not name are never left out; three classes are too few.
    let unnamed = InnerFolds.classSplits(of: data, pairs: paired, named: names.map { $0 < 3 ? $0 : nil })
    #expect(unnamed.isEmpty)
  }

  @Test("folds of labelled rows hold each of them once, no subject on both sides, and no row of test or validation")
  func folds() throws {
    let fixture = try SyntheticFixture()
    for name in ["cross-subject", "subject-disjoint", "random-40-40-10-10"] {
      let split = try SplitProtocol(named: name).splits(of: fixture.features.samples, seed: .init(base: 3))[0]
      let data = try SplitData(fixture.features, split: split, reduction: .init())
      let inner = InnerFolds.labelledSplits(of: data)
      #expect(inner.count == min(InnerUnits.limit, Set(split.roles.labelled.map { data.samples.subjects[$0] }).count))
      #expect(inner.flatMap(\.roles.test).sorted() == split.roles.labelled)
      for fold in inner {
        let subjects = Set(fold.roles.test.map { data.samples.subjects[$0] })
        let rest = fold.roles.labelled + fold.roles.paired
        #expect(rest.allSatisfy { !subjects.contains(data.samples.subjects[$0]) })
        #expect(Set(rest + fold.roles.test).isDisjoint(with: split.roles.test + split.roles.validation))
        #expect(!fold.roles.labelled.isEmpty && !fold.roles.paired.isEmpty)
      }
    }
  }

  @Test("with one subject a fifth of the recordings is left out at a time")
  func oneSubject() throws {
    let fixture = try SyntheticFixture()
    let samples = fixture.features.samples
    let one = samples.subjects[fixture.split.roles.labelled[0]]
    var split = fixture.split
    split.roles.labelled = split.roles.labelled.filter { samples.subjects[$0] == one }
    let inner = InnerFolds.labelledSplits(of: try SplitData(fixture.features, split: split, reduction: .init()))
    #expect(inner.count == 5 && inner.flatMap(\.roles.test).sorted() == split.roles.labelled)
    #expect(inner.allSatisfy { Set($0.roles.labelled).isDisjoint(with: $0.roles.test) })
    #expect(inner.allSatisfy { $0.roles.paired == split.roles.paired })
  }

  @Test("without noise reconstruction is exact as soon as k holds the latent, and what is smaller loses")
  func reconstruction() throws {
    let fixture = try SyntheticFixture(noise: 0)
    let candidates = try [1, 2, 3].map { k in try RidgeCCA { ($0.k, $0.ridge) = (k, 0) } }
    let choice = AlignmentChoice(selecting: candidates, by: .reconstruction)
    let outcome = try fixture.outcome(.alignment(choice), on: fixture.features)
    let scores = try scores(outcome)
    #expect(scores[0] < scores[1] && scores[1] < scores[2] && scores[2] > 1 - 1e-9)
    #expect(outcome.selection?.chosen == (try JSONValue(encoding: candidates[2])))
  }

  @Test("reconstruction asks for a linear method when the configuration is read, and names a candidate that is not")
  func notLinear() throws {
    let text = """
      benchmark: test
      dataset: spar
      protocols: [cross-subject]
      alignments:
        - kernel-cca: {k: 8, select: {ridge: [0.1, 1], by: reconstruction}}
      classifiers: [gaussian-mixture]
      """
    let error = try #require(throws: InputError.self) {
      try StrictYAML.decode(BenchmarkConfiguration.self, from: text, file: "t.yaml")
    }
    #expect(error.place.hasPrefix("t.yaml:5") && error.found.contains("not linear"))
    let fixture = try SyntheticFixture()
    let choice = AlignmentChoice(selecting: [try KernelCCA { $0.k = 3 }], by: .reconstruction)
    #expect(throws: InputError.self) { try fixture.outcome(.alignment(choice), on: fixture.features) }
  }

  @Test("an oracle chooses by the labels of the test, reports that, and gives what the chosen candidate gives")
  func oracle() throws {
    let fixture = try SyntheticFixture(noise: 2)
    let candidates = try [1, 2, 3].map { k in try RidgeCCA { ($0.k, $0.ridge) = (k, 0.1) } }
    let alone = try candidates.map { try fixture.outcome(.alignment(AlignmentChoice($0)), on: fixture.features) }
    let accuracies = try alone.map { try #require($0.scores["accuracy"] ?? nil) }
    let choice = AlignmentChoice(selecting: candidates, by: .oracle)
    let outcome = try fixture.outcome(.alignment(choice), on: fixture.features)
    let selection = try #require(outcome.selection)
    #expect(
      selection.criterion == SelectionCriterion.oracle.rawValue && selection.criterion == TrialRecord.Selection.oracle
        && selection.folds == 0)
    #expect(selection.candidates.map(\.score) == accuracies.map(Optional.some))
    let highest = try #require(accuracies.max())
    let best = try #require(accuracies.firstIndex(of: highest))
    #expect(selection.chosen == selection.candidates[best].parameters)
    #expect(outcome.predicted != nil && outcome.predicted == alone[best].predicted)
  }

  @Test("when labels of test rows are permuted, nothing but a row that an oracle selected changes")
  func testLabels() throws {
    let fixture = try SyntheticFixture(noise: 2)
    let test = Set(fixture.split.roles.test)
    let flipped = try fixture.relabelled(
      fixture.features.samples.labels.enumerated().map { test.contains($0) ? 3 - $1 : $1 })
    let candidates = try [1, 2, 3].map { k in try RidgeCCA { ($0.k, $0.ridge) = (k, 0.1) } }
    let methods: [Method] =
      Bound.allCases.map { .bound($0) } + [.alignment(AlignmentChoice(candidates[2]))]
      + SelectionCriterion.allCases.map { .alignment(AlignmentChoice(selecting: candidates, by: $0)) }
    var changed: [Int] = []
    for (place, method) in methods.enumerated() {
      let before = try fixture.outcome(method, on: fixture.features)
      let after = try fixture.outcome(method, on: flipped)
      if before.predicted != after.predicted || before.selection != after.selection { changed.append(place) }
    }
    // The oracle is the last criterion.
    #expect(SelectionCriterion.allCases.last == .oracle && changed == [methods.count - 1])
  }
}
