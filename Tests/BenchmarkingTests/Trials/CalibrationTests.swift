import Alignment
import Classifiers
import Diagnostics
import FeatureStore
import Files
import Foundation
import Splits
import StrictYAML
import TestSupport
import Testing

@testable import Benchmarking
@testable import Records

@Suite("Generalised recognition and its calibration")
struct CalibrationTests {
  private func score(_ outcome: TrialOutcome, _ name: String) throws -> Double {
    try #require(outcome.scores[name] ?? nil)
  }

  @Test(
    "where paired classes are preferred, calibration raises the accuracy on the others and the harmonic mean",
    arguments: [GaussianMixture(), NearestCentroid(), LogisticRegression()] as [any ClassifierMethod])
  func raises(classifier: any ClassifierMethod) throws {
    let fixture = try GeneralisedFixture()
    let plain = try fixture.outcome(classifier: classifier)
    let calibrated = try fixture.outcome(CalibratedStacking(), classifier: classifier)
    #expect(try score(plain, "accuracySeen") > score(plain, "accuracyUnseen") + 0.1)
    #expect(try score(calibrated, "harmonicMean") > score(plain, "harmonicMean") + 0.02)
    #expect(try score(calibrated, "accuracyUnseen") > score(plain, "accuracyUnseen"))
    #expect(plain.calibration == nil)
    let report = try #require(calibrated.calibration)
    #expect(report.penalty > 0 && report.folds > 5)
    #expect(report.reached.harmonicMean > report.withoutPenalty.harmonicMean)
    // The number that was chosen gives the same when it is written down.
    let fixed = try fixture.outcome(CalibratedStacking { $0.penalty = .fixed(report.penalty) }, classifier: classifier)
    #expect(fixed.predicted == calibrated.predicted && fixed.calibration == nil)
  }

  @Test("labels of test rows and of pairs change neither the penalty nor a prediction")
  func hiddenLabels() throws {
    let fixture = try GeneralisedFixture()
    let labelled = Set(fixture.split.roles.labelled)
    let other = try fixture.relabelled { row, label in labelled.contains(row) ? label : (label + 4) % 9 }
    let (before, after) = (
      try fixture.outcome(CalibratedStacking()), try fixture.outcome(CalibratedStacking(), on: other)
    )
    #expect(before.predicted != nil && before.predicted == after.predicted)
    #expect(before.calibration != nil && before.calibration == after.calibration)
    #expect(before.scores["accuracy"] != after.scores["accuracy"])
  }

  @Test("test rows are scored one by one: other test rows change neither the penalty nor a prediction")
  func testRowsApart() throws {
    let fixture = try GeneralisedFixture()
    let modalities = fixture.features.modalities.map { modality in
      var values = modality.values.columns(Array(0..<fixture.features.samples.count))
      for row in fixture.split.roles.test.dropFirst() { for i in 0..<values.rows { values[i, row] *= -7 } }
      var changed = modality
      changed.values = .double(values)
      return changed
    }
    let set = try FeatureSet(
      samples: fixture.features.samples, modalities: modalities, origin: fixture.features.origin)
    let (before, after) = (
      try fixture.outcome(CalibratedStacking()), try fixture.outcome(CalibratedStacking(), on: set)
    )
    #expect(before.calibration != nil && before.calibration == after.calibration)
    let (first, same) = (try #require(before.predicted), try #require(after.predicted))
    #expect(first[0] != nil && first[0] == same[0] && first != same)
  }

  @Test("two runs are the same, and so is a run of what a criterion selects")
  func deterministic() throws {
    let fixture = try GeneralisedFixture()
    let (first, second) = (try fixture.outcome(CalibratedStacking()), try fixture.outcome(CalibratedStacking()))
    #expect(first.predicted != nil && first.predicted == second.predicted)
    #expect(first.calibration != nil && first.calibration == second.calibration)
    let candidates = try [0.1, 1].map { ridge in try RidgeCCA { ($0.k, $0.ridge) = (6, ridge) } }
    let choice = AlignmentChoice(selecting: candidates, by: .teacherAgreement)
    let selected = try fixture.outcome(CalibratedStacking(), alignment: choice)
    let place = try #require(
      try candidates.firstIndex { try JSONValue(encoding: $0) == selected.selection?.chosen })
    let alone = try fixture.outcome(CalibratedStacking(), alignment: AlignmentChoice(candidates[place]))
    #expect(selected.predicted != nil && selected.predicted == alone.predicted)
    #expect(selected.calibration != nil && selected.calibration == alone.calibration)
  }

