import Diagnostics
import FeatureStore
import Foundation
import LinearAlgebra
import Parallelism
import Randomness
import StrictYAML
import TestSupport
import Testing

@testable import Datasets
@testable import Encoders

/// Runs where `HARTRANSFER_MODELS` names a folder that holds the weights `limu-bert-*.h5`.
@Suite("LIMU-BERT")
struct LIMUBERTTests {
  static let names = ["limu-bert-x", "limu-bert-hhar", "limu-bert-motion", "limu-bert-shoaib", "limu-bert-uci"]

  static func isAtHand(_ names: [String]) -> Bool {
    guard let folder = ProcessInfo.processInfo.environment["HARTRANSFER_MODELS"] else { return false }
    return names.allSatisfy { FileManager.default.fileExists(atPath: "\(folder)/\($0).h5") }
  }

  /// Whether the default weights are there.
  static let isAtHand = isAtHand(["limu-bert-x"])
  static let reason: Comment = "needs HARTRANSFER_MODELS with limu-bert-*.h5"

  /// The units of UTD-MHAD.
  static let units = Dictionary(
    uniqueKeysWithValues: InertialChannels.names.map { ($0, $0.hasPrefix("acc") ? "g" : "deg/s") })

  /// A random walk of an inertial sensor at 50 Hz.
  static func recording(_ seed: UInt64, _ frames: Int, rate: Double = 50) -> TimeSeries {
    TimeSeries(values: series(seed, frames).values, rate: rate, channels: InertialChannels.names)
  }

  private func fitted(_ encoder: LIMUBERT = LIMUBERT(), units: [String: String] = units) throws
    -> any FittedRecordingEncoder
  {
    try encoder.fit([.series(Self.recording(1, 9))], units: units, seed: Seed(base: 0))
  }

  private func encode(_ series: TimeSeries, _ encoder: LIMUBERT = LIMUBERT()) throws -> [Float] {
    try fitted(encoder).encode(.series(series))
  }

  @Test(
    "what the original implementation gave for its sequences is given to 1e-5",
    .enabled(if: isAtHand(names), reason), arguments: names)
  func golden(name: String) throws {
    let url = try LIMUBERTWeights.file(name)
    let file = try HDF5File(reading: url)
    let (input, output) = try (file.dataset("/golden/input"), file.dataset("/golden/output"))
    let model = try LIMUBERTModel(reading: url, sha256: nil)
    #expect(input.shape == [8, model.length, 6] && output.shape == [8, model.length, model.hidden])
    let columns = 8 * model.length
    let found = model.hiddenStates(Matrix(6, columns, columnMajor: try input.read(as: Float.self)))
    let expected = Matrix(model.hidden, columns, columnMajor: try output.read(as: Float.self))
    #expect(largestDifference(found, expected) < 1e-5)
  }

  @Test("windows start every stride, and the last ends with the recording")
  func windows() {
    func starts(_ frames: Int, _ stride: Int) -> [Int] {
      FittedLIMUBERT.windowStarts(frames: frames, length: 20, stride: stride)
    }
    #expect(starts(45, 10) == [0, 10, 20, 25])
    #expect(starts(40, 10) == [0, 10, 20])
    #expect(starts(21, 10) == [0, 1])
    #expect(starts(100, 90) == [0, 80])
    #expect(starts(20, 10) == [0] && starts(7, 10) == [0])
  }

