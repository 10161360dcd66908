import Alignment
import Classifiers
import Diagnostics
import FeatureStore
import Files
import Foundation
import Randomness
import Splits
import StrictYAML
import TestSupport
import Testing

@testable import Benchmarking
@testable import Records

private func decode(_ axes: String) throws -> BenchmarkConfiguration {
  let text = """
    benchmark: test
    dataset: {synthetic: {samples: 320, dimensions: [6, 5], latentDimension: 3, noise: 1}}
    protocols: [cross-subject]
    directions: [modality-1 -> modality-2]
    alignments: [{ridge-cca: {k: 3}}]
    classifiers: [gaussian-mixture]
    \(axes)
    """
  return try StrictYAML.decode(BenchmarkConfiguration.self, from: text, file: "t.yaml")
}

private let everyRoleAxis = """
  axes:
    pairs: [20, 40, all]
    labels: [2, 5]
    fewShot: [0, 1, 5]
    mismatchedPairs: [0.5]
  """

private func plan(_ configuration: BenchmarkConfiguration) throws -> Plan {
  let folder = FileManager.default.temporaryDirectory
  return try Plan(
    configuration, sources: BenchmarkRunner(configuration, results: folder, cache: folder).sources)
}

@Suite("Axes of a configuration")
struct AxesTests {
  @Test("each axis is varied alone, and its default is the trial of a configuration without axes")
  func conditions() throws {
    let conditions = try decode(everyRoleAxis).axes.conditions
    #expect(
      conditions == [
        Condition(.labels, 2), Condition(.labels, 5), Condition(.fewShot, 1), Condition(.fewShot, 5),
        Condition(.mismatchedPairs, 0.5), Condition(.pairs, 20), Condition(.pairs, 40),
      ])
    let (without, with) = (try plan(decode("")), try plan(decode(everyRoleAxis)))
    let standard = with.parts.filter { $0.condition == nil }.flatMap(\.trials)
    #expect(standard.map(\.key) == without.trials.map(\.key))
    #expect(standard.map(\.description) == without.trials.map(\.description))
    #expect(with.trials.count == 8 * without.trials.count && Set(with.trials.map(\.key)).count == with.trials.count)
    #expect(try decode("axes: {pairs: [all], fewShot: [0]}").axes.conditions.isEmpty)
  }

  @Test("every axis has words of its own for titles, in which counts are whole and measures are not")
  func titles() {
    let axes = Axis.all
    #expect(
      axes.map(\.name) == [
        "labels", "fewShot", "mismatchedPairs", "pairs", "timeShift", "missingChannels", "clockOffset", "ownPairs",
      ])
    #expect(
      axes.map { "\(Condition($0, 1))" } == [
        "1 labels a class", "few-shot: 1 target labels a class", "1.0 of the pairs mismatched", "1 pairs",
        "target of the pairs 1.0 s late", "1 dead channels of the target in the test", "target 1.0 s late",
        "1 own pairs added",
      ])
    for axis in axes {
      let isWhole = axis.values == .amounts || axis.values == .counts
      #expect(Condition(axis, 1).number == (isWhole ? .integer(1) : .number(1)))
      #expect(Condition(axis, 1).isZeroLabel == (axis.name != "fewShot"))
    }
  }

  @Test("a description without a condition is written as it always was")
  func form() throws {
    let description = try #require(plan(decode("")).trials.first).description
    let text = String(decoding: try CanonicalJSON.data(description), as: UTF8.self)
    #expect(!text.contains("condition"))
    #expect(try JSONDecoder().decode(TrialDescription.self, from: Data(text.utf8)) == description)
    var changed = description
    changed.condition = Condition(.mismatchedPairs, 0.25)
    let other = String(decoding: try CanonicalJSON.data(changed), as: UTF8.self)
    #expect(other.contains(#""condition":{"mismatchedPairs":0.25}"#))
    #expect(try JSONDecoder().decode(TrialDescription.self, from: Data(other.utf8)) == changed)
  }

  @Test(
    "values out of range are refused where they stand",
    arguments: [
      "pairs: [0]", "pairs: [1.5]", "pairs: [-3]", "pairs: [some]", "pairs: []", "pairs: [20, 20]", "pairs: [all, all]",
      "pairs: 20", "labels: [0]", "fewShot: [-1]", "fewShot: [all]", "fewShot: [0.5]", "mismatchedPairs: [1.5]",
      "mismatchedPairs: [-0.1]", "mismatchedPairs: [.nan]", "timeShift: [-1]", "timeShift: [.inf]", "clockOffset: [-1]",
      "missingChannels: [-1]", "pair: [20]",
    ])
  func ranges(axis: String) throws {
    let error = try #require(throws: InputError.self) { try decode("axes:\n  \(axis)") }
    #expect(error.place.hasPrefix("t.yaml:8:"), "\(error)")
    if axis.hasPrefix("pair:") { #expect(error.advice.contains("pairs")) }
  }

  @Test(
    "what the data do not bear is refused before anything is run, with file, line and what there is",
    arguments: [
      ("pairs: [20, 9999]", "160"), ("labels: [9999]", "labelled rows"), ("fewShot: [9999]", "labelled rows"),
      ("mismatchedPairs: [0.001]", "two pairs"), ("timeShift: [0.5]", "recordings"),
      ("missingChannels: [1]", "recordings"),
    ])
  func tooMuch(axis: String, told: String) throws {
    let configuration = try decode("axes:\n  \(axis)")
    let error = try #require(throws: InputError.self) { try plan(configuration) }
    #expect(error.place.hasPrefix("t.yaml:8:") && "\(error)".contains(told), "\(error)")
  }

  @Test("push-forward has no place for labels of the target, and is left out there with the reason")
  func exclusions() throws {
    let configuration = try StrictYAML.decode(
      BenchmarkConfiguration.self,
      from: """
        benchmark: test
        dataset: {synthetic: {samples: 320, dimensions: [6, 5], latentDimension: 3}}
        protocols: [cross-subject]
        alignments: [{ridge-cca: {k: 3}}]
        classifiers: [{gaussian-mixture: {transfer: push-forward}}]
        axes: {fewShot: [1], labels: [5]}
        """, file: "t.yaml")
    let plan = try plan(configuration)
    #expect(plan.exclusions.contains { $0.hasPrefix("fewShot: ridge-cca") })
    func alignments(_ condition: Condition) -> Int {
      plan.trials.count { $0.description.condition == condition && $0.description.alignment.name == "ridge-cca" }
    }
    #expect(alignments(Condition(.fewShot, 1)) == 0 && alignments(Condition(.labels, 5)) == 2)
  }
}

