import Diagnostics
import Foundation
import Testing

@testable import Datasets

@Suite struct UTDMHADLoaderTests {
  let manifest: Manifest

  init() throws { manifest = try Manifest.decode(smallManifest, file: "manifest.yaml") }

  private func open(_ folder: TemporaryFolder, skipBad: Bool = false) throws -> any RecordingSource {
    try UTDMHADLoader().load(manifest, from: folder.url, skipBad: skipBad)
  }

  @Test("a clip's name is read only as it would be written")
  func names() {
    #expect(ClipName("a27_s8_t4") == ClipName(action: 27, subject: 8, trial: 4))
    for wrong in [
      "a01_s1_t1", "a1_s1", "a1_s1_t1_t1", "s1_a1_t1", "a1_s1_t", "a1_s-1_t1 ", "a+1_s1_t1", "A1_s1_t1", "",
    ] {
      #expect(ClipName(wrong) == nil, "\(wrong)")
    }
    #expect(ClipName("a2_s1_t1")! < ClipName("a10_s1_t1")!)
  }

  @Test("a modality without a folder is not offered; samples stand in numerical order with their labels and trials")
  func complete() throws {
    let folder = try smallData()
    let source = try open(folder)
    #expect(source.modalities == ["inertial"])
    #expect(source.samples.ids == ["a1_s1_t1", "a1_s1_t2", "a2_s1_t1", "a2_s1_t2"])
    #expect(source.samples.labels == [0, 0, 1, 1])
    #expect(source.samples.trials == [1, 2, 1, 2])
    guard case .series(let series) = try source.signal(row: 0, modality: "inertial") else { throw Unexpected() }
    #expect(series.values.rows == 6 && series.values.columns == 10 && series.rate == 50)
    #expect(series.values[2, 3] == Float(numbers(60)[2 * 10 + 3]))
    #expect(throws: InputError.self) { try source.signal(row: 0, modality: "depth") }
  }

  @Test(
    "a misnamed file is named, and left out on request", arguments: ["a1_s1_t1_inertia.mat", "a28_s1_t1_inertial.mat"])
  func misnamed(name: String) throws {
    let folder = try smallData()
    let stray = folder.url.appendingPathComponent("Inertial/\(name)")
    try writeMAT(stray, "d_iner", [10, 6], doubles: numbers(60))
    let error = #expect(throws: InputError.self) { try open(folder) }
    #expect(error?.place == stray.path)
    let source = try open(folder, skipBad: true)
    #expect(source.samples.count == 4)
    #expect(source.skipped.map(\.file) == ["Inertial/\(name)"])
  }

  @Test("an absent file is named, and its clip left out on request; one known to be absent is no fault")
  func absent() throws {
    let folder = try smallData()
    let file = folder.url.appendingPathComponent("Inertial/a2_s1_t1_inertial.mat")
    try FileManager.default.removeItem(at: file)
    let error = #expect(throws: InputError.self) { try open(folder) }
    #expect(error?.place == file.path)
    let source = try open(folder, skipBad: true)
    #expect(source.samples.ids == ["a1_s1_t1", "a1_s1_t2", "a2_s1_t2"])
    #expect(source.skipped.map(\.file) == ["Inertial/a2_s1_t1_inertial.mat"])

    var lenient = manifest
    lenient.absent = ["a2_s1_t1"]
    let known = try UTDMHADLoader().load(lenient, from: folder.url, skipBad: false)
    #expect(known.samples.count == 3 && known.skipped.isEmpty)
  }

  @Test("hidden files and notes beside the clips are no fault")
  func companions() throws {
    let folder = try smallData()
    try folder.write("x", to: "Inertial/.DS_Store")
    try folder.write("x", to: "Inertial/readme.txt")
    #expect(try open(folder).samples.count == 4)
  }

