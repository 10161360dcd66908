import Diagnostics
import FeatureStore
import Foundation
import Testing

@testable import Datasets

@Suite("Prepared recordings of points and grids, and of modalities that did not record all")
struct PreparedPointsTests {
  /// What a test changes in the file.
  private struct Change {
    var attributes = ["x", "y", "z", "doppler"]
    var frameOffsets: [Int64]?
    var recordingOffsets: [Int64] = [0, 12, 12, 22]
    var present: [Int32]? = [1, 0, 1]
    var bad: Int?
    var gridShape = [33, 2, 3]
    var cells: [String]?
    var width = 4
  }

  private let text = smallManifest.replacing("loader: utd-mhad", with: "loader: prepared-recordings")
    .replacing("samples: 4", with: "window: {seconds: 1, overlap: 0}")
    .replacing(
      "- {name: inertial, title: Inertial, rate: 50, units: [g], channels: [a, b, c, d, e, f], placement: wrist}",
      with:
        "- {name: radar, title: Radar, rate: 5, units: [m, m, m, m/s], points: [x, y, z, doppler], placement: front}"
    )
    .replacing(
      "- {name: depth, title: Depth, rate: 30, units: [mm], channels: [depth], placement: front}",
      with: "- {name: mat, title: Mat, rate: 5, units: [unstated], shape: [2, 3], placement: below}")

  /// Three recordings of 12, 11 and 10 frames; frame f of the radar has f mod 3 points. The radar
  /// lacks the second. Every number says its row and column.
  private func prepare(_ change: (inout Change) -> Void = { _ in }) throws -> TemporaryFolder {
    var asked = Change()
    change(&asked)
    let folder = try TemporaryFolder()
    try HDF5File.create(folder.url.appendingPathComponent("recordings.h5")) { file in
      try file.setAttribute("schema", of: "/", to: "hartransfer-recordings/1")
      try file.write(["a", "b", "c"], to: "/ids")
      try file.write(["wave", "clap"], to: "/class_names")
      try file.write([0, 1, 1] as [Int32], to: "/labels")
      try file.write([1, 1, 1] as [Int32], to: "/subjects")
      try file.write([1, 1, 2] as [Int32], to: "/trials")
      try file.createGroup("/modalities")
      let radar = "/modalities/radar"
      try file.createGroup(radar)
      try file.setAttribute("rate", of: radar, to: 5)
      try file.setAttribute("attributes", of: radar, to: asked.attributes)
      var offsets: [Int64] = [0]
      for frame in 0..<22 { offsets.append(offsets[frame] + Int64(frame % 3)) }
      let total = Int(offsets[22])
      var points = (0..<total).flatMap { point in (0..<asked.width).map { Float(10 * point + $0) } }
      if let bad = asked.bad { points[bad * asked.width] = .infinity }
      try file.write(points, shape: [total, asked.width], to: "\(radar)/points")
      try file.write(asked.frameOffsets ?? offsets, to: "\(radar)/frame_offsets")
      try file.write(asked.recordingOffsets, to: "\(radar)/offsets")
      if let present = asked.present { try file.write(present, to: "\(radar)/present") }
      try file.write([0.5, 0, 7], to: "\(radar)/starts")
      let mat = "/modalities/mat"
      try file.createGroup(mat)
      try file.setAttribute("rate", of: mat, to: 5)
      if let cells = asked.cells { try file.setAttribute("channels", of: mat, to: cells) }
      try file.write((0..<198).map(Float.init), shape: asked.gridShape, to: "\(mat)/frames")
      try file.write([0, 12, 23, 33] as [Int64], to: "\(mat)/offsets")
    }
    return folder
  }

  private func open(
    _ folder: TemporaryFolder, skipBad: Bool = false, using: [String]? = nil
  ) throws -> any RecordingSource {
    let manifest = try Manifest.decode(text, file: "manifest.yaml")
    return try PreparedRecordingsLoader().load(manifest, from: folder.url, skipBad: skipBad, using: using)
  }

  private func cloud(_ source: any RecordingSource, _ row: Int) throws -> PointSeries {
    guard case .points(let cloud) = try source.signal(row: row, modality: "radar") else { throw Unexpected() }
    return cloud
  }

