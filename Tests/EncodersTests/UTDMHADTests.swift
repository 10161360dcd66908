import Datasets
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
      ("skeleton", try EncoderChain([RootRelative(), Resample(frames: 64)], MiniRocket(features: 840)), 840),
      (
        "inertial",
        try EncoderChain(
          [Resample(frames: 180), Differences(), Magnitudes(), StandardiseChannels()], MiniRocket(features: 840)), 840
      ),
      ("depth", try EncoderChain([], DepthMotionMaps()), 1_980),
      ("depth", try EncoderChain([], HOG()), 3_420),
      ("depth", try EncoderChain([DepthSeries(), Resample(frames: 64)], MiniRocket(features: 840)), 840),
      ("inertial", try EncoderChain([], Statistics()), 7 * 6 * 13),
      ("skeleton", try EncoderChain([SkeletonKinematics(), Resample(frames: 64)], MiniRocket(features: 840)), 840),
      ("skeleton", try EncoderChain([VirtualIMU(), Resample(frames: 64)], MiniRocket(features: 840)), 840),
      ("inertial", try EncoderChain([Resample(frames: 64)], MultiRocket(features: 1_344)), 1_344),
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
}