  @Test("units other than g and rad/s give the same features", .enabled(if: isAtHand, reason))
  func units() throws {
    let plain = Self.recording(3, 90)
    let expected = try encode(plain)
    for (acceleration, rate, a, r) in [
      ("mg", "rad/s", Float(1_000), Float.pi / 180), ("m/s^2", "deg/s", 9.8, 1), ("m/s²", "dps", 9.8, 1),
    ] {
      var other = plain
      other.values = other.values.scalingRows(by: [a, a, a, r, r, r])
      let units = Self.units.mapValues { $0 == "g" ? acceleration : rate }
      let found = try fitted(units: units).encode(.series(other))
      for (x, y) in inStep(found, expected) { #expect(abs(x - y) < 1e-3) }
    }
  }

  @Test("the order of the channels does not matter", .enabled(if: isAtHand, reason))
  func channelOrder() throws {
    let plain = Self.recording(4, 90)
    let order = [5, 0, 3, 1, 4, 2]
    let other = TimeSeries(
      values: plain.values.selectingRows(order), rate: 50, channels: order.map { plain.channels[$0] })
    let encoder = try LIMUBERT().fit([.series(other)], units: Self.units, seed: Seed(base: 0))
    #expect(try encoder.encode(.series(other)) == encode(plain))
  }

  @Test(
    "a recording at twice the rate that holds the same motion gives the same features", .enabled(if: isAtHand, reason))
  func trueTime() throws {
    let slow = Self.recording(5, 61, rate: 20)
    let fast = TimeSeries(
      values: interpolated(slow.values, frames: 121) { Double($0) / 2 }, rate: 40, channels: slow.channels)
    for (x, y) in inStep(try encode(slow), try encode(fast)) { #expect(abs(x - y) < 1e-5) }
    var other = slow
    other.rate = 50
    #expect(try encode(other) != encode(slow), "time is read off the rate")
  }

  /// Pooled over the whole recording alone.
  private func whole(_ pool: LIMUBERT.Pool) throws -> LIMUBERT {
    try LIMUBERT {
      $0.levels = [1]
      $0.pool = pool
    }
  }

  @Test(
    "a segment pools what all windows say of its frames; one between windows takes the nearest state",
    .enabled(if: isAtHand, reason))
  func levels() throws {
    let recording = Self.recording(8, 45, rate: 20)
    let model = try LIMUBERTModel(reading: LIMUBERTWeights.file("limu-bert-x"), sha256: nil)
    let input = try InertialChannels(recording.channels, units: Self.units, link: "test")
    func states(_ start: Int) -> Matrix<Float> {
      model.hiddenStates(input.converted(recording.values.columns(start..<(start + 20))))
    }
    // Windows start at 0, 10, 20 and 25; the second half is the frames 22 to 44.
    let all = [0, 10, 20, 25].map { (start: $0, states: states($0)) }
    let columns = all.flatMap { start, states in (0..<20).filter { start + $0 >= 22 }.map { states.column($0) } }
    let encoder = try LIMUBERT {
      $0.levels = [1, 2]
      $0.pool = .mean
    }
    let found = try encode(recording, encoder)
    #expect(found.count == 3 * 72)
    for (x, y) in inStep(found.suffix(72), Matrix(columns: columns).rowMeans) { #expect(abs(x - y) < 1e-5) }
    #expect(try Array(found.prefix(72)) == encode(recording, whole(.mean)))
    // Windows at 0 and 25 leave out the frames 20 to 24: the fifth of nine segments.
    let apart = try LIMUBERT {
      ($0.stride, $0.levels, $0.pool) = (90, [9], .mean)
    }
    let middle = try encode(recording, apart)[(4 * 72)..<(5 * 72)]
    for (x, y) in inStep(middle, all[0].states.column(19)) { #expect(abs(x - y) < 1e-5) }
  }

  @Test(
    "a window's hidden states are the same bits alone and beside other windows", .enabled(if: isAtHand, reason))
  func batch() throws {
    let model = try LIMUBERTModel(reading: LIMUBERTWeights.file("limu-bert-x"), sha256: nil)
    let input = try InertialChannels(InertialChannels.names, units: Self.units, link: "test")
      .converted(Self.recording(9, 380, rate: 20).values)
    let together = model.hiddenStates(input)
    for start in stride(from: 0, to: 380, by: 20) {
      let alone = model.hiddenStates(input.columns(start..<(start + 20)))
      #expect(alone == together.columns(start..<(start + 20)))
    }
  }

  @Test(
    "a recording's features are the same bits alone and beside others, on any number of threads",
    .enabled(if: isAtHand, reason))
  func threads() throws {
    let fitted = try fitted()
    let recordings = (0..<24).map { Signal.series(Self.recording(UInt64($0), 30 + 17 * $0)) }
    let alone = try recordings.map { try fitted.encode($0) }
    for threads in [2, 3, 8] {
      #expect(try concurrentMap(24, threads: threads) { try fitted.encode(recordings[23 - $0]) } == alone.reversed())
    }
  }

  @Test("of a short recording only its own frames are pooled", .enabled(if: isAtHand, reason))
  func short() throws {
    let recording = Self.recording(6, 12, rate: 20)
    let model = try LIMUBERTModel(reading: LIMUBERTWeights.file("limu-bert-x"), sha256: nil)
    let input = try InertialChannels(recording.channels, units: Self.units, link: "test")
    let window = recording.values.selectingColumns((0..<20).map { min($0, 11) })
    let states = model.hiddenStates(input.converted(window)).columns(0..<12)
    for (x, y) in inStep(try encode(recording, whole(.mean)), states.rowMeans) { #expect(abs(x - y) < 1e-5) }
    let one = try encode(Self.recording(6, 1), whole(.meanDeviation))
    #expect(one.count == 144 && one.suffix(72).allSatisfy { $0 == 0 })
  }

  @Test(
    "the mean of mean-deviation is mean; the deviation is that of the pooled states", .enabled(if: isAtHand, reason))
  func pools() throws {
    let recording = Self.recording(7, 20, rate: 20)
    let both = try encode(recording, whole(.meanDeviation))
    #expect(try Array(both.prefix(72)) == encode(recording, whole(.mean)))
    let model = try LIMUBERTModel(reading: LIMUBERTWeights.file("limu-bert-x"), sha256: nil)
    let input = try InertialChannels(recording.channels, units: Self.units, link: "test")
    let states = model.hiddenStates(input.converted(recording.values))
    for i in 0..<72 {
      let row = states.row(i)
      let mean = row.reduce(0, +) / 20
      let deviation = (row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20).squareRoot()
      #expect(abs(both[72 + i] - deviation) < 1e-5)
    }
  }

  @Test("a record says the SHA-256 of the weights, and other weights are refused", .enabled(if: isAtHand, reason))
  func provenance() throws {
    let chain = try EncoderChain([], LIMUBERT())
    let json = try chain.canonicalJSON()
    let sha256 = try #require(json.firstMatch(of: /"sha256":"([0-9a-f]{64})"/)).1
    #expect(try StrictYAML.decode(EncoderChain.self, from: json, file: "chain.yaml") == chain)
    _ = try fitted(LIMUBERT { $0.sha256 = String(sha256) })
    let error = #expect(throws: InputError.self) {
      try fitted(LIMUBERT { ($0.weights, $0.sha256) = ("limu-bert-x.h5", String(repeating: "0", count: 64)) })
    }
    #expect(error?.found == "SHA-256 \(sha256)")
  }

  /// Three recordings of different lengths, with or without a manifest that declares units.
  private func source(declared: Bool) throws -> GeneratedSource {
    var source = try GeneratedSource([
      "imu": (0..<3).map { .series(Self.recording(UInt64($0), 60 + 30 * $0)) }
    ])
    let modality = Modality(
      name: "imu", title: "", rate: 50, channels: InertialChannels.names,
      units: ["g", "g", "g", "deg/s", "deg/s", "deg/s"], placement: "")
    source.declared = declared ? [modality] : []
    return source
  }

  private func encode(_ source: GeneratedSource, _ chain: EncoderChain, threads: Int = 2) throws -> ModalityFeatures {
    try Encoders.encode(
      source, modality: "imu", chain: chain, fittedOn: [0, 1], seed: Seed(base: 0), threads: threads)
  }

  @Test("without declared units, or past a stage that changes them, recordings are refused")
  func unknownUnits() throws {
    for (declared, stages) in [(false, []), (true, [StandardiseChannels()])] {
      let chain = try EncoderChain(stages, LIMUBERT())
      let error = #expect(throws: InputError.self) { try encode(source(declared: declared), chain) }
      #expect(error?.found == "no known unit" && error?.place.contains("acceleration-x") == true)
    }
  }

  @Test(
    "the units come from the data set's manifest; recordings stream, on any number of threads",
    .enabled(if: isAtHand, reason))
  func manifestUnits() throws {
    let source = try source(declared: true)
    let features = try encode(source, EncoderChain([], LIMUBERT()))
    #expect(features.fittedOn == nil)
    for row in 0..<3 {
      let recording = Self.recording(UInt64(row), 60 + 30 * row)
      #expect(try features.matrix.column(row) == encode(recording))
    }
    #expect(try encode(source, EncoderChain([], LIMUBERT()), threads: 1).matrix == features.matrix)
  }

  private func refusal(_ body: () throws -> Void) -> String {
    #expect(throws: InputError.self, performing: body).map { "\($0)" } ?? ""
  }

  @Test("wrong channels, units and weights are refused by name")
  func refusals() throws {
    func channels(_ names: [String], _ units: [String: String]) -> String {
      refusal { _ = try InertialChannels(names, units: units, link: "limu-bert") }
    }
    #expect(channels(channelNames(6), Self.units).contains("'hip-center-x'"))
    #expect(channels(Array(InertialChannels.names.prefix(3)), Self.units).contains("3 channels"))
    var units = Self.units
    units["angular-rate-y"] = "rpm"
    #expect(channels(InertialChannels.names, units).contains("'rpm'"))
    #expect(refusal { _ = try fitted(LIMUBERT({ $0.weights = "/no/such/weights" })) }.contains("/no/such/weights.h5"))
  }

  @Test("a recording without a rate is refused", .enabled(if: isAtHand, reason))
  func rates() {
    for rate in [0, -1, .nan, .infinity, 1e-300] {
      #expect(refusal { _ = try encode(Self.recording(1, 30, rate: rate)) }.contains("rate"))
    }
  }

  @Test("damaged weights are refused by the name of what is wrong", .enabled(if: isAtHand, reason))
  func damaged() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).h5")
    defer { try? FileManager.default.removeItem(at: url) }
    let sizes = [
      "feature_num": 6.0, "seq_len": 20, "hidden": 72, "hidden_ff": 144, "n_heads": 4, "n_layers": 4,
      "sample_rate_hz": 20, "layer_norm_epsilon": 1e-12,
    ].sorted { $0.key < $1.key }
    for (name, wrong) in [("n_heads", 5.0), ("seq_len", 0), ("hidden", 7.5), ("feature_num", 9)] {
      try HDF5File.create(url) { file in
        for (key, value) in sizes { try file.setAttribute(key, of: "/", to: key == name ? wrong : value) }
      }
      let error = #expect(throws: InputError.self) { try LIMUBERTModel(reading: url, sha256: nil) }
      #expect(error?.place.contains(name) == true)
    }
    try HDF5File.create(url) { file in
      for (key, value) in sizes { try file.setAttribute(key, of: "/", to: value) }
    }
    let error = #expect(throws: InputError.self) { try LIMUBERTModel(reading: url, sha256: nil) }
    #expect(error?.place.contains("transformer/embed/lin/weight") == true)
  }
}
