import LinearAlgebra
import Testing
import TestSupport

@testable import Alignment

@Suite("Losses of frames and of clips")
struct FrameLossTests {
  static let bases: [any SimilarityLoss] = [InfoNCELoss(temperature: 0.5), SigLIPLoss(temperature: 0.3, bias: -2)]

  static func loss<Base: SimilarityLoss>(
    _ base: Base, _ level: LossLevel, frames: Int, segments: [Int] = [1, 2, 4]
  ) throws -> FrameLoss<Base> {
    FrameLoss(
      base: base, level: level, pooling: FramePooling(level: try FrameLevel { $0.segments = segments }, frames: frames))
  }

  static func any(_ base: some SimilarityLoss, _ level: LossLevel, frames: Int) throws -> any PairLoss {
    try loss(base, level, frames: frames)
  }

  static func latents(_ k: Int, _ columns: Int) -> [Matrix<Double>] {
    [randomMatrix(k, columns, seed: 1), randomMatrix(k, columns, seed: 2)]
  }

  /// The difference between the derivative along a direction by the gradient and by central
  /// differences of fourth order.
  static func error(
    _ loss: some PairLoss, _ latents: [Matrix<Double>], along directions: [Matrix<Double>], scalars ofScalars: [Double],
    step h: Double = 3e-4
  ) -> Double {
    let scalars = loss.start.map { 0.9 * $0 }
    func value(_ step: Double) -> Double {
      let moved = inStep(latents, directions).map { $0 + step * $1 }
      return loss.evaluate(moved, scalars: inStep(scalars, ofScalars).map { $0 + step * $1 }).value
    }
    let numeric = (8 * (value(h) - value(-h)) - (value(2 * h) - value(-2 * h))) / (12 * h)
    let gradient = loss.evaluate(latents, scalars: scalars)
    var exact = inStep(gradient.scalars, ofScalars).reduce(0) { $0 + $1.0 * $1.1 }
    for (g, d) in inStep(gradient.latents, directions) {
      for j in 0..<g.columns { exact += inStep(g.column(j), d.column(j)).reduce(0) { $0 + $1.0 * $1.1 } }
    }
    return abs(numeric - exact)
  }

  @Test("every gradient is that of central differences", arguments: LossLevel.allCases, bases.indices)
  func gradients(level: LossLevel, base: Int) throws {
    // Segments of two frames and of a single one, whose deviation is 0.
    let loss = try Self.any(Self.bases[base], level, frames: 5)
    let latents = Self.latents(3, 20)
    let none = [Double](repeating: 0, count: loss.start.count)
    for m in 0..<2 {
      for i in 0..<3 {
        for j in 0..<20 {
          var directions = latents.map { Matrix<Double>($0.rows, $0.columns) }
          directions[m][i, j] = 1
          #expect(Self.error(loss, latents, along: directions, scalars: none) < 1e-9)
        }
      }
    }
    for place in none.indices {
      var direction = none
      direction[place] = 1
      let still = latents.map { Matrix<Double>($0.rows, $0.columns) }
      #expect(Self.error(loss, latents, along: still, scalars: direction) < 1e-9)
    }
  }

  @Test("so it is where frames are compared in several sets", arguments: LossLevel.allCases, bases.indices)
  func gradientsOfSets(level: LossLevel, base: Int) throws {
    let loss = try Self.any(Self.bases[base], level, frames: 60)
    for seed: UInt64 in [5, 6, 7] {
      let directions = [randomMatrix(2, 600, seed: seed), randomMatrix(2, 600, seed: 10 * seed)].map {
        (1 / $0.frobeniusNorm) * $0
      }
      let scalars = loss.start.indices.map { 0.3 * Double($0) - 0.2 }
      #expect(Self.error(loss, Self.latents(2, 600), along: directions, scalars: scalars, step: 1e-3) < 1e-9)
    }
  }

  @Test("sets are of like size, have each frame once, and none is above the largest")
  func sets() {
    for frames in [1, 2, 255, 256, 257, 1024, 9152] {
      let sets = FrameLoss<InfoNCELoss>.sets(frames)
      #expect(sets.flatMap(\.self).sorted() == Array(0..<frames))
      #expect(sets.allSatisfy { $0.count <= 256 && abs($0.count - sets[0].count) <= 1 })
    }
    #expect(FrameLoss<InfoNCELoss>.sets(1024)[1].prefix(3) == [1, 5, 9])
  }

