import Alignment
import Classifiers
import Datasets
import FeatureStore
import Files
import Foundation
import LinearAlgebra
import Randomness
import Splits
import Testing

@testable import Benchmarking

/// What a selection says of a candidate is what the candidate gives on new subjects.
@Suite("Inner scores")
struct InnerScoreTests {
  static let direction = Direction(source: "modality-1", target: "modality-2")

  /// Six classes in 60 latents of falling size, seen by two modalities of many features with noise:
  /// 110 pairs and 200 labelled rows of five subjects, and 300 test rows of a sixth.
  static func features() throws -> FeatureSet {
    let (classes, size, count) = (6, 60, 610)
    var generator = Seed(base: 3).generator
    func normal(_ rows: Int, _ columns: Int) -> Matrix<Double> {
      Matrix<Double>(rows, columns).map { _ in generator.normal() }
    }
    let labels = (0..<count).map { $0 % classes }
    let means = 1.5 * normal(size, classes)
    let latents = (means.selectingColumns(labels) + normal(size, count))
      .scalingRows(by: (1...size).map { 1 / Double($0).squareRoot() })
    let modalities = [300, 250].enumerated().map { place, d in
      ModalityFeatures(
        name: "modality-\(place + 1)", values: .double(normal(d, size) * latents + normal(d, count)), encoder: "none")
    }
    let samples = try SampleTable(
      ids: (0..<count).map { "s\($0)" }, labels: labels, classNames: (0..<classes).map { "c\($0)" },
      subjects: (0..<count).map { $0 < 310 ? $0 % 5 : 5 })
    return try FeatureSet(samples: samples, modalities: modalities, origin: FeatureOrigin(dataset: "synthetic"))
  }

  static func data() throws -> SplitData {
    let features = try features()
    let split = Split(
      protocolName: "test", name: "one",
      roles: Roles(
        labelled: Array(110..<310), paired: Array(0..<110), test: Array(310..<610)),
      candidateClasses: Array(0..<6), promises: SplitPromises(overlap: .disjoint, separatesSubjects: true))
    return try SplitData(features, split: split, reduction: Reduction { $0.pca = 80 })
  }

  static func selector(_ data: SplitData) -> AlignmentSelector {
    AlignmentSelector(data: data, direction: direction, classifier: NearestCentroid(), sourceLatents: nil)
  }

  /// How often the target's side of the fold's test rows is named as the teacher names the
  /// source's.
  static func agreement(_ method: any AlignmentMethod, on fold: SplitData, of data: SplitData) throws -> Double {
    let (alignment, _) = try fold.fit(method, direction: direction)
    let rows = try DirectionData(fold, direction)
    let selector = selector(data)
    let learned = try selector.learned(alignment, rows)
    let recognised = try learned.predict(rows.targetLatents(rows.matched, by: alignment), among: learned.classes)
    return Double(zip(recognised, try selector.teacherNames(of: rows.matched)).count { $0 == $1 })
      / Double(rows.matched.count)
  }

  static func methods() throws -> [any AlignmentMethod] {
    var infonce = PairTraining()
    (infonce.k, infonce.epochs) = (64, 40)
    return [try CCA { $0.k = 64 }, try InfoNCE { $0.training = infonce }]
  }

  @Test("the inner score of a whitening method with few pairs is near its test score", arguments: 0..<2)
  func estimates(index: Int) throws {
    let method = try Self.methods()[index]
    let data = try Self.data()
    let outer = try Self.agreement(method, on: data, of: data)
    let splits = InnerFolds.splits(of: data)
    let selected = try Self.selector(data)(
      AlignmentChoice(selecting: [method], by: .teacherAgreement), by: .teacherAgreement)
    let inner = try #require(selected.report.candidates[0].score)
    #expect(outer > 0.5 && abs(inner - outer) < 0.15, "\(inner) inside, \(outer) on the test")
    // Components fitted on all pairs, those that are left out too, say nothing of these.
    let blind = try splits.map { try Self.agreement(method, on: SplitData(data, split: $0), of: data) }
    let mean = blind.reduce(0, +) / Double(blind.count)
    #expect(mean < outer - 0.3, "\(mean) with one reduction for all")
  }

