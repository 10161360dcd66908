import CMatIO
import Diagnostics
import FeatureStore
import Foundation
import LinearAlgebra
import Testing

@testable import Datasets

/// An array in C order, samples along the first axis or the second.
private func cArray(_ features: Int, _ order: [Int], isTransposed: Bool = false, _ value: (Int, Int) -> Double)
  -> [Double]
{
  isTransposed
    ? (0..<features).flatMap { feature in order.map { value($0, feature) } }
    : order.flatMap { sample in (0..<features).map { value(sample, $0) } }
}

@Suite("Files of features of any layout")
struct MappingTests {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private func url(_ name: String) -> URL { folder.url.appendingPathComponent(name) }

  private func mapped(_ features: String, more: String = "") throws -> MappedFeatures {
    let manifest = try Example.manifest(features, more: more)
    return try MappedFeatures(#require(manifest.features), of: manifest, in: folder.url)
  }

  private let video = cArray(4, Array(0..<Example.count), Example.video)
  private let inertial = cArray(3, Example.order, isTransposed: true, Example.inertial)

  /// HDF5 with both modalities' arrays, ids, and a table of labels in yet another order.
  private func writeHDF5(_ precision: FeaturePrecision = .double) throws {
    func write(_ numbers: [Double], _ shape: [Int], _ name: String, _ file: HDF5File) throws {
      switch precision {
      case .double: try numbers.withUnsafeBufferPointer { try file.write($0, shape: shape, to: name) }
      case .float: try numbers.map(Float.init).withUnsafeBufferPointer { try file.write($0, shape: shape, to: name) }
      }
    }
    try HDF5File.create(url("video.h5")) { file in
      try write(video, [12, 4], "/emb", file)
      try file.write(Example.ids, to: "/names")
    }
    try HDF5File.create(url("imu.h5")) { file in
      try write(inertial, [3, 12], "/X", file)
      try file.write(Example.order.map { Example.ids[$0] }, to: "/ids")
    }
    let rows = (0..<12).reversed().map { sample in
      "\(Example.ids[sample]),\(Example.classes[Example.labels[sample]]),s0\(Example.subjects[sample])"
    }
    try folder.write(
      (["clip,action,person", "extra,walk,s09"] + rows).joined(separator: "\n"), to: "labels.csv")
  }

  private let tables = """
    labels: {file: table, array: action}
    subjects: {file: table, array: person}
    """

  @Test("HDF5 with other names, axes, orders and text labels is our schema's set, in both precisions")
  func hdf5() throws {
    for precision in [FeaturePrecision.double, .float] {
      try writeHDF5(precision)
      let own = try mapped(
        """
        files: {video: video.h5, imu: imu.h5, table: labels.csv}
        \(Example.modalities)
        ids: {video: /names, imu: /ids, table: clip}
        \(tables)
        """)
      let known = url("known.h5")
      try FeatureFile.write(Example.set(precision), to: known)
      Example.expectSame(own.set, try FeatureFile.read(known))
    }
  }

  @Test("NumPy, MATLAB 5 and 7.3, and tables of text give the same set; ids tell class and subject")
  func formats() throws {
    let reordered = Example.order.map { Example.ids[$0] }
    func unicode(_ texts: [String]) -> [UInt8] {
      littleEndian(
        texts.flatMap { text in Array((text.unicodeScalars.map(\.value) + [0, 0, 0, 0, 0, 0, 0, 0]).prefix(8)) })
    }
    try writeZIP(
      url("video.npz"),
      [
        ("emb.npy", npy("<f8", [12, 4], littleEndian(video.map(\.bitPattern)))),
        ("ids.npy", npy("<U8", [12], unicode(Example.ids))),
      ], isDeflated: true)
    try writeZIP(
      url("imu.npz"),
      [
        ("X.npy", npy("<f8", [3, 12], littleEndian(inertial.map(\.bitPattern)))),
        ("ids.npy", npy("<U8", [12], unicode(reordered))),
      ], isDeflated: false)
    func byColumns(_ features: Int, _ order: [Int], isTransposed: Bool, _ value: (Int, Int) -> Double) -> [Double] {
      cArray(features, order, isTransposed: !isTransposed, value)
    }
    let inOrder = Array(0..<12)
    let matlabVideo = byColumns(4, inOrder, isTransposed: false, Example.video)
    let matlabInertial = byColumns(3, Example.order, isTransposed: true, Example.inertial)
    try writeVariables(url("video.mat"), [("emb", [12, 4], matlabVideo)], texts: [("ids", Example.ids)])
    try writeVariables(url("imu.mat"), [("X", [3, 12], matlabInertial)], texts: [("ids", reordered)])
    try writeVariables(
      url("video73.mat"), [("emb", [12, 4], matlabVideo)], texts: [("ids", Example.ids)], version: MAT_FT_MAT73)
    try writeVariables(
      url("imu73.mat"), [("X", [3, 12], matlabInertial)], texts: [("ids", reordered)], version: MAT_FT_MAT73)
    let rest = """
      \(Example.modalities)
      ids: ids
      pattern: '^a(?<class>\\d+)_s(?<subject>\\d+)'
      labels: {counting: from-1}
      """
    let known = try Example.set()
    for pair in [
      "{video: video.npz, imu: imu.npz}", "{video: video.mat, imu: imu.mat}", "{video: video73.mat, imu: imu73.mat}",
    ] {
      Example.expectSame(try mapped("files: \(pair)\n\(rest)").set, known)
    }
    let lines = inOrder.map { s in
      "\(Example.ids[s]);\((0..<4).map { "\(Example.video(s, $0))" }.joined(separator: ";"))"
    }
    try folder.write((["ids;f0;f1;f2;f3"] + lines).joined(separator: "\r\n"), to: "video.csv")
    let others = Example.order.map { s in
      "\(Example.ids[s])\t\((0..<3).map { "\(Example.inertial(s, $0))" }.joined(separator: "\t"))"
    }
    try folder.write((["ids\tx\ty\tz"] + others).joined(separator: "\n"), to: "imu.tsv")
    Example.expectSame(
      try mapped(
        """
        files: {video: video.csv, imu: imu.tsv}
        \(Example.modalities.replacing("array: emb, sampleAxis: 0", with: "columns: [f*]")
          .replacing("array: X, sampleAxis: 1", with: "columns: [x, y, z]"))
        ids: ids
        pattern: '^a(?<class>\\d+)_s(?<subject>\\d+)'
        labels: {counting: from-1}
        """
      ).set, known)
  }

  @Test("one file a sample: the names are the ids, in their order")
  func stacked() throws {
    try FileManager.default.createDirectory(at: url("clips"), withIntermediateDirectories: true)
    for sample in 0..<12 {
      let numbers = (0..<4).map { Example.video(sample, $0).bitPattern }
      try npy("<f8", [4], littleEndian(numbers)).write(to: url("clips/\(Example.ids[sample]).npy"))
    }
    let own = try mapped(
      """
      file: clips/*.npy
      modalities: {video: {encoder: net, fittedOn: none}}
      ids: file-names
      pattern: 'a(?<class>\\d+)_s(?<subject>\\d+)_t(?<trial>\\d+)'
      labels: {counting: from-1}
      """
    ).set
    let order = Example.ids.indices.sorted { Example.ids[$0] < Example.ids[$1] }
    #expect(own.samples.ids == order.map { Example.ids[$0] } && own.samples.trials == [Int](repeating: 1, count: 12))
    #expect(own.samples.labels == order.map { Example.labels[$0] })
    #expect(own.modalities[0].values.columns([0]) == (try Example.set()).modalities[0].values.columns([order[0]]))
  }

  @Test("frames are averaged over the axis that is named, further axes flattened only when that is said")
  func pooling() throws {
    let numbers = (0..<24).map { Double($0 * $0) }
    try npy("<f8", [3, 2, 4], littleEndian(numbers.map(\.bitPattern))).write(to: url("a.npy"))
    func values(_ keys: String) throws -> (FeatureMatrix, String) {
      let set = try mapped(
        """
        files: {a: a.npy, t: t.csv}
        modalities: {m: {file: a, encoder: net, fittedOn: none\(keys)}}
        ids: by-row
        labels: {file: t, array: y}
        subjects: unknown
        """
      ).set
      return (set.modalities[0].values, set.modalities[0].encoder)
    }
    try folder.write("y\n0\n1\n2\n", to: "t.csv")
    let (mean, encoder) = try values(", pool: {mean: 1}")
    #expect(encoder == "net > mean-pool" && mean.dimension == 4 && mean.count == 3)
    #expect(mean.columns([1])[2, 0] == (numbers[10] + numbers[14]) / 2)
    let (flat, _) = try values(", pool: flatten")
    #expect(flat.dimension == 8 && flat.columns([2])[5, 0] == numbers[21])
    let error = #expect(throws: InputError.self) { try values("") }
    #expect(error?.advice.contains("pool") == true)
    #expect(throws: InputError.self) { try values(", pool: {mean: 0}") }
    try folder.write("y\n0\n1\n", to: "t.csv")
    #expect(throws: InputError.self) { try values(", pool: {mean: 1}") }
  }

  @Test("a sample that one file lacks: refused, dropped, or kept with zeros and marked")
  func missing() throws {
    try writeHDF5()
    let kept = Example.order.indices.filter { Example.order[$0] != 4 }
    try HDF5File.create(url("imu.h5")) { file in
      let numbers = cArray(3, kept.map { Example.order[$0] }, isTransposed: true, Example.inertial)
      try numbers.withUnsafeBufferPointer { try file.write($0, shape: [3, 11], to: "/X") }
      try file.write(kept.map { Example.ids[Example.order[$0]] }, to: "/ids")
    }
    func own(_ missing: String) throws -> MappedFeatures {
      try mapped(
        """
        files: {video: video.h5, imu: imu.h5, table: labels.csv}
        \(Example.modalities)
        ids: {video: /names, imu: /ids, table: clip}
        \(tables)
        \(missing)
        """)
    }
    let error = #expect(throws: InputError.self) { try own("") }
    #expect(error?.found.contains(Example.ids[4]) == true)
    let dropped = try own("missing: drop")
    #expect(dropped.dropped == [Example.ids[4]] && dropped.set.samples.count == 11)
    let marked = try own("missing: mark-absent").set
    let present = (0..<12).map { $0 != 4 }
    #expect(try marked.modality("imu").present == present && marked.modality("video").present == nil)
    #expect(try marked.modality("imu").values.columns([4]) == Matrix(3, 1))
    let known = try Example.set()
    #expect(try marked.modality("imu").values.columns([5]) == known.modality("imu").values.columns([5]))
  }

  @Test("checksums follow the files and the mapping, and nothing else")
  func checksums() throws {
    try writeHDF5()
    func own(_ change: (String) -> String = { $0 }) throws -> [String: String] {
      try mapped(
        change(
          """
          files: {video: video.h5, imu: imu.h5, table: labels.csv}
          \(Example.modalities)
          ids: {video: /names, imu: /ids, table: clip}
          \(tables)
          """)
      ).checksums
    }
    let first = try own()
    #expect(try own() == first && Set(first.keys) == ["video", "imu"])
    #expect(try own { $0.replacing("units: g", with: "units: m") } != first)
    let text = try String(contentsOf: url("labels.csv"), encoding: .utf8)
    try folder.write(text + "\nother,walk,s09\n", to: "labels.csv")
    #expect(try own()["imu"] != first["imu"])
  }

  @Test(
    "what does not fit is refused where it stands",
    arguments: [
      ("array: emb", "array: ebm", "ebm"), ("sampleAxis: 1", "sampleAxis: 0", "imu.h5"),
      ("sampleAxis: 1", "sampleAxis: 2", "imu.h5"), ("video.h5", "vido.h5", "vido.h5"),
      ("fittedOn: none, units: g", "units: g", "fittedOn"),
      ("fittedOn: none, units", "fittedOn: unknown, units", "fittedOn"),
      ("fittedOn: none, units", "fittedOn: [nobody], units", "fitted_on"),
      ("array: action", "array: clip", "labels.csv"),
      ("ids: {video: /names, imu: /ids, table: clip}", "ids: {video: /names, imu: /ids}", "ids"),
      ("ids: {video: /names, imu: /ids, table: clip}", "ids: by-row", "labels.csv"),
      ("ids: {video: /names, imu: /ids, table: clip}", "", "features"), ("file: imu", "file: umi", "modalities.imu"),
      ("ids: {video: /names", "ids: {video: /emb", "video.h5"), ("labels: {file: table, array: action}", "", "labels"),
      ("encoder: moments", "encoder: TODO", "encoder"), ("imu: imu.h5", "imu: ../imu.h5", "files.imu"),
      ("units: g", "unit: g", "modalities"), ("subjects: {file", "pattern: '('\nsubjects: {file", "pattern"),
      ("subjects: {file", "missing: ignore\nsubjects: {file", "missing"),
    ])
  func refusals(original: String, replacement: String, place: String) throws {
    try writeHDF5()
    let text = """
      files: {video: video.h5, imu: imu.h5, table: labels.csv}
      \(Example.modalities)
      ids: {video: /names, imu: /ids, table: clip}
      \(tables)
      """
    _ = try mapped(text)
    let changed = text.replacing(original, with: replacement)
    #expect(changed != text)
    let error = #expect(throws: InputError.self) { try mapped(changed) }
    #expect(error?.place.contains(place) == true, "\(error?.description ?? "")")
  }

  @Test("a number that is not finite is refused with file, row, sample and column")
  func notFinite() throws {
    try writeHDF5()
    var numbers = inertial
    numbers[1 * 12 + 2] = .nan
    try HDF5File.create(url("imu.h5")) { file in
      try numbers.withUnsafeBufferPointer { try file.write($0, shape: [3, 12], to: "/X") }
      try file.write(Example.order.map { Example.ids[$0] }, to: "/ids")
    }
    let error = #expect(throws: InputError.self) {
      try mapped(
        """
        files: {video: video.h5, imu: imu.h5, table: labels.csv}
        \(Example.modalities)
        ids: {video: /names, imu: /ids, table: clip}
        \(tables)
        """)
    }
    #expect(error?.found.contains("row 2 (sample '\(Example.ids[Example.order[2]])'), column 1") == true)
  }
}
