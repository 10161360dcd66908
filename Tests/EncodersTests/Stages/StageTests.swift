import Datasets
import Diagnostics
import LinearAlgebra
import Randomness
import Testing

@testable import Encoders

@Suite("Signal stages")
struct StageTests {
  @Test("resampling a constant gives the same constant", arguments: [1, 2, 7, 64, 200])
  func constant(frames: Int) throws {
    let result = try Resample { $0.frames = 64 }.apply(.series(constantSeries(frames)))
    for t in 0..<64 { #expect(result.values.column(t) == constantSeries(1).values.column(0)) }
  }

  @Test("resampling keeps both end points", arguments: [2, 3, 50, 64, 177], [2, 9, 64, 180])
  func endPoints(from: Int, to frames: Int) throws {
    let series = series(1, from)
    let result = try Resample { $0.frames = frames }.apply(.series(series)).values
    #expect(result.columns == frames)
    #expect(result.column(0) == series.values.column(0))
    #expect(result.column(frames - 1) == series.values.column(from - 1))
  }

  @Test("resampling to the same number of frames changes nothing, and a line stays a line")
  func line() throws {
    let walk = series(2, 40)
    #expect(try Resample({ $0.frames = 40 }).apply(.series(walk)).values == walk.values)
    let line = TimeSeries(
      values: Matrix(1, 11, columnMajor: (0...10).map { Float($0) }), rate: 10, channels: ["a"])
    guard case .series(let result) = try Resample({ $0.frames = 5 }).apply(.series(line)) else {
      Issue.record("no series")
      return
    }
    #expect(result.values.row(0) == [0, 2.5, 5, 7.5, 10])
    #expect(result.rate == 4, "eleven frames at 10 a second last a second; five frames over it are four a second")
  }

  @Test("joints relative to the root do not change when the whole body is moved, and the root is gone")
  func rootRelative() throws {
    let body = series(3, 12, channels: 60)
    var moved = body
    for t in 0..<12 { for c in 0..<60 { moved.values[c, t] += Float([5, -3, 8][c % 3]) } }
    let (a, b) = (
      try RootRelative().apply(.series(body)).values, try RootRelative().apply(.series(moved)).values
    )
    #expect(a.rows == 57)
    for i in 0..<57 { for t in 0..<12 { #expect(abs(a[i, t] - b[i, t]) < 1e-4) } }
    #expect(a[0, 4] == body.values[3, 4] - body.values[0, 4])
    #expect(try RootRelative().apply(.series(body)).channels.first == "head-x")
  }

  @Test("channels are found by name, not by place")
  func order() throws {
    // All x, then all y, then all z.
    let body = TimeSeries(
      values: Matrix(columns: [[1, 10, 2, 20, 3, 30]]), rate: 30,
      channels: ["a-x", "b-x", "a-y", "b-y", "a-z", "b-z"])
    let result = try RootRelative { $0.root = "a" }.apply(.series(body))
    #expect(result.channels == ["b-x", "b-y", "b-z"])
    #expect(result.values.column(0) == [9, 18, 27])
    #expect(try Magnitudes().apply(.series(body)).values[6, 0] == Float(14).squareRoot())
  }

  @Test("root: tree is the root of the recording's own tree, a joint or the middle of two; no tree is refused")
  func rootOfTree() throws {
    for (tree, kept) in [(JointTree.kinectV1, 19), (.kinectV2, 24), (.coco, 17), (.mediapipe, 33)] {
      let channels = tree.channels(dimensions: 3)
      var generator = Seed(base: 1).generator
      let values = Matrix<Float>(channels.count, 4) { result in
        for place in 0..<(4 * channels.count) { result[place] = Float(generator.index(below: 1_000)) / 8 }
      }
      let body = TimeSeries(values: values, rate: 30, channels: channels)
      let result = try RootRelative { $0.root = "tree" }.apply(.series(body))
      let named = try RootRelative { $0.root = tree.torso[0] }.apply(.series(body))
      #expect(result.values == named.values && result.channels == named.channels)
      #expect(result.channels.count == 3 * kept)
      let hips = SkeletonJoints.joints(of: tree.torso[0]).map { "\($0)-y" }
      let origin = hips.reduce(Float(0)) { $0 + values[channels.firstIndex(of: $1) ?? 0, 2] } / Float(hips.count)
      let first = try #require(result.channels.firstIndex { $0.hasSuffix("-y") })
      let own = try #require(channels.firstIndex(of: result.channels[first]))
      #expect(result.values[first, 2] == values[own, 2] - origin)
    }
    let error = #expect(throws: InputError.self) { try RootRelative { $0.root = "tree" }.apply(.series(series(1, 5))) }
    #expect(error?.advice.contains("hartransfer joints") == true)
  }

  @Test("a mistyped root joint is refused with the nearest name")
  func unknownRoot() {
    let error = #expect(throws: InputError.self) {
      try RootRelative { $0.root = "hip-centre" }.apply(.series(series(1, 5)))
    }
    #expect(error?.advice.contains("hip-center") == true)
  }

  @Test("differences of a line are its slope, of the first frame 0, and those of a constant are 0")
  func differences() throws {
    let line = TimeSeries(values: Matrix(1, 5, columnMajor: [1, 3, 5, 7, 9]), rate: 10, channels: ["a"])
    let result = try Differences().apply(.series(line))
    #expect(result.values.row(1) == [0, 2, 2, 2, 2])
    #expect(result.channels == ["a", "a-difference"])
    #expect(try Differences().apply(.series(constantSeries(9))).values.rows(6..<12) == Matrix(6, 9))
  }

  @Test("magnitudes do not change under rotation of the sensor")
  func magnitudes() throws {
    let six = series(4, 30)
    var turned = six
    for t in 0..<30 {
      (turned.values[0, t], turned.values[1, t]) = (six.values[1, t], -six.values[0, t])
    }
    let (a, b) = (try Magnitudes().apply(.series(six)), try Magnitudes().apply(.series(turned)))
    #expect(a.values.rows == 8)
    #expect(a.channels.suffix(2) == ["hip-center-magnitude", "head-magnitude"])
    #expect(a.values.row(6) == b.values.row(6))
    let three = TimeSeries(values: Matrix(columns: [[2, 3, 6]]), rate: 1, channels: channelNames(3))
    #expect(try Magnitudes().apply(.series(three)).values[3, 0] == 7)
  }

  @Test("after differences, magnitudes are still those of the six axes alone: fourteen channels")
  func recipe() throws {
    let signal = try Magnitudes().apply(Differences().apply(.series(series(5, 20))))
    #expect(signal.values.rows == 14)
  }

  @Test("standardised training frames have mean 0 and deviation 1 in every channel")
  func standardise() throws {
    let training = (0..<5).map { Signal.series(series(UInt64($0), 20 + Int($0), scale: 30)) }
    let fitted = try StandardiseChannels().fit(training)
    let frames = try training.map { try fitted.apply($0).values.asDouble }
    let all = Matrix.stackedHorizontally(frames)
    for c in 0..<6 {
      let row = all.row(c)
      let mean = row.reduce(0, +) / Double(row.count)
      let variance = row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(row.count)
      #expect(abs(mean) < 1e-6)
      #expect(abs(variance - 1) < 1e-5)
    }
  }

  @Test("a constant channel is centred, not blown up")
  func constantChannel() throws {
    let signal = Signal.series(constantSeries(10))
    let result = try StandardiseChannels().fit([signal, signal]).apply(signal).values
    #expect((0..<6).allSatisfy { abs(result[$0, 3]) < 1e-6 })
  }

  @Test("standardisation refuses recordings of other channels than it was fitted on")
  func otherChannels() throws {
    let fitted = try StandardiseChannels().fit([.series(series(1, 9))])
    #expect(throws: InputError.self) { try fitted.apply(.series(series(1, 9, channels: 3))) }
    #expect(throws: InputError.self) { try StandardiseChannels().fit([]) }
  }
}
