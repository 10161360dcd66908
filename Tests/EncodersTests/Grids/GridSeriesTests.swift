import Datasets
import Diagnostics
import LinearAlgebra
import TestSupport
import Testing

@testable import Encoders

@Suite("Grids as time series")
struct GridSeriesTests {
  /// A grid whose frames are given row by row.
  static func made(_ frames: [[[Float]]]) -> GridSeries {
    GridSeries(
      values: Matrix(columns: frames.map { $0.flatMap { $0 } }), shape: [frames[0].count, frames[0][0].count],
      axes: ["row", "column"], rate: 10, start: 2)
  }

  /// The channels of a grid by name.
  private func channels(
    _ grid: GridSeries, _ change: (inout CoarseGridSeries) -> Void = { _ in }
  ) throws -> [String: [Float]] {
    guard case .series(let series) = try CoarseGridSeries(change).apply(.grid(grid)) else { return [:] }
    #expect(series.rate == grid.rate && series.start == grid.start)
    return Dictionary(
      uniqueKeysWithValues: series.channels.enumerated().map { ($1, series.values.row($0)) })
  }

  private func expectClose(
    _ a: [Float]?, _ b: [Float]?, _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(a != nil && a?.count == b?.count, comment, sourceLocation: sourceLocation)
    for (x, y) in zip(a ?? [], b ?? []) {
      #expect(abs(x - y) <= 1e-5 * max(1, abs(x)), comment, sourceLocation: sourceLocation)
    }
  }

  /// Three cells that wander, far from the edges of a grid of 12 x 10.
  private let wander = made(
    (0..<5).map { t in
      (0..<12).map { r in
        (0..<10).map { c in
          switch (r - t / 2, c - t % 2) {
          case (3, 3): 2
          case (4, 3): 1
          case (4, 5): 5
          default: 0
          }
        }
      }
    })

  /// The same numbers elsewhere: `place` tells for each row and column where its number comes from.
  private func moved(_ grid: GridSeries, _ place: (Int, Int) -> (Int, Int)) -> GridSeries {
    let (rows, columns) = (grid.shape[0], grid.shape[1])
    return Self.made(
      (0..<grid.frames).map { t in
        (0..<rows).map { r in
          (0..<columns).map { c in
            let (y, x) = place(r, c)
            return (0..<rows).contains(y) && (0..<columns).contains(x) ? grid.values[y * columns + x, t] : 0
          }
        }
      })
  }

  private let places = ["centroid-row", "centroid-column", "motion-row", "motion-column"]
  private let shapes = ["contact", "spread-row", "spread-column", "elongation", "slant"]

  @Test("every cell is a channel with its name, and numbers, rate and start stay")
  func cells() throws {
    let grid = grid(3, 9, shape: [2, 3, 2])
    guard case .series(let series) = try Cells().apply(.grid(grid)) else {
      Issue.record("no series")
      return
    }
    #expect(series.values == grid.values && series.rate == grid.rate && series.start == grid.start)
    #expect(series.channels.count == 12 && series.channels[1] == "axis-0-1-axis-1-1-axis-2-2")
  }

  @Test("a shift moves centroid and centre of motion by its share of the grid, and keeps totals and shape")
  func translation() throws {
    let (before, after) = (try channels(wander), try channels(moved(wander) { ($0 - 2, $1 - 3) }))
    for (name, share) in zip(places, [2.0 / 12, 3.0 / 10, 2.0 / 12, 3.0 / 10] as [Float]) {
      // Of the first frame there is no motion, so its place is the middle.
      let first = name.hasPrefix("motion") ? 1 : 0
      expectClose(
        before[name].map { $0.dropFirst(first).map { $0 + share } }, after[name].map { Array($0.dropFirst(first)) },
        "\(name)")
    }
    for name in shapes + ["total", "motion"] { expectClose(before[name], after[name], "\(name)") }
  }

  @Test("twice the numbers double totals, occupancy and motion, and nothing else; scaled, they change nothing")
  func scale() throws {
    var twice = wander
    twice.values.withUnsafeMutableElements { for i in $0.indices { $0[i] *= 2 } }
    let (once, doubled) = (try channels(wander), try channels(twice))
    for (name, values) in once {
      expectClose(
        places.contains(name) || shapes.contains(name) ? values : values.map { 2 * $0 }, doubled[name], "\(name)")
    }
    let (a, b) = (try channels(wander) { $0.scaled = true }, try channels(twice) { $0.scaled = true })
    for (name, values) in a { expectClose(values, b[name], "\(name)") }
    let mean = (a["total"] ?? []).reduce(0, +) / 5
    #expect(abs(mean - 1) < 1e-5)
  }

  @Test("a mirror exchanges columns, turns the centroid over and the slant round")
  func mirror() throws {
    let (before, after) = (try channels(wander), try channels(moved(wander) { ($0, 9 - $1) }))
    for name in ["centroid-column", "motion-column"] {
      expectClose(before[name]?.map { 1 - $0 }, after[name], "\(name)")
    }
    expectClose(before["slant"]?.map { -$0 }, after["slant"])
    #expect(before["slant"]?.contains { abs($0) > 0.1 } == true)
    for name in ["centroid-row", "spread-row", "spread-column", "elongation", "total", "contact", "motion"] {
      expectClose(before[name], after[name], "\(name)")
    }
    for r in 0..<8 { for c in 0..<4 { expectClose(before["occupancy-\(r)-\(c)"], after["occupancy-\(r)-\(3 - c)"]) } }
  }

