import Datasets
import Diagnostics
import LinearAlgebra
import Locks
import Randomness
import Testing

@testable import Encoders

@Suite("Encoding a modality")
struct EncodeTests {
  private let source: GeneratedSource
  private let learning: EncoderChain
  private let seed = Seed(base: 5)

  init() throws {
    source = try GeneratedSource([
      "imu": (0..<12).map { .series(series(UInt64($0), 30 + $0)) },
      "camera": (0..<12).map { .depth(video(UInt64($0), 12 + $0)) },
    ])
    learning = try EncoderChain(
      [Resample { $0.frames = 24 }, Differences(), StandardiseChannels()], MiniRocket { $0.features = 168 })
  }

  @Test("features do not depend on the number of threads", arguments: [1, 2, 5])
  func threads(threads: Int) throws {
    for (modality, chain) in [
      ("imu", learning), ("camera", try EncoderChain([], DepthMotionMaps())),
      ("camera", try EncoderChain([DepthSeries(), Resample { $0.frames = 16 }], MiniRocket { $0.features = 84 })),
    ] {
      let alone = try encode(source, modality: modality, chain: chain, fittedOn: [0, 1, 2], seed: seed, threads: 1)
      let many = try encode(
        source, modality: modality, chain: chain, fittedOn: [0, 1, 2], seed: seed, threads: threads)
      #expect(alone.matrix == many.matrix)
    }
  }

  @Test("changing a recording outside the training rows changes its own features alone")
  func trainingRowsOnly() throws {
    var signals = source.signals
    signals["imu"]?[7] = .series(series(99, 50, scale: 1_000))
    let changed = try GeneratedSource(signals)
    let rows = [0, 2, 4, 6]
    let before = try encode(source, modality: "imu", chain: learning, fittedOn: rows, seed: seed).matrix
    let after = try encode(changed, modality: "imu", chain: learning, fittedOn: rows, seed: seed).matrix
    for row in 0..<12 { #expect((before.column(row) == after.column(row)) == (row != 7), "row \(row)") }
    let trained = try encode(changed, modality: "imu", chain: learning, fittedOn: rows + [7], seed: seed).matrix
    #expect(trained.column(0) != before.column(0), "a training recording does change the others")
  }

  @Test("the order of the training rows and their repetitions do not matter")
  func rowOrder() throws {
    let a = try encode(source, modality: "imu", chain: learning, fittedOn: [1, 5, 3], seed: seed)
    let b = try encode(source, modality: "imu", chain: learning, fittedOn: [3, 1, 5, 1], seed: seed)
    #expect(a.matrix == b.matrix)
    #expect(b.fittedOn == ["s1", "s3", "s5"])
  }

  @Test("the result says how it was made; what learned nothing was fitted on nobody")
  func provenance() throws {
    let features = try encode(source, modality: "imu", chain: learning, fittedOn: [1], seed: seed)
    #expect(features.encoder == "resample > differences > standardise-channels > minirocket")
    #expect(features.encoderParameters == (try learning.canonicalJSON()))
    #expect(features.name == "imu")
    let plain = try EncoderChain([Magnitudes()], Statistics())
    #expect(try encode(source, modality: "imu", chain: plain, fittedOn: [1, 2], seed: seed).fittedOn == nil)
    #expect(try encode(source, modality: "imu", chain: plain, fittedOn: [], seed: seed).matrix.columns == 12)
  }

  @Test("progress counts up to its total, one step at a time")
  func progress() throws {
    for (chain, total) in [(learning, 24), (try EncoderChain([], Statistics()), 12)] {
      let steps = Mutex<[Int]>([])
      _ = try encode(source, modality: "imu", chain: chain, fittedOn: [0], seed: seed) { done, of in
        #expect(of == total)
        steps.withLock { $0.append(done) }
      }
      #expect(steps.withLock { $0 } == Array(1...total))
    }
  }

  @Test("errors name the sample and the modality")
  func errors() throws {
    var signals = source.signals
    var broken = series(1, 40)
    broken.values[2, 3] = .nan
    signals["imu"]?[4] = .series(broken)
    let nan = #expect(throws: InputError.self) {
      try encode(GeneratedSource(signals), modality: "imu", chain: learning, fittedOn: [0], seed: seed)
    }
    #expect(nan?.place == "sample 's4', modality 'imu': frame 3, channel 'hip-center-z'")
    signals["imu"]?[4] = .series(series(1, 0))
    let empty = #expect(throws: InputError.self) {
      try encode(
        GeneratedSource(signals), modality: "imu", chain: EncoderChain([], Statistics()), fittedOn: [], seed: seed)
    }
    #expect(empty?.place.hasPrefix("sample 's4', modality 'imu'") == true)
    let wrongKind = #expect(throws: InputError.self) {
      try encode(source, modality: "camera", chain: learning, fittedOn: [0], seed: seed)
    }
    #expect(wrongKind?.found == "a depth video")
    let unknown = #expect(throws: InputError.self) {
      try encode(source, modality: "camra", chain: learning, fittedOn: [0], seed: seed)
    }
    #expect(unknown?.advice == "Did you mean 'camera'?")
    #expect(throws: InputError.self) {
      try encode(source, modality: "imu", chain: learning, fittedOn: [], seed: seed)
    }
    #expect(throws: InputError.self) {
      try encode(source, modality: "imu", chain: learning, fittedOn: [12], seed: seed)
    }
    #expect(throws: InputError.self) {
      try encode(
        source, modality: "imu", chain: EncoderChain([], MiniRocket()), fittedOn: [0, 1], seed: seed)
    }
  }
}
