import Alignment
import Diagnostics
import LinearAlgebra
import Splits
import StrictYAML
import Testing

@testable import Benchmarking
@testable import Records

@Suite("Selection without target labels")
struct SelectionTests {
  static var candidates: [RidgeCCA] {
    get throws { try [1e-3, 1, 1e6].map { ridge in try RidgeCCA { ($0.k, $0.ridge) = (3, ridge) } } }
  }

  @Test(
    "every candidate is reported with its score, and the first of the best is chosen",
    arguments: SelectionCriterion.zeroLabel)
  func report(criterion: SelectionCriterion) throws {
    let fixture = try SyntheticFixture()
    let choice = try AlignmentChoice(selecting: Self.candidates, by: criterion)
    let outcome = try fixture.outcome(.alignment(choice), on: fixture.features)
    let selection = try #require(outcome.selection)
    #expect(selection.criterion == criterion.rawValue && selection.candidates.count == 3 && selection.folds > 1)
    let scores = try selection.candidates.map { try #require($0.score) }
    #expect(scores.allSatisfy { (0...1).contains($0) })
    let highest = try #require(scores.max())
    let best = try #require(scores.firstIndex(of: highest))
    #expect(selection.chosen == selection.candidates[best].parameters)
  }

  @Test("a selection gives what the chosen parameters give by themselves")
  func sameAsChosen() throws {
    let fixture = try SyntheticFixture()
    let choice = try AlignmentChoice(selecting: Self.candidates, by: .pairRetrieval)
    let selected = try fixture.outcome(.alignment(choice), on: fixture.features)
    let chosen = try #require(selected.selection?.chosen)
    let place = try Self.candidates.firstIndex { try JSONValue(encoding: $0) == chosen }
    let alone = try fixture.outcome(
      .alignment(AlignmentChoice(Self.candidates[try #require(place)])), on: fixture.features)
    #expect(selected.predicted != nil && selected.predicted == alone.predicted)
    #expect(selected.latentDistances != nil && selected.latentDistances == alone.latentDistances)
  }

  @Test("a candidate that cannot be fitted is reported and left out; where none can, the trial fails by name")
  func failing() throws {
    let fixture = try SyntheticFixture()
    let tooLarge = try RidgeCCA { $0.k = 500 }
    let some = try fixture.outcome(
      .alignment(AlignmentChoice(selecting: [tooLarge, Self.candidates[1]], by: .pairRetrieval)), on: fixture.features)
    #expect(some.selection?.candidates[0].error?.contains("500") == true)
    #expect(some.selection?.chosen == (try JSONValue(encoding: Self.candidates[1])))
    let error = try #require(throws: InputError.self) {
      try fixture.outcome(
        .alignment(AlignmentChoice(selecting: [tooLarge], by: .pairRetrieval)), on: fixture.features)
    }
    #expect(error.place.contains("select") && error.found.contains("500"))
  }

  @Test("a candidate that fails in any other way, or whose score is no number, is out with its reason")
  func failingOtherwise() throws {
    let choice = AlignmentChoice(selecting: try Self.candidates, by: .pairRetrieval)
    var judged = FoldScores(of: choice)
    judged.judgeAll(folds: 2) { place, _ in
      guard let ridge = (choice.candidates[place] as? RidgeCCA)?.ridge else { return 0 }
      if ridge < 0.1 { return .nan }
      // What LAPACK says of a matrix that is not finite.
      if ridge < 10 { _ = try SingularValueDecomposition(Matrix<Double>(2, 2).map { _ in Double.nan }) }
      return 0.25
    }
    let selected = try judged.selected(by: .pairRetrieval)
    let candidates = selected.report.candidates
    #expect(candidates[0].error?.contains("nan") == true && candidates[0].score == nil)
    #expect(candidates[1].error?.isEmpty == false && candidates[1].score == nil)
    #expect(candidates[2].error == nil && selected.report.chosen == candidates[2].parameters)
  }

  /// The scores of five candidates on four folds. The last is best on all folds together, and worst
  /// on the first one.
  private static let scores = [
    [0.5, 0.4, 0.4, 0.4], [0.4, 0.6, 0.5, 0.7], [0.3, 0.1, 0.1, 0.1], [0.5, 0.3, 0.2, 0.1], [0.2, 0.9, 0.9, 0.9],
  ]

  private static func halved(
    _ count: Int, _ score: (_ candidate: Int, _ fold: Int) throws -> Double
  ) throws -> (selected: SelectedAlignment, fits: Int) {
    let candidates = try (0..<count).map { place in try RidgeCCA { ($0.k, $0.ridge) = (3, Double(place) + 1) } }
    var (judged, fits) = (FoldScores(of: AlignmentChoice(selecting: candidates, by: .pairRetrieval, halving: true)), 0)
    judged.judgeInHalves(folds: 4) {
      fits += 1
      return try score($0, $1)
    }
    return (try judged.selected(by: .pairRetrieval), fits)
  }

  @Test("halving leaves the worse half out after each fold, and judges the last two on all")
  func halving() throws {
    let (selected, fits) = try Self.halved(5) { Self.scores[$0][$1] }
    #expect(fits == 5 + 3 + 2 + 2)
    let candidates = selected.report.candidates
    // Of the two equal ones with the third place to give, both stay; the two worst are out.
    #expect(candidates.map(\.folds) == [nil, nil, 1, 2, 1])
    #expect(candidates.map { ($0.score ?? -1) }.elementsEqual([0.425, 0.55, 0.3, 0.4, 0.2]) { abs($0 - $1) < 1e-12 })
    #expect(selected.report.chosen == candidates[1].parameters && selected.report.folds == 4)
  }

  @Test("halving: of equals the later ones go, two candidates see all folds, and one that fails makes room")
  func halvingOfFew() throws {
    let equal = try Self.halved(4) { _, _ in 0.5 }
    #expect(equal.fits == 4 + 2 + 2 + 2 && equal.selected.report.candidates.map(\.folds) == [nil, nil, 1, 1])
    #expect(equal.selected.report.chosen == equal.selected.report.candidates[0].parameters)
    #expect(try Self.halved(2) { Double($0 + $1) }.fits == 8)
    let failing = try Self.halved(4) { place, fold in
      if place == 0, fold == 0 { throw InputError("a", found: "b", expected: "c") }
      // Both that are left fail at last: the choice is among those that were judged on most folds.
      if place > 1, fold == 3 { return .nan }
      return Double(place) / 8
    }
    #expect(failing.selected.report.candidates.map { $0.error != nil } == [true, false, true, true])
    #expect(failing.selected.report.chosen == failing.selected.report.candidates[1].parameters)
    #expect(throws: InputError.self) { try Self.halved(3) { _, _ in .infinity } }
  }

  @Test("a trial that selects by halves reports it, under a description of its own, and an oracle cannot")
  func halvedTrial() throws {
    let fixture = try SyntheticFixture()
    let many = try (0..<5).map { place in try RidgeCCA { ($0.k, $0.ridge) = (3, [1e-3, 1e6, 1, 1e5, 10][place]) } }
    let whole = AlignmentChoice(selecting: many, by: .pairRetrieval)
    let choice = AlignmentChoice(selecting: many, by: .pairRetrieval, halving: true)
    #expect(try choice.parameters() != whole.parameters() && choice.ofRepetition(2).halving)
    let selection = try #require(try fixture.outcome(.alignment(choice), on: fixture.features).selection)
    let known = try #require(try fixture.outcome(.alignment(whole), on: fixture.features).selection)
    #expect(selection.candidates.contains { $0.folds == 1 } && known.candidates.allSatisfy { $0.folds == nil })
    for (own, other) in zip(selection.candidates, known.candidates) where own.folds == nil {
      #expect(own.score == other.score)
    }
    let text = "{ridge-cca: {k: 8, select: {ridge: [0.1, 1], by: pair-retrieval, halving: true}}}"
    let read = try StrictYAML.decode(AlignmentChoice.self, from: text, file: "t.yaml")
    #expect(read.halving && read.candidates.count == 2)
    #expect(try #require(try read.parameters().member("select")?.member("halving")) == .bool(true))
    let refused = [
      (text.replacing("pair-retrieval", with: "oracle"), "halving by oracle"),
      (text.replacing("true", with: "3"), "'3'"),
    ]
    for (wrong, found) in refused {
      let error = try #require(throws: InputError.self) {
        try StrictYAML.decode(AlignmentChoice.self, from: wrong, file: "t.yaml")
      }
      #expect(error.found.contains(found), "\(error)")
    }
  }

  @Test("no inner fold holds a test row, and no subject is on both of its sides")
  func folds() throws {
    let fixture = try SyntheticFixture()
    for name in ["cross-subject", "random-40-40-10-10"] {
      let split = try SplitProtocol(named: name).splits(of: fixture.features.samples, seed: .init(base: 3))[0]
      let data = try SplitData(fixture.features, split: split, reduction: .init())
      let inner = InnerFolds.splits(of: data)
      #expect(inner.count == min(InnerUnits.limit, Set(split.roles.paired.map { data.samples.subjects[$0] }).count))
      #expect(inner.flatMap(\.roles.test).sorted() == split.roles.paired)
      for fold in inner {
        let subjects = Set(fold.roles.test.map { data.samples.subjects[$0] })
        let rest = fold.roles.labelled + fold.roles.paired
        #expect(rest.allSatisfy { !subjects.contains(data.samples.subjects[$0]) })
        #expect(Set(rest + fold.roles.test).isDisjoint(with: split.roles.test))
      }
    }
  }

  @Test("what is left open stands under 'select' in the description, the rest beside it")
  func description() throws {
    let parameters = try AlignmentChoice(selecting: Self.candidates, by: .teacherAgreement).parameters()
    guard case .object(let members) = parameters, case .object(let open)? = members["select"] else {
      Issue.record("no object")
      return
    }
    #expect(members["k"] == .integer(3) && members["ridge"] == nil)
    #expect(open["by"] == .string("teacher-agreement"))
    #expect(open["ridge"] == .array(try Self.candidates.map { try #require(JSONValue(encoding: $0).member("ridge")) }))
  }

  @Test("a configuration reads selections and decodings")
  func configuration() throws {
    let text = """
      benchmark: test
      dataset: spar
      protocols: [cross-subject]
      alignments:
        - ridge-cca: {k: 8, select: {ridge: [0.1, 1], correlationPower: [0, 2], by: pair-retrieval}}
      classifiers: [gaussian-mixture]
      decodings: [subject-centring, {csls: {neighbours: [5, 10]}}]
      """
    let configuration = try StrictYAML.decode(BenchmarkConfiguration.self, from: text, file: "t.yaml")
    let choice = configuration.alignments[1]
    #expect(choice.criterion == .pairRetrieval && choice.candidates.count == 4)
    #expect(configuration.decodings.map(\.name) == ["subject-centring", "csls", "csls"])
    let wrong = text.replacing("csls", with: "clsl")
    let error = try #require(throws: InputError.self) {
      try StrictYAML.decode(BenchmarkConfiguration.self, from: wrong, file: "t.yaml")
    }
    #expect(error.place.hasPrefix("t.yaml:7") && error.advice.contains("csls"))
  }
}

extension JSONValue {
  /// The member of an object.
  func member(_ name: String) -> JSONValue? { if case .object(let members) = self { members[name] } else { nil } }
}

@Suite("Records of trainings")
struct TrainingRecordTests {
  @Test("a trial of a learned alignment says for how many epochs, and what held-out pairs said; others say nothing")
  func contents() throws {
    let fixture = try SyntheticFixture()
    var training = PairTraining()
    (training.k, training.epochs) = (4, 40)
    let learned = try fixture.outcome(
      .alignment(AlignmentChoice(try InfoNCE { $0.training = training })), on: fixture.features)
    let report = try #require(learned.training)
    #expect(report.count == 1 && report[0].scheduled == 40 && report[0].restart == 0 && report[0].warning == nil)
    let heldOut = try #require(report[0].heldOut)
    #expect(heldOut.epochs.first == 0 && heldOut.epochs.contains(report[0].epochs) && heldOut.isBetterThanStart)
    #expect(heldOut.meanReciprocalRank.count == heldOut.epochs.count && heldOut.epochs.count <= 21)
    #expect(heldOut.meanReciprocalRank.allSatisfy { (0...1).contains($0) })
    training.heldOut = 0
    let whole = try fixture.outcome(
      .alignment(AlignmentChoice(try InfoNCE { $0.training = training })), on: fixture.features)
    #expect(whole.training == [.init(epochs: 40, scheduled: 40, restart: 0, heldOut: nil)])
    let plain = try fixture.outcome(.alignment(AlignmentChoice(try RidgeCCA { $0.k = 3 })), on: fixture.features)
    #expect(plain.training == nil && plain.latent != nil)
  }

  @Test("a training that held-out pairs do not speak for is warned of, with the numbers")
  func warning() {
    let training = TrialRecord.Training(
      epochs: 10, scheduled: 20, restart: 0,
      heldOut: .init(
        folds: 3, count: 18, epochs: [0, 10, 20], meanReciprocalRank: [0.3, 0.31, 0.2], isBetterThanStart: false))
    #expect(training.warning?.contains("18 held-out pairs") == true && training.warning?.contains("0.31") == true)
    var better = training
    better.heldOut?.isBetterThanStart = true
    #expect(better.warning == nil)
  }
}
