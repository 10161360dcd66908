import Alignment
import FeatureStore
import LinearAlgebra
import Splits
import TestSupport
import Testing

@testable import Benchmarking

/// No label reaches what must not see it.
@Suite("Honesty of trials")
struct HonestyTests {
  static var zeroLabel: [Method] { get throws { try methods(selectedBy: SelectionCriterion.zeroLabel) } }

  static func methods(selectedBy criteria: [SelectionCriterion]) throws -> [Method] {
    let alignments: [any AlignmentMethod] = [
      try PerfectAlignment { ($0.k, $0.scaling) = (3, .standardised) }, try RidgeCCA { $0.k = 3 }, NoAlignment(),
    ]
    let candidates = try [0.01, 1, 100].map { ridge in try RidgeCCA { ($0.k, $0.ridge) = (3, ridge) } }
    let selections = criteria.map { AlignmentChoice(selecting: candidates, by: $0) }
    return (alignments.map { AlignmentChoice($0) } + selections).map { .alignment($0) }
      + [.bound(.studentTeacher), .bound(.softStudentTeacher)]
  }

  @Test(
    "labels of pairs, validation and test rows change no prediction of a zero-label method",
    arguments: try zeroLabel.indices)
  func hiddenLabels(index: Int) throws {
    let method = try Self.zeroLabel[index]
    // Two classes but where some are left out, which takes four.
    let classes = if case .alignment(let choice) = method, choice.criterion == .leaveClassesOut { 4 } else { 2 }
    let fixture = try SyntheticFixture(classes: classes)
    let labelled = Set(fixture.split.roles.labelled)
    let flipped = fixture.features.samples.labels.enumerated().map {
      labelled.contains($0) ? $1 : classes - 1 - $1
    }
    let before = try fixture.outcome(method, on: fixture.features)
    let after = try fixture.outcome(method, on: fixture.relabelled(flipped))
    #expect(before.predicted != nil && before.predicted == after.predicted)
    #expect(before.latentDistances == after.latentDistances && before.selection == after.selection)
    // The scores do see the test labels: with two classes, right becomes wrong and wrong right.
    let x = try #require(before.scores["accuracy"] ?? nil)
    let y = try #require(after.scores["accuracy"] ?? nil)
    if classes == 2 {
      #expect(abs(x + y - 1) < 1e-12)
    } else {
      #expect(x > 0.8 && y < 0.2)
    }
  }

  @Test(
    "target features of labelled rows change no prediction of a zero-label method", arguments: try zeroLabel.indices)
  func hiddenTargetFeatures(index: Int) throws {
    let fixture = try SyntheticFixture()
    let labelled = Set(fixture.split.roles.labelled)
    let target = fixture.features.modalities[1]
    var values = target.values.columns(Array(0..<fixture.features.samples.count))
    for row in labelled { for i in 0..<values.rows { values[i, row] += 100 } }
    var changed = target
    changed.values = .double(values)
    let set = try FeatureSet(
      samples: fixture.features.samples, modalities: [fixture.features.modalities[0], changed],
      origin: fixture.features.origin)
    let method = try Self.zeroLabel[index]
    let before = try #require(fixture.outcome(method, on: fixture.features).predicted)
    #expect(try fixture.outcome(method, on: set).predicted == before)
  }

  @Test("test rows are scored one by one: other test rows change no prediction", arguments: try zeroLabel.indices)
  func testRowsApart(index: Int) throws {
    let fixture = try SyntheticFixture()
    let (first, rest) = (fixture.split.roles.test[0], fixture.split.roles.test.dropFirst())
    let modalities = fixture.features.modalities.map { modality in
      var values = modality.values.columns(Array(0..<fixture.features.samples.count))
      for row in rest { for i in 0..<values.rows { values[i, row] *= -7 } }
      var changed = modality
      changed.values = .double(values)
      return changed
    }
    let set = try FeatureSet(
      samples: fixture.features.samples, modalities: modalities, origin: fixture.features.origin)
    let method = try Self.zeroLabel[index]
    let before = try #require(fixture.outcome(method, on: fixture.features).predicted)
    let after = try #require(fixture.outcome(method, on: set).predicted)
    #expect(fixture.split.roles.test.first == first && before[0] != nil && before[0] == after[0])
  }

  @Test("target-supervised does see target labels, and only those of labelled rows")
  func ceiling() throws {
    let fixture = try SyntheticFixture()
    let labelled = Set(fixture.split.roles.labelled)
    let labels = fixture.features.samples.labels
    let others = try fixture.relabelled(labels.enumerated().map { labelled.contains($0) ? $1 : 3 - $1 })
    let own = try fixture.relabelled(labels.enumerated().map { labelled.contains($0) ? 3 - $1 : $1 })
    let before = try #require(fixture.outcome(.bound(.targetSupervised), on: fixture.features).predicted)
    #expect(try fixture.outcome(.bound(.targetSupervised), on: others).predicted == before)
    #expect(try fixture.outcome(.bound(.targetSupervised), on: own).predicted != before)
  }
}

