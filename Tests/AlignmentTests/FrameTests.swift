import Diagnostics
import LinearAlgebra
import Randomness
import TestSupport
import Testing

@testable import Alignment

/// Alignments of frames.
@Suite("Frames")
struct FrameTests {
  private let frames = 12

  /// Clips of two modalities that see one signal of two channels through filters of their own, with
  /// noise.
  private func clips(_ count: Int, dimensions: [Int] = [5, 3], noise: Double = 0.1, late: Int = 0) -> [Matrix<Double>] {
    var generator = Seed(base: 7).generator
    let maps = dimensions.map { d in (0..<(2 * d)).map { _ in generator.normal() } }
    var sequences = dimensions.map { Matrix<Double>($0 * frames, count) }
    for clip in 0..<count {
      let signal = (0..<(frames + late + 1)).map { _ in [generator.normal(), generator.normal()] }
      for (m, d) in dimensions.enumerated() {
        for t in 0..<frames {
          for i in 0..<d {
            let z = signal[m == 0 ? t + late : t]
            sequences[m][t * d + i, clip] =
              3 + maps[m][2 * i] * z[0] + maps[m][2 * i + 1] * z[1] + noise * generator.normal()
          }
        }
      }
    }
    return sequences
  }

  private func pairs(_ sequences: [Matrix<Double>], level: FrameLevel) throws -> FramePairs {
    try FramePairs(
      modalities: ["a", "b"],
      views: sequences.map { FrameView($0, frames: frames, lags: level.lags, scaling: level.scalings[0]) },
      sequences: sequences, level: level)
  }

  @Test("what stands for the frames has their means and second moments")
  func moments() throws {
    for scaling in ChannelScaling.allCases {
      let pairs = try pairs(clips(30), level: FrameLevel { ($0.lags, $0.scalings) = ([-2, 0, 3], [scaling]) })
      let (all, few) = (try pairs.samples().views, try pairs.moments().views)
      #expect(few[0].columns == (5 + 3) * 3 + 1)
      for m in 0..<2 {
        #expect(largestDifference(all[m].rowMeans, few[m].rowMeans) < 1e-12)
        for n in 0..<2 {
          let whole = (1 / Double(all[m].columns)) * Matrix.product(all[m], all[n], transposing: .second)
          let part = (1 / Double(few[m].columns)) * Matrix.product(few[m], few[n], transposing: .second)
          #expect((whole - part).frobeniusNorm < 1e-11 * whole.frobeniusNorm)
        }
      }
    }
  }

  @Test(
    "an alignment of moments is that of all frames",
    arguments: [
      try PerfectAlignment { $0.k = 4 }, try PerfectAlignment { ($0.k, $0.scaling) = (4, .standardised) },
      try RidgeCCA { ($0.k, $0.ridge) = (3, 0.1) },
      try RidgeCCA { ($0.k, $0.ridge) = (3, 0) }, try RidgeMap { $0.ridge = 0.3 }, Procrustes(),
    ] as [any AlignmentMethod])
  func sameAlignment(_ method: any AlignmentMethod) throws {
    let level = try FrameLevel { ($0.lags, $0.scalings) = ([-1, 0, 1], [.none]) }
    let sequences = clips(40)
    let pairs = try pairs(sequences, level: level)
    let source = method.dependsOnDirection ? "a" : nil
    let (whole, part) = (try method.fit(pairs.samples(source: source)), try method.fit(pairs.moments(source: source)))
    for (m, name) in ["a", "b"].enumerated() {
      let features = pairs.views[m].stacked(sequences[m])
      let (x, y) = (try whole.embed(features, of: name), try part.embed(features, of: name))
      // Signs of latent dimensions follow the house's rule, so that equal spaces have equal
      // coordinates.
      #expect((x - y).frobeniusNorm < 1e-7 * max(x.frobeniusNorm, 1e-6), "\(type(of: method).name) \(name)")
    }
  }

  @Test("lags stand on one another, and the ends of a clip stand for what lies beyond")
  func lags() throws {
    let sequence = Matrix<Double>(6, 1, columnMajor: [1, 10, 2, 20, 3, 30])
    let view = FrameView(sequence, frames: 3, lags: [-1, 2], scaling: .none)
    #expect(view.stacked(sequence) == Matrix(rows: [[1, 1, 2], [10, 10, 20], [3, 3, 3], [30, 30, 30]]))
  }

  @Test("channels are scaled over the frames of the clips; one that never varies is 0")
  func scaling() throws {
    let sequence = Matrix<Double>(4, 2, columnMajor: [1, 7, 3, 7, 5, 7, 7, 7])
    let view = FrameView(sequence, frames: 2, lags: [0], scaling: .pairs)
    let stacked = view.stacked(sequence)
    #expect(abs(stacked.row(0).reduce(0, +)) < 1e-15)
    #expect(abs(stacked.row(0).reduce(0) { $0 + $1 * $1 } - 4) < 1e-14)
    #expect(stacked.row(1) == [0, 0, 0, 0])
  }

