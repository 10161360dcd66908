import Datasets
import Diagnostics
import FeatureStore
import Foundation
import LinearAlgebra
import Randomness
import Testing

@testable import Encoders

/// Runs where `HARTRANSFER_DATA` names a folder that holds `utd-mhad/`.
@Suite("Encoding UTD-MHAD")
struct UTDMHADTests {
  private static let manifest = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Datasets/utd-mhad")

  static let isAtHand: Bool = {
    guard let root = ProcessInfo.processInfo.environment["HARTRANSFER_DATA"] else { return false }
    return FileManager.default.fileExists(atPath: root + "/utd-mhad/Inertial")
  }()

  /// Every fortieth clip: the laws below need real recordings, not all of them.
  private struct Sparse: RecordingSource {
    let whole: any RecordingSource
    let rows: [Int]
    let samples: SampleTable
    var manifest: Manifest { whole.manifest }
    var modalities: [String] { whole.modalities }

    init() throws {
      whole = try DatasetEntry(folder: UTDMHADTests.manifest).open()
      rows = Array(stride(from: 0, to: whole.samples.count, by: 40))
      samples = try whole.samples.selecting(rows)
    }

    func checksum(of modality: String) throws -> String { try whole.checksum(of: modality) }
    func signal(row: Int, modality: String) throws -> Signal { try whole.signal(row: rows[row], modality: modality) }
  }

  @Test(
    "the recipes run on real recordings and give finite features of the size they promise",
    .enabled(if: isAtHand, "needs HARTRANSFER_DATA with utd-mhad/"))
  func recipes() throws {
    let source = try Sparse()
    let chains: [(String, EncoderChain, Int)] = [
      (
        "skeleton", try EncoderChain([RootRelative(), Resample { $0.frames = 64 }], MiniRocket { $0.features = 840 }),
        840
      ),
      (
        "inertial",
        try EncoderChain(
          [Resample { $0.frames = 180 }, Differences(), Magnitudes(), StandardiseChannels()],
          MiniRocket { $0.features = 840 }), 840
      ),
      ("depth", try EncoderChain([], DepthMotionMaps()), 1_980),
      ("depth", try EncoderChain([], HOG()), 3_420),
      ("depth", try EncoderChain([DepthSeries(), Resample { $0.frames = 64 }], MiniRocket { $0.features = 840 }), 840),
      ("inertial", try EncoderChain([], Statistics()), 7 * 6 * 13),
      (
        "skeleton",
        try EncoderChain([SkeletonKinematics(), Resample { $0.frames = 64 }], MiniRocket { $0.features = 840 }), 840
      ),
      (
        "skeleton", try EncoderChain([VirtualIMU(), Resample { $0.frames = 64 }], MiniRocket { $0.features = 840 }), 840
      ),
      ("inertial", try EncoderChain([Resample { $0.frames = 64 }], MultiRocket { $0.features = 1_344 }), 1_344),
      ("skeleton", try EncoderChain([LimbKinematics()], Statistics()), 7 * 62 * 13),
      ("inertial", try EncoderChain([IMUKinematics()], Statistics()), 7 * 15 * 13),
    ]
    for (modality, chain, dimension) in chains {
      let features = try encode(
        source, modality: modality, chain: chain, fittedOn: Array(source.rows.indices), seed: Seed(base: 0))
      let set = try FeatureSet(
        samples: source.samples, modalities: [features], origin: FeatureOrigin(dataset: source.manifest.id))
      #expect(set.modalities[0].values.dimension == dimension)
      #expect(set.modalities[0].values.count == source.rows.count)
    }
  }

  @Test(
    "every clip's acceleration is taken for what it is, and refused in a wrong unit",
    .enabled(if: isAtHand, "needs HARTRANSFER_DATA with utd-mhad/"))
  func accelerationUnits() throws {
    let source = try DatasetEntry(folder: Self.manifest).open()
    let context = StageContext(of: "inertial", in: source.manifest)
    var wrong = context
    wrong.units = wrong.units.mapValues { $0 == "g" ? "m/s^2" : $0 }
    let (stage, mistaken) = try (IMUKinematics().fit([], in: context), IMUKinematics().fit([], in: wrong))
    #expect(source.samples.count == 861)
    for row in 0..<source.samples.count {
      let signal = try source.signal(row: row, modality: "inertial")
      guard case .series(var series) = signal else { continue }
      #expect(throws: Never.self, "\(source.samples.ids[row])") { try stage.apply(signal).requireFinite() }
      #expect(throws: InputError.self) { try mistaken.apply(signal) }
      let metric: Float = 9.80665
      series.values = series.values.scalingRows(by: [metric, metric, metric, 1, 1, 1])
      #expect(throws: InputError.self) { try stage.apply(.series(series)) }
      #expect(throws: Never.self) { try mistaken.apply(.series(series)) }
    }
  }

  @Test(
    "the limbs that the sensor is worn on are the default, and they feel about 1 g on the whole",
    .enabled(if: isAtHand, "needs HARTRANSFER_DATA with utd-mhad/"))
  func limbs() throws {
    let source = try Sparse()
    let context = StageContext(of: "skeleton", in: source.manifest)
    var placed = LimbKinematics()
    placed.limbs = .placement
    let (stage, followed) = try (LimbKinematics().fit([], in: context), placed.fit([], in: context))
    for row in source.rows.indices {
      let signal = try source.signal(row: row, modality: "skeleton")
      let result = try stage.apply(signal)
      let same = try followed.apply(signal)
      #expect(result.channels.count == 62 && result.values == same.values)
      let place = try #require(result.channels.firstIndex(of: "right-forearm-specific-force-magnitude"))
      let forces = result.values.row(place)
      // Acceleration adds to gravity in every direction, so that the mean magnitude is 1 or more.
      #expect((0.95...3).contains(forces.reduce(0, +) / Float(forces.count)), "\(source.samples.ids[row])")
    }
  }
}
