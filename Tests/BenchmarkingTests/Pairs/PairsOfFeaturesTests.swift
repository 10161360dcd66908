import Diagnostics
import FeatureStore
import Foundation
import StrictYAML
import TestSupport
import Testing

@testable import Benchmarking
@testable import Records

/// Pairs of another feature file: the law that the map is that of own pairs with the same numbers.
@Suite("Pairs of other features")
struct PairsOfFeaturesTests {
  private static let parts: [StoredFixture.Part] = [
    .init(name: "left"), .init(name: "right"), .init(name: "left", form: .sequences),
    .init(name: "right", form: .sequences),
  ]

  /// The rows of the training persons as a data set of their own, with other ids, persons and
  /// classes.
  private static func elsewhere(_ set: FeatureSet, labels: (Int) -> Int = { $0 }) throws -> FeatureSet {
    let rows = set.samples.subjects.indices.filter { !set.samples.subjects[$0].isMultiple(of: 2) }
    let table = try SampleTable(
      ids: rows.map { "x\($0)" }, labels: rows.map { labels(set.samples.labels[$0]) },
      classNames: ["p", "q", "r", "s"],
      subjects: rows.map { set.samples.subjects[$0] })
    let modalities = set.all.map { modality in
      var part = modality
      part.values = modality.values.selecting(rows)
      return part
    }
    return try FeatureSet(samples: table, modalities: modalities, origin: FeatureOrigin(dataset: "elsewhere"))
  }

  private static func with(
    _ fixture: StoredFixture, labels: (Int) -> Int = { $0 }, _ change: (inout [ModalityFeatures]) -> Void = { _ in }
  ) throws -> String {
    let set = try elsewhere(StoredFixture.features(parts), labels: labels)
    var modalities = set.all
    change(&modalities)
    let changed = try FeatureSet(samples: set.samples, modalities: modalities, origin: set.origin)
    let url = fixture.url("elsewhere-\(UUID().uuidString).h5")
    try FeatureFile.write(changed, to: url)
    return "{dataset: {features: {files: [\(url.path)]}}}"
  }

  private static func withFixture(_ body: (StoredFixture) throws -> Void) throws {
    let fixture = try StoredFixture()
    defer { fixture.remove() }
    try fixture.write("own.h5", parts)
    try body(fixture)
  }

  @Test("pairs with the same numbers give the same predictions and scores, wherever they stand: clips, frames, both")
  func law() throws {
    try Self.withFixture { fixture in
      let pairs = try Self.with(fixture)
      let records = try fixture.run(
        fixture.configuration(["own.h5"], rest: "pairs: [own, \(pairs)]\n\(StoredFixture.both)"))
      let (own, foreign) = (records.filter { $0.trial.pairs == nil }, records.filter { $0.trial.pairs != nil })
      #expect(own.count == foreign.count && own.count > 10 && foreign.allSatisfy { $0.error == nil })
      // A weight of frames is chosen on inner folds of persons: those of the pairs are others.
      for record in own where record.trial.level != .both {
        let other = try #require(
          foreign.first {
            $0.trial.alignment == record.trial.alignment && $0.trial.level == record.trial.level
              && $0.trial.classifier == record.trial.classifier
          })
        #expect(other.error == nil && record.predictions?.predicted == other.predictions?.predicted)
        #expect(other.key != record.key)
        for (name, score) in record.scores {
          #expect(other.scores[name] == score, "\(record.trial.alignment.name) \(name)")
        }
      }
    }
  }

  @Test("the labels of the other data set are not read")
  func labels() throws {
    try Self.withFixture { fixture in
      let runs = try [{ $0 }, { 3 - $0 }].map { (labels: @escaping (Int) -> Int) in
        try fixture.run(fixture.configuration(["own.h5"], rest: "pairs: \(Self.with(fixture, labels: labels))"))
      }
      for (one, other) in inStep(runs[0], runs[1]) {
        #expect(one.predictions?.predicted == other.predictions?.predicted && one.scores == other.scores)
        #expect(one.key != other.key, "the bytes of the file are others")
      }
    }
  }

  @Test("features that another encoder made are refused by what differs")
  func refusals() throws {
    let changes: [(String, (inout [ModalityFeatures]) -> Void)] = [
      ("encoder", { $0[0].encoder = "another" }), ("units", { $0[0].units = "mm" }),
      ("encoder_parameters", { $0[0].encoderParameters = "{\"a\":1}" }),
      ("pretrained_on", { $0[0].pretrainedOn = "the moon" }), ("fitted_on", { $0[0].fittedOn = ["x0"] }),
      ("dimension", { $0[0].values = .float(.init(2, $0[0].values.count)) }),
    ]
    try Self.withFixture { fixture in
      for (key, change) in changes {
        let pairs = try Self.with(fixture, change)
        let fault = #expect(throws: InputError.self) {
          try fixture.runner(fixture.configuration(["own.h5"], rest: "pairs: \(pairs)"))
        }
        #expect("\(try #require(fault))".contains("features of 'left': \(key)"), "\(key)")
      }
      let same = "{dataset: {features: {files: [\(fixture.url("own.h5").path)]}}}"
      let fault = #expect(throws: InputError.self) {
        try fixture.runner(fixture.configuration(["own.h5"], rest: "pairs: \(same)"))
      }
      #expect("\(try #require(fault))".contains("the data set itself"))
    }
  }

  @Test("synthetic data have no pairs elsewhere")
  func synthetic() throws {
    let fixture = try StoredFixture()
    defer { fixture.remove() }
    let configuration = try StrictYAML.decode(
      BenchmarkConfiguration.self,
      from: """
        benchmark: generated
        dataset: {synthetic: {samples: 40}}
        pairs: {dataset: spar}
        protocols: [cross-subject]
        alignments: [procrustes]
        classifiers: [lda]
        """, file: "t.yaml")
    let fault = #expect(throws: InputError.self) { try fixture.runner(configuration) }
    #expect("\(try #require(fault))".contains("beside synthetic data"))
  }
}
