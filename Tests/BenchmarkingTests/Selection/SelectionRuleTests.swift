import Alignment
import Classifiers
import Diagnostics
import Foundation
import Records
import Splits
import StrictYAML
import Testing
@testable import Benchmarking

/// Prefers the smallest latent space: a criterion of one's own is its rule.
private enum Smallest: FoldRule {
  static let name = "smallest"
  static let dependsOnClassifier = false
  static func score(_ fold: CandidateFold) throws -> Double { 1 / Double(fold.alignment.latentDimension) }
}

@Suite("Rules of selection")
struct SelectionRuleTests {
  @Test("criteria have the names that records have, each once, and are read and written by them")
  func names() throws {
    #expect(
      SelectionCriterion.allCases.map(\.rawValue) == [
        "pair-retrieval", "cka", "mutual-neighbours", "teacher-agreement", "source-validation", "reconstruction",
        "leave-classes-out", "unpaired-consistency", "oracle",
      ])
    for criterion in SelectionCriterion.allCases {
      let data = try JSONEncoder().encode([criterion])
      #expect(String(decoding: data, as: UTF8.self) == "[\"\(criterion)\"]")
      #expect(try JSONDecoder().decode([SelectionCriterion].self, from: data) == [criterion])
    }
    #expect(SelectionCriterion(rawValue: "smallest") == nil)
  }

  @Test("an unknown name is refused with the nearest known one")
  func unknown() throws {
    let text = """
      benchmark: test
      dataset: spar
      protocols: [cross-subject]
      alignments:
        - ridge-cca: {select: {k: [2, 3], by: teacher-agreemnt}}
      classifiers: [gaussian-mixture]
      """
    let error = try #require(throws: InputError.self) {
      try StrictYAML.decode(BenchmarkConfiguration.self, from: text, file: "t.yaml")
    }
    #expect(error.place.hasPrefix("t.yaml:5") && error.advice.contains("teacher-agreement"))
  }

  @Test("who sees a label of the test has no folds, and the selector refuses it; everybody else has")
  func folds() throws {
    for criterion in SelectionCriterion.allCases {
      #expect((criterion.rule as? any FoldRule.Type != nil) == !criterion.usesTargetLabels, "\(criterion)")
    }
    let fixture = try SyntheticFixture()
    let selector = AlignmentSelector(
      data: try SplitData(fixture.features, split: fixture.split, reduction: .init()),
      direction: Direction(source: "modality-1", target: "modality-2"), classifier: NearestCentroid(),
      sourceLatents: nil)
    let choice = AlignmentChoice(selecting: try SelectionTests.candidates, by: .oracle)
    let error = #expect(throws: InputError.self) { try selector(choice, by: .oracle) }
    #expect(error?.found.contains("oracle") == true)
  }

  @Test("a rule of one's own chooses on the folds of pairs")
  func own() throws {
    let fixture = try SyntheticFixture()
    let data = try SplitData(fixture.features, split: fixture.split, reduction: .init())
    let selector = AlignmentSelector(
      data: data, direction: Direction(source: "modality-1", target: "modality-2"), classifier: NearestCentroid(),
      sourceLatents: nil)
    let criterion = SelectionCriterion(Smallest.self)
    let choice = AlignmentChoice(selecting: try [3, 1, 2].map { k in try RidgeCCA { $0.k = k } }, by: criterion)
    let selected = try selector(choice, by: criterion)
    #expect((selected.method as? RidgeCCA)?.k == 1)
    #expect(selected.report.folds == InnerFolds.splits(of: data).count)
    #expect(try choice.parameters().member("select")?.member("by") == .string("smallest"))
  }

  @Test("what a criterion chooses does not depend on other directions that were asked before, whatever samples lack")
  func directions() throws {
    let fixture = try SyntheticFixture(dimensions: [6, 5, 4], classes: 6)
    let features = try fixture.lacking(
      ["modality-2": Array(0..<60), "modality-3": Array(100..<150)])
    let (first, second) = (
      Direction(source: "modality-1", target: "modality-2"), Direction(source: "modality-1", target: "modality-3")
    )
    func report(
      _ criterion: SelectionCriterion, _ direction: Direction, on data: SplitData
    ) throws -> TrialRecord.Selection {
      try AlignmentSelector(data: data, direction: direction, classifier: NearestCentroid(), sourceLatents: nil)(
        AlignmentChoice(selecting: SelectionTests.candidates, by: criterion), by: criterion
      ).report
    }
    for criterion in SelectionCriterion.zeroLabel {
      let data = try SplitData(features, split: fixture.split, reduction: .init())
      _ = try report(criterion, first, on: data)
      let alone = try SplitData(features, split: fixture.split, reduction: .init())
      #expect(try report(criterion, second, on: data) == report(criterion, second, on: alone), "\(criterion)")
    }
  }
}
