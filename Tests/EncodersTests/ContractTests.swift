import Datasets
import Diagnostics
import LinearAlgebra
import Randomness
import TestSupport
import Testing

@testable import Encoders

/// What holds for every entry of the registries: a new file is tested before its author writes a
/// test.
@Suite("The contract of stages and encoders")
struct ContractTests {
  private static func signals(_ kind: SignalKind, frames: Int, count: Int = 4) -> [Signal] {
    (0..<count).map { i in
      switch kind {
      case .series: .series(series(UInt64(i), frames))
      case .depth: .depth(video(UInt64(i), frames))
      case .grid: .grid(grid(UInt64(i), frames))
      case .points: .points(cloud(UInt64(i), frames))
      case .text: .text(SentenceEmbeddingTests.texts[i])
      }
    }
  }

  /// Recordings that suit a stage: skeletons for one that asks for joints, those of a wearable
  /// sensor for one that asks for their units, any of its kind for others.
  private static func signals(for type: any SignalStage.Type, frames: Int) -> [Signal] {
    let skeletons: [any SignalStage.Type] = [SkeletonKinematics.self, VirtualIMU.self, LimbKinematics.self]
    if type == IMUKinematics.self { return (0..<4).map { .series(wearable(UInt64($0), frames)) } }
    guard skeletons.contains(where: { $0 == type }) else { return signals(type.input, frames: frames) }
    return (0..<4).map { .series(skeleton(UInt64($0), frames)) }
  }

  /// The units of all of these.
  private static let context = StageContext(
    units: LIMUBERTTests.units.merging(kinectUnits("m"), uniquingKeysWith: { first, _ in first }))

  /// Recordings that suit an encoder: inertial ones for an encoder that needs units, any of its
  /// kind for others.
  private static func signals(for type: any RecordingEncoder.Type) -> [Signal] {
    guard type == LIMUBERT.self else { return signals(type.input, frames: 40) }
    return (0..<4).map { .series(LIMUBERTTests.recording(UInt64($0), 40)) }
  }

  /// Encoders whose defaults can be fitted here; pretrained weights may be missing, and then the
  /// test of that encoder is listed as skipped below.
  private static let fittable = EncoderRegistry.entries.filter { $0 != LIMUBERT.self || LIMUBERTTests.isAtHand }
    .map { $0.name }