  @Test(
    "a file that cannot be used is named when it is read, and left out on request",
    arguments: ["empty", "text", "truncated", "flipped", "variable", "shape", "not finite", "rank"])
  func corrupt(fault: String) throws {
    let folder = try smallData()
    let file = folder.url.appendingPathComponent("Inertial/a1_s1_t2_inertial.mat")
    let bytes = try Data(contentsOf: file)
    switch fault {
    case "empty": try Data().write(to: file)
    case "text": try Data(String(repeating: "not a MATLAB file ", count: 40).utf8).write(to: file)
    case "truncated": try bytes.prefix(bytes.count - 9).write(to: file)
    case "flipped":
      var flipped = bytes
      flipped[bytes.count - 30] ^= 4
      try flipped.write(to: file)
    case "variable": try writeMAT(file, "d_other", [10, 6], doubles: numbers(60))
    case "shape": try writeMAT(file, "d_iner", [6, 10], doubles: numbers(60))
    case "rank": try writeMAT(file, "d_iner", [5, 6, 2], doubles: numbers(60))
    default: try writeMAT(file, "d_iner", [10, 6], doubles: numbers(59) + [.nan])
    }
    let source = try open(folder)
    #expect(source.samples.count == 4)
    let error = #expect(throws: InputError.self) { try source.signal(row: 1, modality: "inertial") }
    #expect(error?.place.hasPrefix(file.path) == true)

    let rest = try open(folder, skipBad: true)
    #expect(rest.samples.ids == ["a1_s1_t1", "a2_s1_t1", "a2_s1_t2"])
    #expect(rest.skipped.map(\.file) == ["Inertial/a1_s1_t2_inertial.mat"])
    for row in 0..<3 { _ = try rest.signal(row: row, modality: "inertial") }
  }

  @Test(
    "a changed byte of a compressed file is never read as other numbers, and no damage is a crash",
    arguments: [true, false])
  func damage(isCompressed: Bool) throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("x.mat")
    try writeMAT(file, "d_iner", [10, 6], doubles: numbers(60), isCompressed: isCompressed)
    let good = try MATArray("d_iner", of: file).floats(place: "x")
    let bytes = try Data(contentsOf: file)
    for position in Array(124..<220) + Array(stride(from: 220, to: bytes.count, by: 7)) {
      var damaged = bytes
      damaged[position] ^= UInt8(1 << (position % 8))
      try damaged.write(to: file)
      do {
        let found = try MATArray("d_iner", of: file).floats(place: "x")
        // Uncompressed numbers bear no checksum: other numbers are what a reader must get. A crash
        // is what it must not.
        if isCompressed { #expect(found == good, "byte \(position)") }
      } catch { #expect(error is InputError, "byte \(position): \(error)") }
    }
    for length in stride(from: 0, to: bytes.count, by: 37) {
      try bytes.prefix(length).write(to: file)
      #expect(throws: InputError.self) { try MATArray("d_iner", of: file) }
    }
  }

  @Test("depth is read whatever its numeric class and size, and only as whole numbers of 16 bits")
  func depth() throws {
    let folder = try TemporaryFolder()
    let format = try ClipFormat(manifest.modality("depth"))
    let file = folder.url.appendingPathComponent("x.mat")
    let values = (0..<24).map { UInt16($0 * 100) }
    for isDouble in [true, false] {
      try writeMAT(
        file, "d_depth", [2, 3, 4], doubles: isDouble ? values.map(Double.init) : nil, unsigned: isDouble ? nil : values
      )
      guard case .depth(let video) = try format.read(file) else { throw Unexpected() }
      #expect(video.height == 2 && video.width == 3 && video.frames == 4 && video.rate == 30)
      #expect(video.millimetres == values)
    }
    for wrong in [-1, 0.5, 65536, Double.infinity] {
      try writeMAT(file, "d_depth", [2, 3, 4], doubles: values.dropLast().map(Double.init) + [wrong])
      #expect(throws: InputError.self) { try format.read(file) }
    }
  }

  @Test("the checksum of a modality changes with a byte of a file and is that of its sorted checksum lines")
  func checksum() throws {
    let folder = try smallData()
    let before = try open(folder).checksum(of: "inertial")
    #expect(try open(folder).checksum(of: "inertial") == before)
    try writeMAT(
      folder.url.appendingPathComponent("Inertial/a1_s1_t1_inertial.mat"), "d_iner", [9, 6], doubles: numbers(54))
    #expect(try open(folder).checksum(of: "inertial") != before)
  }
}

struct Unexpected: Error {}
