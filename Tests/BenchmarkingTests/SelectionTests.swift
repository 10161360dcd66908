import Alignment
import Diagnostics
import Splits
import StrictYAML
import Testing

@testable import Benchmarking

@Suite("Selection without target labels")
struct SelectionTests {
  static var candidates: [RidgeCCA] {
    get throws { try [1e-3, 1, 1e6].map { try RidgeCCA(k: 3, ridge: $0) } }
  }

  @Test(
    "every candidate is reported with its score, and the first of the best is chosen",
    arguments: SelectionCriterion.zeroLabel)
  func report(criterion: SelectionCriterion) throws {
    let fixture = try SyntheticFixture()
    let choice = try AlignmentChoice(selecting: Self.candidates, by: criterion)
    let outcome = try fixture.outcome(.alignment(choice), on: fixture.features)
    let selection = try #require(outcome.selection)
    #expect(selection.criterion == criterion && selection.candidates.count == 3 && selection.folds > 1)
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
    let tooLarge = try RidgeCCA(k: 500)
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

  @Test("no inner fold holds a test row, and no subject is on both of its sides")
  func folds() throws {
    let fixture = try SyntheticFixture()
    for name in ["cross-subject", "random-40-40-10-10"] {
      let split = try SplitProtocol(named: name).splits(of: fixture.features.samples, seed: .init(base: 3))[0]
      let data = try SplitData(fixture.features, split: split, reduction: .init())
      let inner = InnerFolds.splits(of: data)
      #expect(inner.count == min(InnerFolds.limit, Set(split.roles.paired.map { data.samples.subjects[$0] }).count))
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