  @Test(
    "pairs that cannot be divided, and a fold that the alignment cannot be fitted on, are errors that name the decoding"
  )
  func refusals() throws {
    let fixture = try GeneralisedFixture()
    let data = try SplitData(fixture.features, split: fixture.split, reduction: .init())
    func refusal(_ method: some AlignmentMethod, pairs: [Int]) throws -> InputError {
      var split = fixture.split
      split.roles.paired = pairs
      let selector = AlignmentSelector(
        data: SplitData(data, split: split), direction: GeneralisedFixture.direction, classifier: GaussianMixture(),
        sourceLatents: nil)
      let error = #expect(throws: InputError.self) { try selector.calibration(of: method) }
      return try #require(error)
    }
    let pairs = fixture.split.roles.paired
    let single = try refusal(GeneralisedFixture.method, pairs: [pairs[0]])
    #expect(single.place == "calibrated-stacking: penalty" && single.advice.contains("number"))
    #expect(try refusal(RidgeCCA { $0.k = 500 }, pairs: pairs).place.hasPrefix("calibrated-stacking: "))
  }

  @Test("folds leave out subjects and a third of the classes as named, and test rows of both kinds, none of the test")
  func folds() throws {
    let fixture = try GeneralisedFixture()
    let data = try SplitData(fixture.features, split: fixture.split, reduction: .init())
    let (samples, roles) = (data.samples, fixture.split.roles)
    let names = data.labels(roles.paired).enumerated().map { $0.offset == 5 ? nil : $0.element }
    let named = Dictionary(uniqueKeysWithValues: inStep(roles.paired, names))
    let inner = InnerFolds.generalisedSplits(of: data, pairs: roles.paired, named: names)
    let groups = min(InnerUnits.limit, Set(roles.paired.map { samples.subjects[$0] }).count)
    #expect(groups > 1 && inner.count == 3 * groups && Set(inner.map(\.name)).count == inner.count)
    for fold in inner {
      let paired = Set(try #require(fold.pairedClasses))
      #expect(fold.candidateClasses == fixture.split.pairedClasses && paired.count == 4)
      let subjects = Set(fold.roles.test.map { samples.subjects[$0] })
      let training = fold.roles.labelled + fold.roles.paired
      #expect(training.allSatisfy { !subjects.contains(samples.subjects[$0]) })
      #expect(Set(training + fold.roles.test).isDisjoint(with: roles.test))
      #expect(fold.roles.paired.allSatisfy { (named[$0] ?? nil).map(paired.contains) ?? true })
      let kinds = Set(fold.roles.test.map { (named[$0] ?? nil).map(paired.contains) })
      #expect(kinds == [true, false])
    }
    // Every pair that is named is tested once with each third left out.
    let tested = roles.paired.filter { named[$0] != .some(nil) }
    #expect(inner.flatMap(\.roles.test).sorted() == tested.flatMap { [$0, $0, $0] })
  }

  @Test("pairs of one subject are left out a fifth at a time")
  func oneSubject() throws {
    let fixture = try GeneralisedFixture()
    var split = fixture.split
    let samples = fixture.features.samples
    let one = samples.subjects[split.roles.paired[0]]
    split.roles.paired = split.roles.paired.filter { samples.subjects[$0] == one }
    let data = try SplitData(fixture.features, split: split, reduction: .init())
    let names = data.labels(split.roles.paired).map(Optional.some)
    let inner = InnerFolds.generalisedSplits(of: data, pairs: split.roles.paired, named: names)
    #expect(!inner.isEmpty && inner.count <= 15)
    for fold in inner {
      #expect(Set(fold.roles.test).isDisjoint(with: fold.roles.paired))
      #expect(fold.roles.labelled == split.roles.labelled)
    }
  }

  @Test("scores of generalised recognition stand in trials of such a split alone")
  func scores() throws {
    let fixture = try GeneralisedFixture()
    let outcome = try fixture.outcome()
    let (s, u) = (try score(outcome, "accuracySeen"), try score(outcome, "accuracyUnseen"))
    #expect(abs(try score(outcome, "harmonicMean") - 2 * s * u / (s + u)) < 1e-12)
    let usual = try SyntheticFixture()
    let other = try usual.outcome(.alignment(AlignmentChoice(NoAlignment())), on: usual.features)
    #expect(other.scores["accuracySeen"] == nil && other.scores["harmonicMean"] == nil)
  }
}

/// Calibration from a configuration to records.
@Suite("Runs with calibration")
struct CalibrationRunTests {
  private func runner(
    _ keys: String, classifier: String = "nearest-centroid", in folder: URL
  ) throws -> BenchmarkRunner {
    let text = """
      benchmark: small
      dataset: {synthetic: {samples: 480, dimensions: [7, 6], latentDimension: 4, noise: 1, classes: 6}}
      directions: [modality-1 -> modality-2]
      alignments: [ridge-cca: {k: 4, ridge: 0.1}]
      classifiers: [\(classifier)]
      \(keys)
      """
    return try BenchmarkRunner(
      StrictYAML.decode(BenchmarkConfiguration.self, from: text, file: "t.yaml"), results: folder,
      cache: folder.appendingPathComponent("cache"))
  }