  @Test("the loss of both is the sum, each with a temperature of its own", arguments: bases.indices)
  func sum(base: Int) throws {
    func check(_ base: some SimilarityLoss) throws {
      let losses = try LossLevel.allCases.map { try Self.loss(base, $0, frames: 5) }
      let latents = Self.latents(3, 30)
      let (ofFrames, ofClips) = (base.start, base.start.map { $0 + 0.25 })
      let (frame, clip) = (
        losses[0].evaluate(latents, scalars: ofFrames), losses[1].evaluate(latents, scalars: ofClips)
      )
      let both = losses[2].evaluate(latents, scalars: ofFrames + ofClips)
      #expect(abs(both.value - frame.value - clip.value) < 1e-13)
      #expect(both.scalars == frame.scalars + clip.scalars)
      for m in 0..<2 {
        #expect(largestDifference(both.latents[m], frame.latents[m] + clip.latents[m]) < 1e-15)
      }
      let wild = [Double](repeating: 1e3, count: losses[2].start.count)
      #expect(losses[2].bounded(wild).prefix(1) == losses[0].bounded(wild).prefix(1))
      #expect(losses[2].bounded(wild).filter { $0 < 10 }.count == 2)
    }
    try check(Self.bases[base])
  }

  @Test("the loss of clips is that of their pooled frames, less the mean of the batch")
  func ofClips() throws {
    let base = InfoNCELoss(temperature: 0.5)
    let loss = try Self.loss(base, .clip, frames: 5)
    let latents = Self.latents(3, 30)
    let pooled = latents.map { CentredRows(loss.pooling($0)).values }
    #expect(pooled[0].rows == 3 * loss.pooling.level.pooled && pooled[0].columns == 6)
    let known = base.evaluate(pooled, scalars: base.start).value
    #expect(abs(loss.evaluate(latents, scalars: base.start).value - known) < 1e-14)
  }

  @Test("clips of one frame, compared as frames, are pairs")
  func ofPairs() throws {
    let base = InfoNCELoss(temperature: 0.5)
    let latents = Self.latents(3, 30)
    let frames = try Self.loss(base, .frame, frames: 1).evaluate(latents, scalars: base.start)
    let pairs = base.evaluate(latents, scalars: base.start)
    #expect(frames.value == pairs.value && frames.latents == pairs.latents && frames.scalars == pairs.scalars)
  }

  @Test("a batch of a single clip says nothing of clips and all of its frames", arguments: bases.indices)
  func singleClip(base: Int) throws {
    func check(_ base: some SimilarityLoss) throws {
      let latents = Self.latents(3, 5)
      let losses = try LossLevel.allCases.map { try Self.loss(base, $0, frames: 5) }
      let results = losses.map { $0.evaluate(latents, scalars: $0.start) }
      #expect(results.allSatisfy { $0.value.isFinite && $0.scalars.allSatisfy(\.isFinite) })
      #expect(results[1].latents.allSatisfy { $0.frobeniusNorm == 0 })
      #expect(results[2].latents == results[0].latents && results[0].latents[0].frobeniusNorm > 0)
    }
    try check(Self.bases[base])
  }

  @Test("frames that never vary have a deviation of 0 and pass no gradient through it")
  func still() throws {
    let loss = try Self.loss(InfoNCELoss(temperature: 0.5), .clip, frames: 4, segments: [1])
    let still = Matrix<Double>(columns: (0..<12).map { [Double($0 / 4), 1] })
    let result = loss.evaluate([still, randomMatrix(2, 12, seed: 3)], scalars: loss.start)
    #expect(result.latents.allSatisfy { $0.withUnsafeElements { $0.allSatisfy(\.isFinite) } })
    // Nothing but means: the same for all frames of a clip.
    for j in 0..<12 {
      #expect(largestDifference(result.latents[0].column(j), result.latents[0].column(j / 4 * 4)) < 1e-15)
    }
  }

  @Test("in single precision value and gradient are the same to 1e-4", arguments: LossLevel.allCases, bases.indices)
  func singlePrecision(level: LossLevel, base: Int) throws {
    let loss = try Self.any(Self.bases[base], level, frames: 16)
    let latents = Self.latents(4, 160)
    let exact = loss.evaluate(latents, scalars: loss.start)
    let single = loss.evaluate(latents.map { $0.asFloat }, scalars: loss.start.map { Float($0) })
    #expect(abs(single.value - exact.value) < 1e-4)
    for m in 0..<2 { #expect(largestDifference(single.latents[m].asDouble, exact.latents[m]) < 1e-4) }
  }
}