@Suite("Honesty under conditions")
struct ConditionHonestyTests {
  static var methods: [Method] {
    get throws {
      let candidates = try [1, 3].map { k in try RidgeCCA { $0.k = k } }
      return [Bound.sourceOnSource, .targetSupervised, .studentTeacher, .softStudentTeacher].map { .bound($0) }
        + [.alignment(AlignmentChoice(candidates[1]))]
        + SelectionCriterion.zeroLabel.map { .alignment(AlignmentChoice(selecting: candidates, by: $0)) }
    }
  }

  private struct Few {
    let fixture: SyntheticFixture
    let roles: Roles

    init() throws {
      // So much noise that the classes overlap: every row that is learned from shows.
      fixture = try SyntheticFixture(noise: 20)
      roles = try fixture.split.labellingTarget(4, samples: fixture.features.samples, seed: Seed(base: 8)).roles
    }

    /// The features with the target of some rows far away, on different sides for the two classes.
    func moved(_ rows: [Int]) throws -> FeatureSet {
      var target = fixture.features.modalities[1]
      let labels = fixture.features.samples.labels
      var values = target.values.columns(Array(0..<fixture.features.samples.count))
      for row in rows { for i in 0..<values.rows { values[i, row] += labels[row] == 0 ? 200 : -200 } }
      target.values = .double(values)
      return try FeatureSet(
        samples: fixture.features.samples, modalities: [fixture.features.modalities[0], target],
        origin: fixture.features.origin)
    }
  }

  @Test("few-shot: labels of other rows than the labelled ones change no prediction", arguments: try methods.indices)
  func hiddenLabels(index: Int) throws {
    let method = try Self.methods[index]
    let few = try Few()
    let labelled = Set(few.fixture.split.roles.labelled)
    let flipped = try few.fixture.relabelled(
      few.fixture.features.samples.labels.enumerated().map { labelled.contains($0) ? $1 : 3 - $1 })
    func outcome(_ features: FeatureSet) throws -> TrialOutcome {
      try few.fixture.outcome(method, on: features, roles: few.roles)
    }
    let (before, after) = (try outcome(few.fixture.features), try outcome(flipped))
    #expect(before.predicted != nil && before.predicted == after.predicted && before.selection == after.selection)
  }