  private func records(_ keys: String) throws -> [TrialRecord] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("calibration-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let runner = try runner(keys, in: folder)
    let summary = try runner.run()
    #expect(summary.failed == 0)
    return try runner.store.plan().map { planned in
      let found = try runner.store.record(planned.key)
      return try #require(found)
    }
  }

  static let generalised = "{unpaired-classes: {candidates: all, test: all, draws: 2}}"

  @Test("records hold the penalty, what inner folds said, and the paired classes, where these have a meaning")
  func contents() throws {
    let records = try records("protocols: [\(Self.generalised), cross-subject]\ndecodings: [calibrated-stacking]")
    for record in records {
      let isGeneralised = record.trial.protocol.name == "unpaired-classes"
      #expect((record.pairedClasses?.count == 4) == isGeneralised && (record.pairedClasses != nil) == isGeneralised)
      #expect((record.scores["harmonicMean"] != nil) == (isGeneralised && record.predictions != nil))
      // The majority class is named whatever the scores: there is nothing to calibrate.
      let isMajority = record.trial.alignment.name == Bound.majority.rawValue
      let isCalibrated = record.trial.decoding != nil && record.predictions != nil && !isMajority
      #expect((record.calibration != nil) == isCalibrated)
      #expect(!record.trial.isTransductive)
    }
    // Both splits: chance, majority, none and the alignment; no other bound, and nothing of
    // cross-subject.
    let decoded = records.filter { $0.trial.decoding != nil }
    #expect(decoded.allSatisfy { $0.trial.protocol.name == "unpaired-classes" })
    let names = decoded.map(\.trial.alignment.name).sorted()
    #expect(names == ["chance", "chance", "majority", "majority", "none", "none", "ridge-cca", "ridge-cca"])
  }

  @Test("a decoding beside changes no byte of the other records, and an old record is read and written as it is")
  func sameBytes() throws {
    func texts(_ records: [TrialRecord]) throws -> [String: Data] {
      Dictionary(
        uniqueKeysWithValues: try records.map { record in
          var record = record
          record.run = .init(startedAt: "", fitSeconds: nil, selectionSeconds: nil, seconds: 0)
          return (record.key, try CanonicalJSON.data(record))
        })
    }
    let plain = try texts(records("protocols: [{unpaired-classes: {candidates: all, draws: 2}}]"))
    let with = try texts(
      records("protocols: [{unpaired-classes: {candidates: all, draws: 2}}]\ndecodings: [calibrated-stacking]"))
    #expect(with.count > plain.count && plain.allSatisfy { with[$0.key] == $0.value })
    for text in plain.values {
      let written = String(decoding: text, as: UTF8.self)
      #expect(!written.contains("pairedClasses") && !written.contains("calibration") && !written.contains("harmonic"))
      #expect(try CanonicalJSON.data(JSONDecoder().decode(TrialRecord.self, from: text)) == text)
    }
  }

  @Test("what calibration has no meaning for is left out, with the reason")
  func exclusions() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("calibration-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let preview = try runner(
      """
      protocols: [\(Self.generalised), cross-subject, {unpaired-classes: {draws: 3}}]
      decodings: [calibrated-stacking, csls]
      axes: {fewShot: [2]}
      """, classifier: "gaussian-mixture", in: folder
    ).preview()
    let lines = preview.exclusions.filter { $0.contains("calibrated-stacking") }
    #expect(lines.contains { $0.hasPrefix("cross-subject: ") && $0.hasSuffix("no class is kept unpaired") })
    #expect(lines.contains { $0.hasPrefix("unpaired-classes: ") && $0.contains("all paired, or all not") })
    for bound in ["source-on-source", "target-supervised", "student-teacher", "student-teacher-soft"] {
      #expect(lines.count { $0.hasPrefix("\(bound) with calibrated-stacking: ") } == 1, "\(bound)")
    }
    #expect(preview.exclusions.contains { $0.hasPrefix("fewShot: ") && $0.contains("no class is unseen") })
    #expect(!preview.exclusions.contains { $0.contains("csls") })
  }
}
