import Alignment
import Datasets
import Diagnostics
import FeatureStore
import LinearAlgebra
import PlainText
import Randomness
import TestSupport
import Testing
@testable import Benchmarking
@testable import Classifiers
@testable import Encoders
@testable import Leaderboards
@testable import Metrics
@testable import Splits

/// Each example is used as its family is used. The contract tests say more; `run.py` runs them over
/// the examples.
@Suite("Examples of extensions do what their family asks")
struct ExampleTests {
  private let recordings: [Signal] = (1...3).map { seed in
    .series(TimeSeries(values: randomMatrix(2, 30, seed: seed).map { Float($0) }, rate: 50, channels: ["x", "y"]))
  }

  @Test("a floor: the means of both latents meet, whatever the offsets of the features")
  func floor() throws {
    let views = [randomMatrix(4, 30, seed: 3), randomMatrix(3, 30, seed: 4)].map { view in
      view.addingToColumns([Double](repeating: 7, count: view.rows))
    }
    let pairs = try PairedFeatures(modalities: ["video", "imu"], views: views)
    let fitted = try MeanShift { $0.k = 2 }.fit(pairs)
    for (name, view) in inStep(pairs.modalities, views) {
      #expect(try largestMagnitude(fitted.embed(view, of: name).rowMeans) < 1e-12)
    }
    #expect(throws: InputError.self) { try MeanShift { $0.k = 4 }.fit(pairs) }
  }

