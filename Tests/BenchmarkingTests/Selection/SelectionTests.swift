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
    let selected = try AlignmentSelector.best(of: choice, by: .pairRetrieval, folds: 2) { method in
      guard let ridge = (method as? RidgeCCA)?.ridge else { return 0 }
      if ridge < 0.1 { return .nan }
      // What LAPACK says of a matrix that is not finite.
      if ridge < 10 { _ = try SingularValueDecomposition(Matrix<Double>(2, 2).map { _ in Double.nan }) }
      return 0.25
    }
    let candidates = selected.report.candidates
    #expect(candidates[0].error?.contains("nan") == true && candidates[0].score == nil)
    #expect(candidates[1].error?.isEmpty == false && candidates[1].score == nil)
    #expect(candidates[2].error == nil && selected.report.chosen == candidates[2].parameters)
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