  @Test("a clip scaled alone has mean 0 and deviation 1; a channel at rest stays small")
  func clipScaling() throws {
    let sequence = Matrix<Double>(8, 2, columnMajor: [1, 7, 3, 7, 5, 7, 7, 7, 100, 8, 104, 8, 96, 8, 100, 8])
    let view = FrameView(sequence, frames: 4, lags: [0], scaling: .clip)
    let stacked = view.stacked(sequence)
    for clip in [0..<4, 4..<8] {
      let values = Array(stacked.row(0)[clip])
      #expect(abs(values.reduce(0, +)) < 1e-13)
      #expect(abs(values.reduce(0) { $0 + $1 * $1 } / 4 - 1) < 0.05)
    }
    #expect(stacked.row(1) == [Double](repeating: 0, count: 8))
  }

  @Test("latents of several scalings stand on one another")
  func severalScalings() throws {
    let level = try FrameLevel { ($0.lags, $0.scalings) = ([0], [.pairs, .clip]) }
    let sequences = clips(20)
    let pairs = try level.scalings.map { scaling in
      try FramePairs(
        modalities: ["a", "b"],
        views: sequences.map { FrameView($0, frames: frames, lags: level.lags, scaling: scaling) },
        sequences: sequences, level: level)
    }
    let fitted = try pairs.map { try RidgeCCA { $0.k = 2 }.fit($0.moments()) }
    let both = try FrameAlignment(fitted, pairs: pairs, level: level).embed(sequences[0], of: "a")
    let each = try inStep(fitted, pairs).map {
      try FrameAlignment([$0], pairs: [$1], level: level).embed(sequences[0], of: "a")
    }
    #expect(both == .stackedVertically(each))
  }

