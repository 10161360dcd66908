import Datasets
import Diagnostics
import LinearAlgebra
import Randomness
import TestSupport
import Testing

@testable import Encoders

@Suite("Maps of grids")
struct GridMapsTests {
  private func encode(_ encoder: any RecordingEncoder, _ grid: GridSeries) throws -> [Float] {
    try encoder.fit([], seed: Seed(base: 0)).encode(.grid(grid))
  }

  private func expectClose(
    _ a: [Float], _ b: [Float], _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(a.count == b.count, comment, sourceLocation: sourceLocation)
    for (x, y) in zip(a, b) { #expect(abs(x - y) < 1e-5, comment, sourceLocation: sourceLocation) }
  }

  @Test("the maps of two cells over four frames are those worked out by hand")
  func byHand() throws {
    let grid = GridSeriesTests.made([[[1, 0]], [[3, 4]], [[1, 0]], [[3, 0]]])
    let maps = try PressureMaps {
      $0.levels = [1]
      ($0.rows, $0.columns) = (1, 2)
    }
    // Means 2 and 1, maxima 3 and 4, deviations 1 and root 3, mean changes 2 and 8 / 3; of each the
    // root, to length 1.
    let pairs: [(Float, Float)] = [(2, 1), (3, 4), (1, Float(3).squareRoot()), (2, 8 / 3)]
    expectClose(
      try encode(maps, grid), pairs.flatMap { a, b in [(a / (a + b)).squareRoot(), (b / (a + b)).squareRoot()] })
    let motion = try GridMotionMaps {
      $0.levels = [1]
      ($0.rows, $0.columns, $0.lag) = (1, 2, 2)
    }
    // Two frames apart the first cell never changes, the second from 4 to 0.
    expectClose(try encode(motion, grid), [0, 1])
  }

  @Test("how heavy a person is does not matter, whatever the compression but the logarithm")
  func scale() throws {
    let light = grid(5, 20, shape: [32, 16])
    var heavy = light
    heavy.values.withUnsafeMutableElements { for i in $0.indices { $0[i] *= 3 } }
    for compression in [GridCompression.none, .squareRoot] {
      let maps = try PressureMaps { $0.compression = compression }
      expectClose(try encode(maps, light), try encode(maps, heavy))
    }
    expectClose(try encode(GridMotionMaps(), light), try encode(GridMotionMaps(), heavy))
  }

  @Test("motion maps do not see a background, nor whether the foreground is high or low")
  func background() throws {
    let plain = grid(6, 30)
    var other = plain
    for t in 0..<30 { for cell in 0..<192 { other.values[cell, t] = Float(cell % 7) - plain.values[cell, t] } }
    expectClose(try encode(GridMotionMaps(), plain), try encode(GridMotionMaps(), other))
  }

  @Test("a recording that stands still has no motion and no deviation; one of nothing gives zeros")
  func still() throws {
    let one = grid(7, 1)
    let still = GridSeries(
      values: Matrix(columns: (0..<8).map { _ in one.values.column(0) }), shape: one.shape, axes: one.axes, rate: 15)
    for grid in [one, still] { #expect(try !encode(GridMotionMaps(), grid).contains { $0 != 0 }) }
    let maps = try encode(PressureMaps(), still)
    let half = maps.count / 2
    #expect(!maps.suffix(half).contains { $0 != 0 } && maps.prefix(half).contains { $0 > 0 })
    var nothing = still
    nothing.values = Matrix(192, 8)
    #expect(try !encode(PressureMaps(), nothing).contains { $0 != 0 })
  }

  @Test("backwards, the segments of a level change places")
  func reversed() throws {
    let grid = grid(8, 32)
    let backwards = GridSeries(
      values: Matrix(columns: (0..<32).map { grid.values.column(31 - $0) }), shape: grid.shape, axes: grid.axes,
      rate: 15)
    let maps = try PressureMaps { $0.levels = [2] }
    let cells = 16 * 8
    let (a, b) = (try encode(maps, grid), try encode(maps, backwards))
    // Mean, maximum and deviation; motion belongs to the later of two frames.
    for kind in 0..<3 {
      for segment in 0..<2 {
        let (x, y) = ((2 * kind + segment) * cells, (2 * kind + 1 - segment) * cells)
        expectClose(Array(a[x..<(x + cells)]), Array(b[y..<(y + cells)]), "map \(kind)")
      }
    }
    #expect(a != b)
  }

  @Test("every level and kind weighs the same")
  func weights() throws {
    let features = try encode(try PressureMaps { $0.levels = [1, 4] }, grid(9, 40))
    let cells = 16 * 8
    for kind in 0..<4 {
      let start = kind * 5 * cells
      let lengths = [start..<(start + cells), (start + cells)..<(start + 5 * cells)].map { part in
        features[part].reduce(0) { $0 + $1 * $1 }
      }
      expectClose(lengths, [1, 1], "kind \(kind)")
    }
  }

  @Test(
    "any size and length is taken, three axes are refused",
    arguments: [[1, 1], [1, 9], [9, 1], [3, 7], [40, 30], [9]],
    [1, 2, 3, 50])
  func sizes(shape: [Int], frames: Int) throws {
    for encoder in [PressureMaps(), GridMotionMaps()] as [any RecordingEncoder] {
      let fitted = try encoder.fit([], seed: Seed(base: 0))
      let features = try fitted.encode(.grid(grid(1, frames, shape: shape)))
      #expect(features.count == fitted.dimension && !features.contains { !$0.isFinite })
      #expect(throws: InputError.self) { try fitted.encode(.grid(grid(1, frames, shape: [2, 2, 2]))) }
    }
  }
}
