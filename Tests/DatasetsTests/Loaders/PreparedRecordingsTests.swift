import Diagnostics
import FeatureStore
import Foundation
import Testing

@testable import Datasets

@Suite struct PreparedRecordingsTests {
  private let text = smallManifest.replacing("loader: utd-mhad", with: "loader: prepared-recordings")
    .replacing("samples: 4", with: "samples: 5\nwindow: {seconds: 1, overlap: 0}")

  /// Two recordings: 2.5 and 3.9 seconds at 50 and 30 frames a second; every number says its
  /// modality, frame and channel.
  private func prepare(
    bad: Int? = nil, schema: String = "hartransfer-recordings/1", classes: [String] = ["wave", "clap"],
    starts: [Double]? = nil
  ) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try HDF5File.create(folder.url.appendingPathComponent("recordings.h5")) { file in
      try file.setAttribute("schema", of: "/", to: schema)
      try file.write(["first", "second"], to: "/ids")
      try file.write(classes, to: "/class_names")
      try file.write([0, 1] as [Int32], to: "/labels")
      try file.write([1, 1] as [Int32], to: "/subjects")
      try file.write([1, 2] as [Int32], to: "/trials")
      try file.createGroup("/modalities")
      let modalities = [("inertial", 50.0, ["a", "b", "c", "d", "e", "f"]), ("depth", 30.0, ["depth"])]
      for (index, (name, rate, channels)) in modalities.enumerated() {
        let lengths = [2.5, 3.9].map { Int($0 * rate) }
        let group = "/modalities/\(name)"
        try file.createGroup(group)
        try file.setAttribute("rate", of: group, to: rate)
        try file.setAttribute("channels", of: group, to: channels)
        let total = lengths.reduce(0, +)
        var frames = (0..<total).flatMap { frame in
          channels.indices.map { Float(index * 10_000 + frame * 10 + $0) }
        }
        if index == 0, let bad { frames[bad * channels.count] = .nan }
        try file.write(frames, shape: [total, channels.count], to: "\(group)/frames")
        try file.write([0, Int64(lengths[0]), Int64(total)], to: "\(group)/offsets")
        if index == 1, let starts { try file.write(starts, to: "\(group)/starts") }
      }
    }
    return folder
  }

  private func open(_ folder: TemporaryFolder, skipBad: Bool = false) throws -> any RecordingSource {
    let manifest = try Manifest.decode(text, file: "manifest.yaml")
    return try PreparedRecordingsLoader().load(manifest, from: folder.url, skipBad: skipBad)
  }

  @Test("windows fill each recording, never cross into the next, and bear its label and trial")
  func windows() throws {
    let folder = try prepare()
    let source = try open(folder)
    #expect(source.samples.ids == ["first_w0", "first_w1", "second_w0", "second_w1", "second_w2"])
    #expect(source.samples.labels == [0, 0, 1, 1, 1])
    #expect(source.samples.trials == [1, 1, 2, 2, 2])
    guard case .series(let series) = try source.signal(row: 3, modality: "inertial") else { throw Unexpected() }
    #expect(series.values.rows == 6 && series.values.columns == 50)
    // The second recording begins at frame 125, its second window 50 frames later.
    #expect(series.values[0, 0] == 1750 && series.values[5, 49] == 2245)
    guard case .series(let other) = try source.signal(row: 1, modality: "depth") else { throw Unexpected() }
    #expect(other.values.columns == 30 && other.values[0, 0] == 10_300 && other.values[0, 29] == 10_590)
  }

  @Test("a window says when it begins, by the starts of the file where there are any; others are refused")
  func starts() throws {
    func start(_ source: any RecordingSource, _ row: Int, _ modality: String) throws -> Double {
      guard case .series(let series) = try source.signal(row: row, modality: modality) else { throw Unexpected() }
      return series.start
    }
    let (with, without) = (try prepare(starts: [0.25, -1]), try prepare())
    let (said, unsaid) = (try open(with), try open(without))
    for (row, window, recording) in [(0, 0.0, 0), (1, 1, 0), (2, 0, 1), (3, 1, 1), (4, 2, 1)] {
      #expect(try start(said, row, "depth") == [0.25, -1][recording] + window)
      #expect(try start(unsaid, row, "depth") == window)
      #expect(try start(said, row, "inertial") == window)
    }
    for bad in [[0.0], [0, .nan], [0, 1, 2]] {
      let folder = try prepare(starts: bad)
      let error = try #require(throws: InputError.self) { try open(folder) }
      #expect(error.place.hasSuffix("/modalities/depth/starts"))
    }
  }

  @Test("a window with a number that is not finite is refused when it is read, and left out on request")
  func notFinite() throws {
    let folder = try prepare(bad: 60)
    let source = try open(folder)
    _ = try source.signal(row: 0, modality: "inertial")
    #expect(throws: InputError.self) { try source.signal(row: 1, modality: "inertial") }
    let rest = try open(folder, skipBad: true)
    #expect(rest.samples.ids == ["first_w0", "second_w0", "second_w1", "second_w2"])
    #expect(rest.skipped.map(\.file) == ["recordings.h5: first_w1"])
    guard case .series(let series) = try rest.signal(row: 1, modality: "inertial") else { throw Unexpected() }
    #expect(series.values[0, 0] == 1250)
  }

  @Test("lengths are those of the signals, and are known without their values")
  func lengths() throws {
    let source = try open(prepare(starts: [0.25, -1]))
    for row in 0..<source.samples.count {
      for modality in source.modalities {
        let length = try source.length(row: row, modality: modality)
        #expect(try length != nil && length == source.signal(row: row, modality: modality).length)
      }
    }
    // The values of this window cannot be read.
    #expect(try open(prepare(bad: 60)).length(row: 1, modality: "inertial")?.frames == 50)
  }

  @Test("a file of another schema or other classes is refused, with the object in it")
  func refused() throws {
    let other = try prepare(schema: "something/2")
    #expect(#expect(throws: InputError.self) { try open(other) }?.found == "'something/2'")
    let classes = try prepare(classes: ["clap", "wave"])
    #expect(#expect(throws: InputError.self) { try open(classes) }?.place.hasSuffix("/class_names") == true)
    let text = try TemporaryFolder()
    try text.write("not HDF5", to: "recordings.h5")
    #expect(throws: InputError.self) { try open(text) }
  }

  @Test("a modality's checksum is that of the file")
  func checksum() throws {
    let folder = try prepare()
    let source = try open(folder)
    #expect(try source.checksum(of: "inertial") == source.checksum(of: "depth"))
    #expect(throws: InputError.self) { try source.checksum(of: "inertail") }
  }

  @Test(
    "windows are whole, rise by the step, and the next one would not fit", arguments: [1.0, 4.0, 0.37], [0, 0.5, 0.9])
  func arithmetic(seconds: Double, overlap: Double) {
    let window = Window(seconds: seconds, overlap: overlap)
    for rate in [50.0, 30, 12.5] {
      for frames in [0, 1, 10, 199, 200, 201, 777] {
        let count = window.count(frames: frames, rate: rate)
        for index in 0..<count {
          let range = window.frames(index, rate: rate)
          #expect(range.count == window.length(rate: rate) && range.upperBound <= frames)
          #expect(overlap > 0 || index == 0 || range.lowerBound >= window.frames(index - 1, rate: rate).upperBound - 1)
        }
        #expect(window.frames(count, rate: rate).upperBound > frames)
      }
    }
    #expect(Window(seconds: 4).count(frames: 947, rate: 50) == 4)
  }
}