  @Test("windows of clouds hold the points of their frames, and no others")
  func windows() throws {
    let folder = try prepare()
    let source = try open(folder)
    #expect(source.samples.ids == ["a_w0", "a_w1", "c_w0", "c_w1"])
    // Frames 0 to 4 have 0, 1, 2, 0, 1 points; frames 5 to 9 have 2, 0, 1, 2, 0.
    let (first, second) = try (cloud(source, 0), cloud(source, 1))
    #expect(first.offsets == [0, 0, 1, 3, 3, 4] && second.offsets == [0, 2, 2, 3, 5, 5])
    #expect(first.values[0] == 0 && second.values.prefix(4) == [40, 41, 42, 43])
    #expect(first.attributes == ["x", "y", "z", "doppler"] && first.rate == 5)
    #expect(first.start == 0.5 && second.start == 1.5)
    // Recording c begins at frame 12, before which there are 12 points.
    let third = try cloud(source, 2)
    #expect(third.values.first == 120 && third.start == 7)
    for row in 0..<source.samples.count {
      #expect(try source.length(row: row, modality: "radar") == source.signal(row: row, modality: "radar").length)
    }
  }

  @Test("a grid of its own shape and one written flat are the same", arguments: [[33, 2, 3], [33, 6]])
  func grids(shape: [Int]) throws {
    let folder = try prepare { $0.gridShape = shape }
    guard case .grid(let grid) = try open(folder).signal(row: 1, modality: "mat") else { throw Unexpected() }
    #expect(grid.shape == [2, 3] && grid.axes == ["row", "column"] && grid.frames == 5)
    #expect(grid.values[0, 0] == 30 && grid.values[5, 4] == 59)
  }

  @Test("a recording that a modality lacks is left out where that modality is used, with the reason, and there alone")
  func absent() throws {
    let folder = try prepare()
    let source = try open(folder)
    #expect(source.skipped.map(\.file) == ["b"] && source.skipped.map(\.reason) == ["no recording of radar"])
    #expect(source.skipped.map(\.className) == ["clap"] && source.skipped.map(\.subject) == [1])
    #expect(source.skipped.map(\.what) == [.recordings])
    let mat = try open(folder, using: ["mat"])
    #expect(mat.samples.ids == ["a_w0", "a_w1", "b_w0", "b_w1", "c_w0", "c_w1"] && mat.skipped.isEmpty)
    let without = try open(prepare { $0.present = nil })
    #expect(without.skipped.map(\.reason) == ["shorter than a window of 1 s"])
  }

  @Test("what does not fit is refused, with the object of the file")
  func refused() throws {
    let rising: [Int64] = (0..<23).map { Int64($0) }
    let changes: [(String, (inout Change) -> Void)] = [
      ("radar: attribute attributes", { $0.attributes = ["x", "y", "z", "<script>"] }),
      ("radar/points", { $0.width = 3 }),
      ("radar/frame_offsets", { $0.frameOffsets = [1] + rising.dropFirst() }),
      ("radar/frame_offsets", { $0.frameOffsets = [0, 5, 4] + rising.dropFirst(3) }),
      ("radar/frame_offsets", { $0.frameOffsets = rising }), ("radar/frame_offsets", { $0.frameOffsets = [] }),
      ("radar/offsets", { $0.recordingOffsets = [0, 12, 12, 23] }),
      ("radar/offsets", { $0.recordingOffsets = [0, 12, 11, 22] }),
      ("radar/offsets", { $0.recordingOffsets = [0, 12, 22] }),
      ("radar/present", { $0.present = [1, 0] }), ("radar/present", { $0.present = [1, 0, 2] }),
      ("radar/present", { $0.present = [0, 0, 1] }), ("mat/frames", { $0.gridShape = [33, 3, 2] }),
      ("mat: attribute channels", { $0.cells = ["a", "b", "c", "d", "e", "f"] }),
    ]
    for (place, change) in changes {
      let folder = try prepare(change)
      let error = #expect(throws: InputError.self) { try open(folder) }
      #expect(error?.place.hasSuffix("/modalities/\(place)") == true, "\(place): \(error?.place ?? "")")
    }
  }

  @Test("a point that is not finite is refused where it is read, and left out on request")
  func notFinite() throws {
    let folder = try prepare { $0.bad = 4 }
    let source = try open(folder)
    _ = try cloud(source, 0)
    let error = #expect(throws: InputError.self) { try cloud(source, 1) }
    #expect(error?.found == "inf in row 4" && error?.place.hasSuffix("/modalities/radar/points") == true)
    #expect(try open(folder, skipBad: true).samples.ids == ["a_w0", "c_w0", "c_w1"])
  }
}