  @Test("few-shot: of the labelled rows' targets the labelled ones alone are seen", arguments: try methods.indices)
  func hiddenTargets(index: Int) throws {
    let method = try Self.methods[index]
    let few = try Few()
    let given = try #require(few.roles.targetLabelled)
    let others = few.roles.labelled.filter { !given.contains($0) }
    func outcome(_ features: FeatureSet) throws -> ([Int?]?, Double?) {
      let outcome = try few.fixture.outcome(method, on: features, roles: few.roles)
      return (outcome.predicted, try #require(outcome.scores["logLoss"] ?? nil))
    }
    let before = try outcome(few.fixture.features)
    #expect(try outcome(few.moved(others)) == before)
    // Nothing but the source's own bound is blind to those that are given: probabilities tell,
    // where no class changes.
    let isBlind = method.name == Bound.sourceOnSource.rawValue
    #expect(try (outcome(few.moved(given)) == before) == isBlind)
  }

  @Test("with no labels of the target given away, a trial is what it was", arguments: try methods.indices)
  func zeroLabel(index: Int) throws {
    let method = try Self.methods[index]
    let fixture = try SyntheticFixture(noise: 2)
    let samples = fixture.features.samples
    let whole = try fixture.split.keepingPairs(
      fixture.split.roles.paired.count, samples: samples, seed: Seed(base: 1))
    #expect(whole.roles == fixture.split.roles)
    // With as many labelled rows of every class, all of them are what was asked for.
    let byClass = Dictionary(grouping: fixture.split.roles.labelled) { samples.labels[$0] }
    let fewest = try #require(byClass.values.map(\.count).min())
    var balanced = fixture.split
    balanced.roles.labelled = byClass.values.flatMap { $0.prefix(fewest) }.sorted()
    #expect(try balanced.keepingLabels(fewest, samples: samples, seed: Seed(base: 1)) == balanced)
    let before = try fixture.outcome(method, on: fixture.features)
    let after = try fixture.outcome(method, on: fixture.features, roles: whole.roles)
    #expect(before.predicted != nil && before.predicted == after.predicted && before.selection == after.selection)
  }

  @Test("target-supervised learns from the few labels alone")
  func rival() throws {
    let few = try Few()
    let bound = Method.bound(.targetSupervised)
    // The same rows as the labelled ones of a split without the axis: the same bound.
    var roles = few.fixture.split.roles
    roles.labelled = try #require(few.roles.targetLabelled)
    #expect(
      try few.fixture.outcome(bound, on: few.fixture.features, roles: roles).predicted
        == few.fixture.outcome(bound, on: few.fixture.features, roles: few.roles).predicted)
  }

  @Test("a student that is given every label of the pairs is target-supervised")
  func everyLabel() throws {
    let fixture = try SyntheticFixture(noise: 2)
    var roles = fixture.split.roles
    roles.labelled = roles.paired
    roles.targetLabelled = roles.paired
    let methods = [Bound.targetSupervised, .studentTeacher, .softStudentTeacher].map { Method.bound($0) }
    let predicted = try methods.map { try fixture.outcome($0, on: fixture.features, roles: roles).predicted }
    #expect(predicted[0] != nil && predicted[1] == predicted[0])
    // Memberships of 0 and 1 are labels; what is fitted from them may differ by rounding.
    let agreeing = inStep(try #require(predicted[0]), try #require(predicted[2])).count { $0 == $1 }
    #expect(agreeing >= roles.test.count - 1)
  }

  @Test("mismatched pairs are what the alignment sees, in both directions, and the test keeps its own partners")
  func mismatched() throws {
    let fixture = try SyntheticFixture(noise: 0)
    let roles = try fixture.split.mismatchingPairs(
      1, samples: fixture.features.samples, seed: Seed(base: 8)
    ).roles
    let method = Method.alignment(AlignmentChoice(try PerfectAlignment { ($0.k, $0.nullspace) = (3, .shared) }))
    for (source, target) in [("modality-1", "modality-2"), ("modality-2", "modality-1")] {
      let direction = Direction(source: source, target: target)
      var split = fixture.split
      split.roles = roles
      let data = try SplitData(fixture.features, split: split, reduction: .init())
      let pairs = try data.pairs(of: direction)
      #expect(pairs.views[source == "modality-1" ? 0 : 1] == data.columns(roles.paired, of: source))
      let partners = roles.paired.map { roles.partners?[$0] ?? $0 }
      #expect(pairs.views[source == "modality-1" ? 1 : 0] == data.columns(partners, of: target))
      let right = try fixture.outcome(method, on: fixture.features, direction: direction)
      let wrong = try fixture.outcome(method, on: fixture.features, direction: direction, roles: roles)
      #expect(try #require(right.scores["recallAt1"] ?? nil) == 1)
      #expect(try #require(wrong.scores["recallAt1"] ?? nil) < 0.5)
      // What it is measured on is what it was fitted on.
      #expect(try #require(right.scores["cmaeNormalisedTrain"] ?? nil) < 1e-3)
      #expect(try #require(wrong.scores["cmaeNormalisedTrain"] ?? nil) > 0.1)
    }
    // What names the target's own labels does not care.
    let bound = Method.bound(.targetSupervised)
    #expect(
      try fixture.outcome(bound, on: fixture.features).predicted
        == fixture.outcome(bound, on: fixture.features, roles: roles).predicted)
  }
}