  @Test("a fold's reduction is fitted on the pairs that it keeps; rows without a role in it are NaN")
  func refitted() throws {
    let data = try Self.data()
    let splits = InnerFolds.splits(of: data)
    let folds = try data.refitted(on: splits)
    #expect(folds.count == splits.count && folds.count > 1)
    for (fold, split) in zip(folds, splits) {
      let paired = fold.columns(split.roles.paired, of: "modality-1")
      #expect(paired.rows == 80)
      #expect(paired.rowMeans.allSatisfy { abs($0) < 1e-9 })
      let test = fold.columns(data.split.roles.test, of: "modality-1")
      #expect(test.withUnsafeElements { $0.allSatisfy(\.isNaN) })
      let own = fold.columns(split.roles.labelled + split.roles.test, of: "modality-1")
      #expect(own.withUnsafeElements { $0.allSatisfy(\.isFinite) })
    }
    // The same as a split of its own would have.
    let whole = try SplitData(Self.features(), split: splits[0], reduction: Reduction { $0.pca = 80 })
    #expect(
      whole.columns(splits[0].roles.test, of: "modality-2") == folds[0].columns(splits[0].roles.test, of: "modality-2"))
  }

  @Test("features of rows that a fold leaves out change nothing in what it fits")
  func leftOut() throws {
    let features = try SyntheticDataset {
      ($0.samples, $0.dimensions, $0.latentDimension) = (320, [20, 15], 3)
      ($0.classes, $0.noise) = (4, 1)
    }
    .features(seed: Seed(base: 1))
    let split = try SplitProtocol(named: "random-40-40-10-10").splits(of: features.samples, seed: Seed(base: 2))[0]
    let data = try SplitData(features, split: split, reduction: Reduction { $0.pca = 10 })
    let fold = InnerFolds.splits(of: data)[0]
    let others = try FeatureSet(
      samples: features.samples,
      modalities: features.modalities.map { modality in
        var values = modality.values.columns(Array(0..<features.samples.count))
        for row in fold.roles.test { for i in 0..<values.rows { values[i, row] *= 1e3 } }
        var changed = modality
        changed.values = .double(values)
        return changed
      }, origin: features.origin)
    let other = try SplitData(others, split: split, reduction: Reduction { $0.pca = 10 })
    let reduced = try [data, other].map {
      try $0.refitted(on: [fold])[0].columns(fold.roles.paired, of: "modality-1")
    }
    #expect(reduced[0] == reduced[1])
  }

  @Test("the record says which encoders were not fitted anew in the folds")
  func encoders() throws {
    let fixture = try SyntheticFixture()
    let ids = fixture.split.roles.paired.map { fixture.features.samples.ids[$0] }
    var modalities = fixture.features.modalities
    modalities[1].fittedOn = ids
    let learned = try FeatureSet(
      samples: fixture.features.samples, modalities: modalities, origin: fixture.features.origin)
    let choice = AlignmentChoice(selecting: try SelectionTests.candidates, by: .pairRetrieval)
    #expect(
      try fixture.outcome(.alignment(choice), on: learned).selection?.encodersOfAllPairs == ["modality-2"])
    let plain = try #require(try fixture.outcome(.alignment(choice), on: fixture.features).selection)
    #expect(plain.encodersOfAllPairs == nil)
    #expect(!String(decoding: try CanonicalJSON.data(plain), as: UTF8.self).contains("encodersOfAllPairs"))
  }
}

/// What inner folds of one subject leave out.
@Suite("Inner folds of one subject")
struct OneSubjectFoldTests {
  /// Windows of recordings: classes by trials by windows, all of one subject.
  static func samples(classes: Int = 3, trials: [Int]?, windows: Int = 4) throws -> SampleTable {
    var rows: [(label: Int, trial: Int, window: Int)] = []
    for label in 0..<classes {
      for trial in trials ?? [0] { for window in 0..<windows { rows.append((label, trial, window)) } }
    }
    return try SampleTable(
      ids: rows.map { "c\($0.label)-t\($0.trial)-w\($0.window)" }, labels: rows.map(\.label),
      classNames: (0..<classes).map { "c\($0)" }, subjects: rows.map { _ in 7 },
      trials: trials == nil ? nil : rows.map(\.trial))
  }

  static func folds(_ samples: SampleTable, _ paired: [Int]) -> [Set<Int>] {
    let units = InnerUnits(of: paired, in: samples)
    return (0..<units.count).map { left in Set(paired.filter { units.fold(of: $0) == left }) }
  }

  @Test("windows of one recording stand on one side")
  func recordings() throws {
    let samples = try Self.samples(trials: [1, 2, 3, 4, 5, 6])
    let all = Array(0..<samples.count)
    let folds = Self.folds(samples, all)
    #expect(folds.count == 5 && folds.reduce(0) { $0 + $1.count } == all.count)
    for fold in folds {
      let names = { (rows: [Int]) in Set(rows.map { samples.ids[$0].split(separator: "-w")[0] }) }
      #expect(!fold.isEmpty && names(Array(fold)).isDisjoint(with: names(all.filter { !fold.contains($0) })))
    }
    // Labels are not looked at.
    let others = try SampleTable(
      ids: samples.ids, labels: samples.labels.map { 2 - $0 }, classNames: samples.classNames,
      subjects: samples.subjects, trials: samples.trials)
    #expect(Self.folds(others, all) == folds)
  }

  @Test("where trials are unknown every row stands for itself; where all rows are of one trial, fifths in order do")
  func withoutTrials() throws {
    let unknown = try Self.samples(trials: nil)
    #expect(Self.folds(unknown, Array(0..<12)).map(\.count) == [3, 3, 2, 2, 2])
    let single = try Self.samples(trials: [1])
    let folds = Self.folds(single, Array(0..<12))
    #expect(folds.count == 5)
    for fold in folds { #expect(fold.max().map { $0 - (fold.min() ?? 0) } == fold.count - 1) }
    #expect(Self.folds(single, [3]).count < 2)
  }
}