  @Test("occupancy of a sum is the sum of occupancies, and its mean over cells is that of the grid")
  func linear() throws {
    let (a, b) = (grid(1, 6), grid(2, 6))
    var sum = a
    for t in 0..<6 { for cell in 0..<192 { sum.values[cell, t] += b.values[cell, t] } }
    let parts = (try channels(a), try channels(b), try channels(sum))
    var means = [Float](repeating: 0, count: 6)
    for name in parts.2.keys where name.hasPrefix("occupancy") || name == "total" {
      expectClose(zip(parts.0[name] ?? [], parts.1[name] ?? []).map { $0 + $1 }, parts.2[name], "\(name)")
      if name != "total" { means = zip(means, parts.2[name] ?? []).map { $0 + $1 / 32 } }
    }
    expectClose(means.map { $0 * 192 }, parts.2["total"])
  }

  @Test("profiles are the means of occupancy along rows and columns")
  func profiles() throws {
    let numbers = try channels(grid(1, 6))
    func mean(_ names: [String]) -> [Float] {
      (0..<6).map { t in names.reduce(0) { $0 + (numbers[$1]?[t] ?? .nan) } / Float(names.count) }
    }
    for r in 0..<8 { expectClose(mean((0..<4).map { "occupancy-\(r)-\($0)" }), numbers["row-\(r)"]) }
    for c in 0..<4 { expectClose(mean((0..<8).map { "occupancy-\($0)-\(c)" }), numbers["column-\(c)"]) }
  }

  @Test("each part can be left out, but not all of them")
  func parts() throws {
    let all = try channels(grid(1, 6))
    let kinds: [(WritableKeyPath<CoarseGridSeries, Bool>, Int)] = [
      (\.occupancy, 32), (\.motion, 32), (\.profiles, 12), (\.whole, 11),
    ]
    for (part, count) in kinds {
      let alone = try channels(grid(1, 6)) { series in
        for (other, _) in kinds { series[keyPath: other] = other == part }
      }
      #expect(alone.count == count)
      for (name, values) in alone { #expect(all[name] == values) }
    }
    #expect(throws: InputError.self) {
      try CoarseGridSeries { series in for (part, _) in kinds { series[keyPath: part] = false } }.checkAll()
    }
  }

  @Test("lines and diagonals have elongation and slant 1 and -1, a point has neither")
  func orientation() throws {
    func frame(_ hit: (Int, Int) -> Bool) -> [[Float]] {
      (0..<6).map { r in (0..<6).map { c in hit(r, c) ? 1 : 0 } }
    }
    let numbers = try channels(
      Self.made([
        frame { $1 == 2 }, frame { r, _ in r == 2 }, frame { $0 == $1 }, frame { $0 == 5 - $1 },
        frame { $0 == 1 && $1 == 4 },
      ]))
    expectClose(numbers["elongation"], [1, -1, 0, 0, 0])
    expectClose(numbers["slant"], [0, 0, 1, -1, 0])
    expectClose(numbers["contact"], [6, 6, 6, 6, 1].map { $0 / 36 })
  }

  @Test("a frame of nothing keeps the place of the frame before; a grid of nothing is finite, in the middle")
  func empty() throws {
    let blank = [[Float]](repeating: [0, 0, 0], count: 2)
    let seen: [[Float]] = [[0, 0, 1], [0, 0, 0]]
    let gap = try channels(Self.made([blank, seen, blank, blank]))
    expectClose(gap["centroid-column"], [0.5, 5.0 / 6, 5.0 / 6, 5.0 / 6])
    expectClose(gap["total"], [0, 1, 0, 0])
    expectClose(gap["motion"], [0, 1, 1, 0])
    for scaled in [false, true] {
      for foreground in GridForeground.allCases {
        let nothing = try channels(Self.made([blank, blank])) { ($0.scaled, $0.foreground) = (scaled, foreground) }
        #expect(nothing["centroid-row"] == [0.5, 0.5])
        for (name, values) in nothing where !places.contains(name) { #expect(values == [0, 0], "\(name)") }
      }
    }
  }

  @Test("what is low before a background weighs what is high before nothing")
  func foreground() throws {
    var below = wander
    below.values.withUnsafeMutableElements { for i in $0.indices { $0[i] = 7 - $0[i] } }
    let (high, low) = (try channels(wander), try channels(below) { $0.foreground = .low })
    for (name, values) in high { expectClose(values, low[name], "\(name)") }
  }

  @Test("compressions keep sign and order", arguments: GridCompression.allCases)
  func compressed(compression: GridCompression) {
    let numbers: [Float] = [-3_000, -2, -0.5, 0, 0.5, 2, 3_000]
    let results = numbers.map { compression($0) }
    #expect(results == results.sorted() && Set(results).count == 7)
    #expect(results.map { -$0 } == results.reversed())
  }

  @Test("any size is taken; one axis is a single row", arguments: [[1, 1], [1, 9], [9, 1], [3, 7], [40, 30], [9]])
  func sizes(shape: [Int]) throws {
    let numbers = try channels(grid(4, 7, shape: shape))
    #expect(numbers.count == 87)
    for values in numbers.values { #expect(values.count == 7 && !values.contains { !$0.isFinite }) }
    if shape == [9] {
      var plane = grid(4, 7, shape: shape)
      (plane.shape, plane.axes) = ([1, 9], ["row", "column"])
      let same = try channels(plane)
      #expect(same == numbers)
    }
  }

  @Test("three axes are refused, and the way out is named")
  func threeAxes() {
    let error = #expect(throws: InputError.self) {
      try CoarseGridSeries().apply(.grid(grid(1, 3, shape: [2, 3, 4])))
    }
    #expect(error?.found == "a grid of 3 axes: 2 x 3 x 4")
    #expect(error?.advice.contains("cells") == true)
  }
}