  @Test("pretrained encoders take part in the contract", .enabled(if: LIMUBERTTests.isAtHand, LIMUBERTTests.reason))
  func pretrained() { #expect(Self.fittable == EncoderRegistry.names) }

  /// Runs `body`; anything but a result or an `InputError` fails the test.
  private func worksOrRefuses(_ body: () throws -> Void, _ comment: Comment) {
    do { try body() } catch {
      #expect(error is InputError, comment)
      #expect("\(error)".count > 20, comment)
    }
  }

  /// The encoder with its defaults; one that reads a file has a made one.
  private func make(_ type: any RecordingEncoder.Type) throws -> any RecordingEncoder {
    guard type == SentenceEmbedding.self else { return type.init() }
    return try SentenceEmbedding { $0.embeddings = try SentenceEmbeddingTests.madeFile() }
  }

  private func requireFinite(_ features: [Float]) { #expect(!features.contains { !$0.isFinite }) }

  @Test("names are unique, and stages and encoders do not share any")
  func names() {
    let names = SignalStageRegistry.names + EncoderRegistry.names
    #expect(Set(names).count == names.count)
    for name in names { #expect(!name.contains { !$0.isLowercase && !$0.isNumber && $0 != "-" }) }
  }

  @Test(
    "a stage gives finite signals of the kind it promises, the same each time", arguments: SignalStageRegistry.names)
  func stage(name: String) throws {
    let type = try #require(SignalStageRegistry.entry(named: name))
    let training = Self.signals(for: type, frames: 40)
    let fitted = try type.init().fit(training, in: Self.context)
    let again = try type.init().fit(training, in: Self.context)
    for signal in training + Self.signals(for: type, frames: 25) {
      let result = try fitted.apply(signal)
      #expect(result.kind == type.output)
      #expect(result.values == (try again.apply(signal).values))
      if case .series(let series) = result {
        #expect(series.rate > 0 && Set(series.channels).count == series.channels.count)
      }
      try result.requireFinite()
    }
  }

  @Test("an encoder gives finite vectors of its dimension, the same each time", arguments: try nonEmpty(fittable))
  func encoder(name: String) throws {
    let type = try #require(EncoderRegistry.entry(named: name))
    let signals = Self.signals(for: type)
    let fitted = try make(type).fit(signals, units: LIMUBERTTests.units, seed: Seed(base: 1))
    let again = try make(type).fit(signals, units: LIMUBERTTests.units, seed: Seed(base: 1))
    for signal in signals {
      let features = try fitted.encode(signal)
      #expect(features.count == fitted.dimension && fitted.dimension > 0)
      requireFinite(features)
      let same = try again.encode(signal)
      #expect(features == same)
    }
    let two = try (fitted.encode(signals[0]), fitted.encode(signals[1]))
    #expect(two.0 != two.1)
  }

  @Test("an encoder says whether its features depend on the seed", arguments: try nonEmpty(fittable))
  func draws(name: String) throws {
    let type = try #require(EncoderRegistry.entry(named: name))
    let signals = Self.signals(for: type)
    let features = try [1, 2].map { base in
      try make(type).fit(signals, units: LIMUBERTTests.units, seed: Seed(base: base)).encode(signals[0])
    }
    #expect((features[0] != features[1]) == type.drawsNumbers)
  }

  @Test(
    "empty, tiny and foreign signals work or are refused in words",
    arguments: SignalStageRegistry.names + fittable)
  func edges(name: String) throws {
    let odd: [Signal] = [
      .series(series(1, 0)), .series(series(1, 1)), .series(series(1, 2)), .series(series(1, 8)),
      .series(series(1, 40, channels: 1)), .series(TimeSeries(values: Matrix(0, 0), rate: 1, channels: [])),
      .series(series(1, 40, channels: 5)), .series(skeleton(1, 1)), .series(skeleton(1, 2)),
      .series(TimeSeries(values: Matrix(60, 9), rate: 30, channels: kinectChannels)), .text(""),
      .text("a sentence that nobody wrote"), .depth(video(1, 1)),
      .depth(video(1, 2)),
      .depth(DepthVideo(height: 0, width: 0, frames: 0, millimetres: [], rate: 30)),
      .depth(DepthVideo(height: 1, width: 1, frames: 3, millimetres: [0, 5, 65_535], rate: 30)),
      .depth(DepthVideo(height: 3, width: 2, frames: 0, millimetres: [], rate: 30)),
    ]
    for (place, signal) in odd.enumerated() {
      if let type = SignalStageRegistry.entry(named: name) {
        let normal = try type.init().fit(Self.signals(for: type, frames: 40), in: Self.context)
        worksOrRefuses({ try normal.apply(signal).requireFinite() }, "apply to signal \(place)")
        worksOrRefuses(
          { try type.init().fit([signal], in: Self.context).apply(signal).requireFinite() }, "fit on signal \(place)")
      } else if let type = EncoderRegistry.entry(named: name) {
        let units = LIMUBERTTests.units
        let normal = try make(type).fit(Self.signals(for: type), units: units, seed: Seed(base: 0))
        worksOrRefuses({ try requireFinite(normal.encode(signal)) }, "encode signal \(place)")
        worksOrRefuses(
          { try requireFinite(make(type).fit([signal], units: units, seed: Seed(base: 0)).encode(signal)) },
          "fit on signal \(place)")
      }
    }
    if let type = EncoderRegistry.entry(named: name) {
      worksOrRefuses({ _ = try make(type).fit([], seed: Seed(base: 0)) }, "fit on nothing")
    }
  }
}