  @Test("the declared parameters hold, and cards say something of everything")
  func declarations() throws {
    try expectDeclarationsHold(MeanShift.self, MeanShift.name)
    try expectDeclarationsHold(SeparateComponents.self, SeparateComponents.name)
    try expectDeclarationsHold(NearestMedian.self, NearestMedian.name)
    try expectDeclarationsHold(ScoreCentring.self, ScoreCentring.name)
    try expectDeclarationsHold(Crossings.self, Crossings.name)
    try expectDeclarationsHold(MovingAverage.self, MovingAverage.name)
    try expectDeclarationsHold(LastSubjects.self, LastSubjects.name)
    let cards = [
      MeanShift.card, SeparateComponents.card, NearestMedian.card, ScoreCentring.card, Crossings.card,
      MovingAverage.card,
    ]
    for card in cards {
      for text in [card.summary, card.objective, card.solution, card.cost, card.source] { #expect(text.count > 3) }
    }
  }

  @Test("an alignment is fitted on pairs and embeds every modality in k dimensions, or names the largest k")
  func alignment() throws {
    let views = [randomMatrix(6, 40, seed: 1), randomMatrix(5, 40, seed: 2)]
    let pairs = try PairedFeatures(modalities: ["a", "b"], views: views)
    let fitted = try SeparateComponents { $0.k = 3 }.fit(pairs)
    for (name, view) in inStep(pairs.modalities, views) {
      let latents = try fitted.embed(view, of: name)
      #expect(latents.rows == 3 && latents.columns == 40 && fitted.latentDimension == 3)
      // Components do not correlate.
      let products = latents.gramOfRows()
      #expect(abs(products[0, 1]) < 1e-10 * products[0, 0])
    }
    #expect(throws: (any Error).self) { try SeparateComponents { $0.k = 6 }.fit(pairs) }
  }

  @Test("a classifier tells classes apart that are apart, and one odd sample does not matter")
  func classifier() throws {
    let samples = Matrix<Double>(rows: [[0, 1, 2, 900, 10, 11, 12], [0, 1, 0, 1, 5, 5, 6]])
    let fitted = try NearestMedian().fit(samples, labels: [3, 3, 3, 3, 7, 7, 7])
    #expect(try fitted.predict(Matrix(rows: [[1, 11], [0, 5]]), among: [3, 7]) == [3, 7])
    #expect(try fitted.predict(Matrix(2, 0), among: [3]).isEmpty)
  }

  @Test("a decoding takes back what the whole batch prefers")
  func decoding() throws {
    let fitted = try NearestMedian().fit(Matrix(rows: [[0, 10]]), labels: [0, 1])
    let batch = TestBatch(
      samples: Matrix(rows: [[0, 1, 3, 4]]), groups: [0, 0, 0, 0], reference: Matrix(rows: [[0, 10]]))
    #expect(try fitted.predict(batch.samples, among: [0, 1]) == [0, 0, 0, 0])
    #expect(try ScoreCentring().predict(batch, by: fitted, among: [0, 1]) == [0, 0, 1, 1])
    #expect(try ScoreCentring { $0.share = 0 }.predict(batch, by: fitted, among: [0, 1]) == [0, 0, 0, 0])
    #expect(try ScoreCentring().predict(batch, by: fitted, among: [9]) == [nil, nil, nil, nil])
  }

  @Test("an encoder gives its number of features, the same each time, and refuses to be fitted on nothing")
  func encoder() throws {
    let fitted = try Crossings().fit(recordings, seed: Seed(base: 1))
    for recording in recordings {
      let features = try fitted.encode(recording)
      #expect(features.count == fitted.dimension && features.allSatisfy { (0...1).contains($0) })
      #expect(try fitted.encode(recording) == features)
    }
    #expect(throws: (any Error).self) { try Crossings().fit([], seed: Seed(base: 1)) }
  }

  @Test("a stage keeps rate, length and channels, and a constant stays constant")
  func stage() throws {
    let stage = try MovingAverage { $0.reach = 1 }
    let values = Matrix<Float>(rows: [[0, 3, 6, 0]])
    let after = try stage.apply(.series(TimeSeries(values: values, rate: 20, channels: ["x"]))).series(for: "test")
    #expect(after.values == Matrix<Float>(rows: [[1.5, 3, 3, 3]]) && after.rate == 20 && after.channels == ["x"])
    let none = Signal.series(TimeSeries(values: Matrix(1, 0), rate: 20, channels: ["x"]))
    #expect(throws: InputError.self) { try stage.apply(none) }
  }

  @Test("a metric stays within its range, is best on perfect predictions and undefined without samples")
  func metric() {
    let metric = PredictionMetric.worstRecall
    let truth = [0, 0, 1, 1]
    #expect(metric(truth: truth, predictions: [0, 0, 1, 0], classCount: 2) == 0.5)
    #expect(metric(truth: truth, predictions: truth, classCount: 2) == metric.description.highest)
    #expect(metric(truth: truth, predictions: [1, 1, 0, nil], classCount: 2) == metric.description.lowest)
    #expect(metric(truth: [], predictions: [], classCount: 2) == nil)
  }

  @Test("a protocol's split passes the leakage check and tests the subjects that it names")
  func splits() throws {
    let samples = try samples()
    let split = try #require(
      try SplitProtocol(LastSubjects { $0.count = 2 }).splits(of: samples, seed: Seed(base: 1)).first)
    #expect(Set(split.roles.test.map { samples.subjects[$0] }) == [3, 4])
    #expect(Set(split.roles.labelled.map { samples.subjects[$0] }) == [1, 2])
    #expect(throws: (any Error).self) {
      try SplitProtocol(LastSubjects { $0.count = 4 }).splits(of: samples, seed: Seed(base: 1))
    }
  }

  /// Recordings of 1 throughout.
  private struct Ones: RecordingSource {
    let samples: SampleTable
    let modalities = ["imu"]
    let manifest: Manifest

    func checksum(of modality: String) -> String { modality }
    func signal(row: Int, modality: String) -> Signal {
      .series(TimeSeries(values: Matrix<Float>(rows: [[1, 1]]), rate: 20, channels: ["x"]))
    }
  }

  @Test("an axis changes the recordings of the test alone, and none at its default")
  func axis() throws {
    let sensor = TwoSensorManifest.Sensor(units: "g", channels: "x", files: "{person}_{move}_{rep}.csv", columns: "x")
    let manifest = try Manifest.decode(
      TwoSensorManifest(accelerometer: sensor, gyroscope: sensor).text, file: "manifest")
    let samples = try samples()
    let split = try #require(try SplitProtocol(LastSubjects()).splits(of: samples, seed: Seed(base: 1)).first)
    let data = Axis.ChangedData(split: split, samples: samples, incompleteTargets: [], seed: Seed(base: 1))
    let recordings = Ones(samples: samples, manifest: manifest)
    let target = Axis.RecordedTarget(
      recordings: recordings, modality: "imu", lengths: RecordingLengths(of: recordings))
    let axis = Axis.lostGain
    guard case .recordings(let change) = axis.change else { throw NoChange() }
    #expect(axis.values.allow(0.25) && !axis.values.allow(2))
    for (share, expected) in [(0.25, Float(0.75)), (0, 1)] {
      let changed = try change(share, data, target)
      for row in samples.ids.indices {
        let value = try changed.signal(row: row, modality: "imu").series(for: "test").values[0, 1]
        #expect(value == (split.roles.test.contains(row) ? expected : 1))
      }
    }
  }

  @Test("a criterion has a name of its own, needs no label of the target, and is decoded by its name")
  func criterion() {
    #expect(SelectionCriterion(PairDistance.self).rawValue == "pair-distance" && !PairDistance.usesTargetLabels)
    #expect(!SelectionCriterion.allCases.contains(SelectionCriterion(PairDistance.self)))
  }

  private struct NoChange: Error {}

  /// Two classes, four subjects with three trials of each.
  private func samples() throws -> SampleTable {
    let all = 0..<24
    return try SampleTable(
      ids: all.map { "s\($0)" }, labels: all.map { $0 % 2 }, classNames: ["a", "b"], subjects: all.map { 1 + $0 / 6 },
      trials: all.map { 1 + $0 % 6 / 2 })
  }

  @Test("a renderer writes every cell of every table, and no cell breaks a line")
  func renderer() {
    struct Sample: Presentable {
      let pages: [[Block]] = []
      let tables = [TextTable(heads: ["name", "n"], lines: [["a\tb\nc", "1"]], textColumns: 1)]
      let json = 0
    }
    #expect(TabsRenderer.text(of: Sample(), in: Layout()) == "name\tn\na b c\t1\n")
    #expect(TabsRenderer.text(of: [Sample(), Sample()], in: Layout()) == "name\tn\na b c\t1\n\nname\tn\na b c\t1\n")
  }
}