@Suite("Trials")
struct TrialTests {
  @Test("chance is one over the number of candidates and predicts nothing")
  func chance() throws {
    let fixture = try SyntheticFixture()
    let outcome = try fixture.outcome(.bound(.chance), on: fixture.features)
    #expect(outcome.predicted == nil && outcome.scores["accuracy"] == 0.25)
  }

  @Test(
    "majority is the class of most labelled rows for every test row, of equal ones the first, whatever other rows are")
  func majority() throws {
    let fixture = try SyntheticFixture()
    let labelled = fixture.split.roles.labelled
    func predicted(_ labels: [Int]) throws -> Set<Int?> {
      let outcome = try fixture.outcome(.bound(.majority), on: fixture.relabelled(labels))
      #expect(outcome.predicted?.count == fixture.split.roles.test.count)
      return Set(outcome.predicted ?? [])
    }
    var labels = fixture.features.samples.labels.map { _ in 0 }
    for (place, row) in labelled.enumerated() { labels[row] = place % 4 }
    let excess = labelled.count % 4
    // As often each, but for the first few, which are the first classes.
    #expect(try predicted(labels) == [0])
    for row in labelled.prefix(2) { labels[row] = 3 }
    #expect(try predicted(labels) == [3] && excess < 4)
    for row in labels.indices where !labelled.contains(row) { labels[row] = 1 }
    let outcome = try fixture.outcome(.bound(.majority), on: fixture.relabelled(labels))
    #expect(outcome.predicted?.allSatisfy { $0 == 3 } == true && outcome.scores["accuracy"] == 0)
  }

  @Test("without noise perfect alignment is exact on test rows too, and transfers the labels")
  func exact() throws {
    let fixture = try SyntheticFixture(noise: 0)
    // Three latent dimensions; centring for the standardised reduction takes away no direction.
    let method = Method.alignment(AlignmentChoice(try PerfectAlignment { ($0.k, $0.nullspace) = (3, .shared) }))
    let outcome = try fixture.outcome(method, on: fixture.features)
    #expect(try #require(outcome.scores["cmae"] ?? nil) < 1e-12)
    #expect(try #require(outcome.scores["accuracy"] ?? nil) > 0.9)
    let error = try #require(outcome.scores["reconstructionErrorSource"] ?? nil)
    #expect(error.isFinite && error > 0)
  }

  /// Features of rank 3 in 6 and 5 dimensions: of the null space 5 dimensions lie inside the
  /// modalities.
  private static let whole = Result { AlignmentChoice(try PerfectAlignment { ($0.k, $0.nullspace) = (2, .whole) }) }

  @Test("of a null space, what varies comes first: it has energy, and its normalised error is that of rounding")
  func variation() throws {
    let fixture = try SyntheticFixture(noise: 0)
    let outcome = try fixture.outcome(.alignment(Self.whole.get()), on: fixture.features)
    let latent = try #require(outcome.latent)
    #expect(latent.sourceRowEnergy.count == 2 && latent.targetRowEnergy.count == 2)
    #expect((latent.sourceRowEnergy + latent.targetRowEnergy).allSatisfy { $0 > 0.1 })
    #expect(try #require(outcome.scores["cmaeNormalisedTrain"] ?? nil) < 1e-10)
  }

  @Test("latents that are rounding noise have no normalised error, and the report shows rows without energy")
  func collapse() throws {
    let fixture = try SyntheticFixture(noise: 0)
    // Pairs that do not belong together have nothing in common: all of the null space lies inside
    // the modalities.
    let all = Array(0..<fixture.features.samples.count)
    var shuffled = fixture.features.modalities[1]
    shuffled.values = .double(shuffled.values.columns(all.map { ($0 * 7 + 3) % all.count }))
    let set = try FeatureSet(
      samples: fixture.features.samples, modalities: [fixture.features.modalities[0], shuffled],
      origin: fixture.features.origin)
    let outcome = try fixture.outcome(.alignment(Self.whole.get()), on: set)
    let latent = try #require(outcome.latent)
    #expect(largestMagnitude(latent.sourceRowEnergy + latent.targetRowEnergy) < 1e-10)
    #expect(latent.sourceRowEnergy.count == 2 && outcome.scores["cmaeNormalised"] == .some(nil))
    #expect(outcome.scores["cmaeNormalisedTrain"] == .some(nil))
  }

  @Test("a shared factorisation gives what a fresh one gives")
  func sharing() throws {
    let fixture = try SyntheticFixture()
    let data = try SplitData(fixture.features, split: fixture.split, reduction: .init())
    let direction = Direction(source: "modality-1", target: "modality-2")
    let test = data.columns(fixture.split.roles.test, of: "modality-1")
    for k in [1, 4] {
      let method = try PerfectAlignment { $0.k = k }
      let shared = try data.fit(method, direction: direction).0.embed(test, of: "modality-1")
      let fresh = try method.fit(data.pairs(of: direction)).embed(test, of: "modality-1")
      #expect(shared == fresh)
    }
  }
}
