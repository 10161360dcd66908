import Datasets
import Diagnostics
import LinearAlgebra
import Randomness
import Testing

@testable import Encoders

@Suite("Clouds of points as time series")
struct PointCloudSeriesTests {
  private func read(_ cloud: PointSeries, _ change: (inout PointCloudSeries) -> Void = { _ in }) throws -> TimeSeries {
    var stage = PointCloudSeries()
    change(&stage)
    try stage.check()
    guard case .series(let series) = try stage.apply(.points(cloud)) else { throw Unexpected() }
    try Signal.series(series).requireFinite()
    return series
  }

  private struct Unexpected: Error {}

  /// The same frames, each with its points in another form.
  private func changing(_ cloud: PointSeries, _ change: ([[Float]]) -> [[Float]]) -> PointSeries {
    let size = cloud.attributes.count
    var (values, offsets): ([Float], [Int]) = ([], [0])
    for frame in 0..<cloud.frames {
      let points = change(cloud.points(of: frame).map { Array(cloud.values[($0 * size)..<(($0 + 1) * size)]) })
      values += points.flatMap(\.self)
      offsets.append(offsets[frame] + points.count)
    }
    return PointSeries(values: values, attributes: cloud.attributes, offsets: offsets, rate: cloud.rate)
  }

  private func channel(_ series: TimeSeries, _ name: String) throws -> [Float] {
    series.values.row(try #require(series.channels.firstIndex(of: name)))
  }

  private func expectEqual(_ a: TimeSeries, _ b: TimeSeries, but: (String) -> Bool = { _ in false }) {
    #expect(a.channels == b.channels && a.values.columns == b.values.columns)
    for (index, name) in a.channels.enumerated() where !but(name) {
      for (x, y) in zip(a.values.row(index), b.values.row(index)) { #expect(abs(x - y) < 1e-4, "\(name)") }
    }
  }

  @Test("two points give the numbers worked out by hand")
  func byHand() throws {
    let cloud = PointSeries(
      values: [0, 2, 0, -0.5, 1, 2, 2, 1, 0.4, 3], attributes: ["x", "y", "z", "doppler", "intensity"],
      offsets: [0, 2], rate: 10)
    let series = try read(cloud) {
      ($0.reach, $0.origin, $0.edges) = (0, .room, [-0.3, 0.3])
      ($0.grid, $0.low, $0.high) = ([2, 1, 1], [0, 0, 0], [2, 4, 4])
    }
    let expected: [(String, Float)] = [
      ("count", 2), ("mean-x", 1), ("mean-y", 2), ("mean-z", 0.5), ("deviation-x", 1), ("deviation-y", 0),
      ("deviation-z", 0.5), ("covariance-x-y", 0), ("covariance-x-z", 0.5), ("covariance-y-z", 0), ("low-x", -1),
      ("low-y", 0), ("low-z", -0.5), ("high-x", 1), ("high-y", 0), ("high-z", 0.5), ("doppler-mean", -0.05),
      ("doppler-deviation", 0.45), ("intensity-mean", 2), ("intensity-deviation", 1), ("weighted-x", 0.5),
      ("weighted-y", 0), ("weighted-z", 0.25), ("doppler-share-1", 0.5), ("doppler-share-2", 0),
      ("doppler-share-3", 0.5), ("voxel-1-1-1", 0.5), ("voxel-2-1-1", 0.5), ("motion-1-1-1", -0.25),
      ("motion-2-1-1", 0.2),
    ]
    #expect(series.channels == expected.map(\.0))
    for (index, (name, value)) in expected.enumerated() {
      #expect(abs(series.values[index, 0] - value) < 1e-6, "\(name)")
    }
  }

  @Test("the order of the points in a frame does not matter", arguments: [0, 2])
  func order(reach: Int) throws {
    let given = cloud(3, 30)
    expectEqual(
      try read(given) { $0.reach = reach }, try read(changing(given) { $0.reversed() }) { $0.reach = reach })
  }

  @Test("every point twice doubles the count and changes nothing else")
  func doubled() throws {
    let given = cloud(4, 30)
    let (once, twice) = try (read(given), read(changing(given) { $0 + $0 }))
    expectEqual(once, twice) { $0 == "count" }
    #expect(try channel(twice, "count") == channel(once, "count").map { 2 * $0 })
  }

  @Test("a cloud that is moved as a whole moves the means alone in the room, and nothing beside itself")
  func moved() throws {
    let given = cloud(5, 30)
    let by: [Float] = [0.5, -1.25, 2]
    let moved = changing(given) { $0.map { p in p.indices.map { $0 < 3 ? p[$0] + by[$0] : p[$0] } } }
    expectEqual(try read(given), try read(moved))
    let (here, there) = try (read(given) { $0.origin = .room }, read(moved) { $0.origin = .room })
    expectEqual(here, there) { name in
      ["mean-x", "mean-y", "mean-z", "voxel", "motion"].contains { name.hasPrefix($0) }
    }
    for (axis, name) in ["mean-x", "mean-y", "mean-z"].enumerated() {
      for (a, b) in zip(try channel(here, name), try channel(there, name)) { #expect(abs(b - a - by[axis]) < 1e-5) }
    }
  }

  @Test("bounds that move with the cloud see the same cells")
  func bounds() throws {
    let given = cloud(6, 20)
    let moved = changing(given) { $0.map { [$0[0] + 4] + $0.dropFirst() } }
    let here = try read(given) { $0.origin = .room }
    let there = try read(moved) { ($0.origin, $0.low, $0.high) = (.room, [3, -1, -1], [5, 1, 1]) }
    expectEqual(here, there) { $0 == "mean-x" }
  }

  @Test("a frame without points keeps the moments of the one before, and has shares of 0")
  func empty() throws {
    let points: [Float] = [1, 2, 3, 0, 1, 2, 2, 2, 1, 1]
    let given = PointSeries(
      values: points, attributes: ["x", "y", "z", "doppler", "intensity"], offsets: [0, 0, 1, 1, 2], rate: 10)
    let series = try read(given) { ($0.reach, $0.origin) = (0, .room) }
    #expect(try channel(series, "mean-x") == [1, 1, 1, 2])
    #expect(try channel(series, "count") == [0, 1, 0, 1])
    for name in series.channels where name.hasPrefix("voxel") || name.hasPrefix("motion") || name.contains("share") {
      let values = try channel(series, name)
      #expect(values[0] == 0 && values[2] == 0, "\(name)")
    }
    let nothing = PointSeries(values: [], attributes: given.attributes, offsets: [0, 0, 0], rate: 10)
    let zeros = try read(nothing)
    #expect(zeros.values.columns == 2 && zeros.values == Matrix(zeros.channels.count, 2))
  }

  @Test("shares of the histogram and of the cells sum to 1 wherever there is a point")
  func shares() throws {
    let series = try read(cloud(7, 40)) { $0.reach = 0 }
    for frame in 0..<40 {
      for kind in ["voxel", "doppler-share"] {
        let names = series.channels.indices.filter { series.channels[$0].hasPrefix(kind) }
        let sum = names.reduce(0) { $0 + series.values[$1, frame] }
        #expect(abs(sum - (series.values[0, frame] > 0 ? 1 : 0)) < 1e-5)
      }
    }
  }

  @Test("points put together over frames are those of the frames around, fewer at both ends")
  func together() throws {
    let given = cloud(8, 12)
    let counts = (0..<12).map { Float(given.points(of: $0).count) }
    let series = try read(given) { $0.reach = 2 }
    let expected = (0..<12).map { frame in
      let around = max(0, frame - 2)...min(11, frame + 2)
      return around.reduce(0) { $0 + counts[$1] } / Float(around.count)
    }
    #expect(try channel(series, "count") == expected)
  }

  @Test("attributes are found by name, in any order; without Doppler or intensity their channels are left out")
  func attributes() throws {
    let given = cloud(9, 15)
    let size = given.attributes.count
    let turned = PointSeries(
      values: (0..<(given.values.count / size)).flatMap { p in
        [4, 2, 0, 3, 1].map { given.values[p * size + $0] }
      }, attributes: ["intensity", "z", "x", "doppler", "y"], offsets: given.offsets, rate: given.rate)
    let (a, b) = try (read(given), read(turned))
    for name in a.channels { #expect(try channel(a, name) == channel(b, name), "\(name)") }
    let bare = PointSeries(values: [1, 2, 3], attributes: ["x", "y", "z"], offsets: [0, 1], rate: 10)
    let names = try read(bare).channels
    #expect(!names.contains { $0.contains("doppler") || $0.contains("intensity") || $0.hasPrefix("motion") })
    let flat = PointSeries(values: [1, 2], attributes: ["x", "<script>"], offsets: [0, 1], rate: 10)
    let error = #expect(throws: InputError.self) { try read(flat) }
    #expect(error?.expected == "an attribute 'y'" && error?.found == "points of x, <script>")
  }

  @Test("grids and bounds without a size are refused by name")
  func refused() throws {
    let bad: [(String, (inout PointCloudSeries) -> Void)] = [
      ("grid", { $0.grid = [4, 4] }), ("grid", { $0.grid = [0, 1, 1] }), ("grid", { $0.grid = [65, 1, 1] }),
      ("low", { $0.low = [0, .nan, 0] }), ("high", { $0.high = [1, -1, 1] }), ("high", { $0.high = [1] }),
    ]
    for (key, change) in bad {
      #expect(#expect(throws: InputError.self) { try read(cloud(1, 3), change) }?.place == key)
    }
    #expect(try read(cloud(1, 3)) { $0.grid = [0, 0, 0] }.channels.allSatisfy { !$0.hasPrefix("voxel") })
  }

  @Test("frames, MiniRocket and units follow it")
  func followed() throws {
    let signals = (0..<4).map { Signal.points(cloud(UInt64($0), 30)) }
    let stage = PointCloudSeries()
    let series = try signals.map { try stage.apply($0) }
    let frames = try Frames { $0.count = 16 }.fit(series, seed: Seed(base: 0))
    #expect(frames.sequence?.frames == 16 && frames.sequence?.channels == series[0].channels)
    let rocket = try MiniRocket().fit(series, seed: Seed(base: 0))
    #expect(try rocket.encode(series[0]) != rocket.encode(series[1]))
    let units = stage.units(after: ["x": "m", "y": "m", "z": "m", "doppler": "m/s"])
    #expect(units["mean-x"] == "m" && units["doppler-mean"] == "m/s" && units["covariance-x-y"] == nil)
  }
}
