import Datasets
import Diagnostics
import LinearAlgebra
import Randomness
import TestSupport
import Testing

@testable import Encoders

@Suite("Depth videos")
struct DepthTests {
  /// Frames written as rows of millimetres.
  private func frames(_ frames: [[[UInt16]]]) -> DepthVideo {
    let (height, width) = (frames[0].count, frames[0][0].count)
    let pixels = frames.flatMap { frame in (0..<width).flatMap { x in (0..<height).map { y in frame[y][x] } } }
    return DepthVideo(height: height, width: width, frames: frames.count, millimetres: pixels, rate: 30)
  }

  @Test("the maps of a dot that steps right and nearer are those worked out by hand")
  func movingDot() throws {
    // The dot stands at (row 1, column 0) at 3,000 mm, then at (row 1, column 1) at 2,000 mm; a
    // second dot, at (row 2, column 1) and 2,000 mm, stays. The extent is rows 1-2, columns 0-1;
    // two bins of distance: 0 near, 1 far.
    let video = frames([
      [[0, 0, 0], [3_000, 0, 0], [0, 2_000, 0]],
      [[0, 0, 0], [0, 2_000, 0], [0, 2_000, 0]],
    ])
    let maps = try DepthMotionMaps {
      $0.levels = [1]
      ($0.rows, $0.columns, $0.distances) = (2, 2, 2)
      ($0.bins, $0.lag) = (2, 1)
    }
    let features = try maps.fit([.depth(video)], seed: Seed(base: 0)).encode(.depth(video))
    // Front (rows fastest, column after column): (row 1, column 0) loses 1 = far, (row 1, column 1)
    // gains 2 = near: roots 1 and root 2, length root 3. Side (rows fastest, bin after bin): row 1
    // gains 1 in the near bin and loses 1 in the far one: roots 1 and 1. Top (columns fastest, bin
    // after bin): the near bin of column 1 goes from root 1 to root 2, the far bin of column 0 from
    // 1 to 0: values root 2 - 1 and 1, whose roots have length root of root 2.
    let gain = Float(2).squareRoot() - 1
    let front: [Float] = [(1 / 3 as Float).squareRoot(), 0, (2 / 3 as Float).squareRoot(), 0]
    let side = ([0.5, 0, 0.5, 0] as [Float]).map { $0.squareRoot() }
    let top = ([0, gain, 1, 0] as [Float]).map { ($0 / Float(2).squareRoot()).squareRoot() }
    #expect(features.count == 12)
    for (found, expected) in inStep(features, front + side + top) { #expect(abs(found - expected) < 1e-6) }
  }

  @Test("a video that stands still, shows nothing or has one frame gives zeros")
  func still() throws {
    let one = video(1, 1)
    let frame = one.millimetres
    let still = DepthVideo(height: 30, width: 40, frames: 6, millimetres: (0..<6).flatMap { _ in frame }, rate: 30)
    let nothing = DepthVideo(
      height: 5, width: 4, frames: 3, millimetres: [UInt16](repeating: 0, count: 60), rate: 30)
    for video in [one, still, nothing] {
      let fitted = try DepthMotionMaps().fit([], seed: Seed(base: 0))
      let features = try fitted.encode(.depth(video))
      #expect(features == [Float](repeating: 0, count: fitted.dimension))
    }
  }

  @Test("where the person stands in the picture, and how far away, does not matter")
  func moved() throws {
    let near = video(2, 20)
    var pixels = [UInt16](repeating: 0, count: 40 * 60 * 20)
    for t in 0..<20 {
      for x in 0..<40 {
        for y in 0..<30 {
          let value = near.millimetres[(t * 40 + x) * 30 + y]
          pixels[(t * 60 + x + 15) * 40 + y + 4] = value == 0 ? 0 : value + 500
        }
      }
    }
    let moved = DepthVideo(height: 40, width: 60, frames: 20, millimetres: pixels, rate: 30)
    let fitted = try DepthMotionMaps().fit([], seed: Seed(base: 0))
    #expect(try fitted.encode(.depth(near)) == fitted.encode(.depth(moved)))
    #expect(try DepthSeries().apply(.depth(near)).values == DepthSeries().apply(.depth(moved)).values)
  }

  @Test("every pixel four times in each direction gives the same grid and nearly the same maps")
  func resolution() throws {
    let small = video(3, 24)
    var pixels: [UInt16] = []
    for t in 0..<24 {
      for x in 0..<160 { for y in 0..<120 { pixels.append(small.millimetres[(t * 40 + x / 4) * 30 + y / 4]) } }
    }
    let large = DepthVideo(height: 120, width: 160, frames: 24, millimetres: pixels, rate: 30)
    let fitted = try DepthMotionMaps().fit([], seed: Seed(base: 0))
    let (a, b) = (try fitted.encode(.depth(small)), try fitted.encode(.depth(large)))
    for (x, y) in inStep(a, b) { #expect(abs(x - y) < 1e-4) }
    let (g, h) = (try DepthSeries().apply(.depth(small)).values, try DepthSeries().apply(.depth(large)).values)
    for t in 0..<24 { for c in 0..<90 { #expect(abs(g[c, t] - h[c, t]) < 1e-4) } }
  }

  @Test("each segment's map has length 1 over the root of the segments of its level")
  func lengths() throws {
    let maps = try DepthMotionMaps {
      $0.levels = [1, 4]
      ($0.rows, $0.columns, $0.distances) = (2, 3, 2)
    }
    let features = try maps.fit([], seed: Seed(base: 0)).encode(.depth(video(4, 40)))
    #expect(features.count == 5 * (6 + 4 + 6))
    let front = stride(from: 0, to: 30, by: 6).map { features[$0..<($0 + 6)].reduce(0) { $0 + $1 * $1 } }
    for (found, expected) in inStep(front, [1, 0.25, 0.25, 0.25, 0.25] as [Float]) {
      #expect(abs(found - expected) < 1e-5)
    }
  }

  @Test("an area average keeps the mean and reads a map of the grid's own size as it is")
  func average() {
    let map = (0..<35).map { Float($0 * $0 % 11) }
    let same = AreaAverage(fast: 5, slow: 7, fastCells: 5, slowCells: 7)
    let coarse = AreaAverage(fast: 5, slow: 7, fastCells: 2, slowCells: 3)
    let fine = AreaAverage(fast: 5, slow: 7, fastCells: 9, slowCells: 11)
    map.withUnsafeBufferPointer { map in
      guard let pointer = map.baseAddress else { return }
      let mean = map.reduce(0, +) / 35
      #expect(inStep(same(pointer), map).allSatisfy { abs($0 - $1) < 1e-5 })
      #expect(abs(coarse(pointer).reduce(0, +) / 6 - mean) < 1e-4)
      #expect(abs(fine(pointer).reduce(0, +) / 99 - mean) < 1e-4)
    }
  }

  @Test("the grid of a video has 99 channels; occupancy is the share of the cell that is seen")
  func grid() throws {
    let video = frames([[[0, 0, 0], [0, 1_000, 0]], [[1_000, 0, 0], [1_000, 0, 0]]])
    #expect(try DepthSeries().apply(.depth(video)).channels.count == 99)
    let series = try DepthSeries { ($0.rows, $0.columns) = (1, 2) }.apply(.depth(video))
    #expect(
      series.channels.prefix(6) == [
        "occupancy-0-0", "occupancy-0-1", "depth-0-0", "depth-0-1", "motion-0-0", "motion-0-1",
      ])
    #expect(series.values.column(0).prefix(2) == [0, 0.5])
    #expect(series.values.column(1).prefix(2) == [1, 0])
    #expect(series.values.column(0)[4...5] == [0, 0], "no motion before the first frame")
    #expect(series.values.column(0)[6...7] == [0.75, 0.75], "the centroid, in shares of the extent")
  }
}