  @Test("pooling is means and deviations of equal parts, each over the root of their number")
  func pooling() throws {
    let level = try FrameLevel { $0.segments = [1, 2] }
    let values = Matrix<Double>(rows: [[1, 3, 5, 9]])
    let pooled = FramePooling(level: level, frames: 4)(values).column(0)
    let half = 0.5.squareRoot()
    let expected = [4.5, 8.75.squareRoot(), 2 * half, half, 7 * half, 2 * half]
    for (value, other) in inStep(pooled, expected) { #expect(abs(value - other) < 1e-15) }
    #expect(pooled.count == level.pooled)
  }

  @Test("segments that share no bounds are pooled as each would be alone")
  func unevenPooling() throws {
    let level = try FrameLevel { $0.segments = [1, 2, 3, 5, 20] }
    var generator = Seed(base: 3).generator
    let values = Matrix<Double>(4, 3 * 11).map { _ in 1e3 + generator.normal() }
    let pooled = FramePooling(level: level, frames: 11)(values)
    for clip in 0..<3 {
      var expected: [Double] = []
      for count in level.segments {
        for segment in 0..<count {
          let frames = FramePooling.segment(segment, of: count, frames: 11).map { values.column(clip * 11 + $0) }
          let size = Double(frames.count)
          let means = (0..<4).map { i in frames.reduce(0) { $0 + $1[i] } / size }
          let squares = (0..<4).map { i in frames.reduce(0) { $0 + ($1[i] - means[i]) * ($1[i] - means[i]) } }
          expected += means.map { $0 / Double(count).squareRoot() }
          expected += squares.map { ($0 / size / Double(count)).squareRoot() }
        }
      }
      #expect(largestDifference(pooled.column(clip), expected) < 1e-12)
    }
  }

  @Test("where the latent space is a modality's own frames, its lags are left out: what the others map to is as before")
  func withoutLags() throws {
    let level = try FrameLevel { $0.lags = [-1, 0, 2] }
    let stacked = try pairs(clips(20), level: level)
    let moments = try stacked.moments(source: "b")
    let method = RidgeMap()
    let places = method.placesWithoutLags(in: moments)
    #expect(places == [1] && NoAlignment().placesWithoutLags(in: moments) == [0, 1])
    #expect(try RidgeCCA { $0.k = 2 }.placesWithoutLags(in: moments).isEmpty)
    let narrowed = stacked.narrowed(at: places)
    #expect(narrowed.views.map(\.dimension) == [15, 3] && stacked.narrowedRows(of: 1) == 3..<6)
    let few = try moments.selectingRows(stacked.narrowedRows, at: places)
    // The same columns as the lag of 0 has among the stacked ones.
    let all = try stacked.samples().views[1].rows(3..<6)
    #expect(try narrowed.samples().views[1] == all)
    let (whole, part) = (try method.fit(moments), try method.fit(few))
    let frames = try stacked.samples().views[0]
    let difference = try whole.embed(frames, of: "a").rows(3..<6) - part.embed(frames, of: "a")
    #expect(difference.frobeniusNorm < 1e-11 * frames.frobeniusNorm)
    let alignment = try FrameAlignment([part], pairs: [narrowed], level: level)
    #expect(alignment.latentDimension == 3 * level.pooled)
  }

  @Test("a shift stays where lags are left out")
  func shiftedWithoutLags() throws {
    let sequences = clips(4)
    let view = FrameView(sequences[1], frames: frames, lags: [-2, 1], scaling: .pairs)
    let late = view.shifted(by: 2).narrowed.stacked(sequences[1])
    let plain = view.unstacked.stacked(sequences[1])
    for clip in 0..<4 {
      for t in 0..<frames {
        #expect(late.column(clip * frames + t) == plain.column(clip * frames + min(t + 3, frames - 1)))
      }
    }
  }

  @Test("more parts than frames repeat frames and never read beyond a clip")
  func manySegments() {
    for count in [1, 3, 8, 20] {
      let ranges = (0..<count).map { FramePooling.segment($0, of: count, frames: 5) }
      #expect(ranges.allSatisfy { !$0.isEmpty && $0.lowerBound >= 0 && $0.upperBound <= 5 })
      if count <= 5 { #expect(ranges.reduce(0) { $0 + $1.count } == 5) }
    }
  }

  @Test("clips embedded together and one by one are the same; the pairs' mean is taken away")
  func embedding() throws {
    let level = try FrameLevel { $0.lags = [-1, 0, 1] }
    let sequences = clips(20)
    let pairs = try pairs(sequences, level: level)
    let alignment = try FrameAlignment(
      [RidgeCCA { $0.k = 2 }.fit(pairs.moments())], pairs: [pairs], level: level)
    let all = try alignment.embed(sequences[0], of: "a")
    #expect(all.rows == 2 * level.pooled && alignment.latentDimension == all.rows)
    #expect(largestMagnitude(all.rowMeans) < 1e-12)
    for clip in [0, 13] {
      let one = try alignment.embed(sequences[0].selectingColumns([clip]), of: "a")
      #expect(largestDifference(one.column(0), all.column(clip)) < 1e-12)
    }
    #expect(try alignment.embedWithFrames(sequences[1], of: "b").frames.columns == 20 * frames)
    #expect(throws: InputError.self) { try alignment.embed(sequences[0], of: "b") }
  }

  @Test("a modality that is late is found out", arguments: [0, 2, -2])
  func shifts(_ late: Int) throws {
    let level = try FrameLevel { ($0.lags, $0.maximumShift) = ([0], 3) }
    var sequences = clips(40, noise: 0.05, late: abs(late))
    if late < 0 { sequences.reverse() }
    let pairs = try pairs(sequences, level: level)
    // What the first modality shows at t, the other shows at t + late.
    #expect(pairs.shifts == [0, late])
  }

  @Test("of shifts that agree equally the smallest is taken, and of two that are as small the negative one")
  func equalShifts() throws {
    // Two postures in turn, the other modality one frame away from the first: earlier or later is
    // the same.
    let postures = randomMatrix(4, 30, seed: 5)
    let sequences = [[0, 1], [1, 0]].map { order in
      Matrix(
        columns: (0..<30).map { clip in
          (0..<frames).flatMap { t in (0..<2).map { postures[2 * order[t % 2] + $0, clip] } }
        })
    }
    let level = try FrameLevel { ($0.lags, $0.maximumShift) = ([0], 3) }
    #expect(try pairs(sequences, level: level).shifts == [0, -1])
    #expect(try pairs([sequences[0], sequences[0]], level: level).shifts == [0, 0])
  }

  @Test("modalities of unequal numbers of frames are refused")
  func unequalFrames() throws {
    let level = FrameLevel()
    let sequences = [Matrix<Double>(12, 3).map { _ in 1.0 }, Matrix<Double>(8, 3).map { _ in 1.0 }]
    let error = #expect(throws: InputError.self) {
      try FramePairs(
        modalities: ["a", "b"],
        views: [
          FrameView(sequences[0], frames: 6, lags: [0], scaling: .pairs),
          FrameView(sequences[1], frames: 4, lags: [0], scaling: .pairs),
        ],
        sequences: sequences, level: level)
    }
    #expect(error?.found == "6 of a, 4 of b")
  }

  @Test("parameters out of range are refused")
  func badParameters() {
    #expect(throws: InputError.self) { try FrameLevel { $0.lags = [] } }
    #expect(throws: InputError.self) { try FrameLevel { $0.lags = [0, 0] } }
    #expect(throws: InputError.self) { try FrameLevel { $0.segments = [0, 1] } }
    #expect(throws: InputError.self) { try FrameLevel { $0.statistics = [] } }
    #expect(throws: InputError.self) { try FrameLevel { $0.scalings = [.clip, .clip] } }
    #expect(throws: InputError.self) { try FrameLevel { $0.maximumShift = -1 } }
  }
}
