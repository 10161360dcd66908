import Diagnostics
import FeatureStore
import Foundation
import Testing

@testable import Datasets

@Suite("Several arrays of ids in one file")
struct OwnIDTests {
  private let folder: TemporaryFolder
  private static let order = Example.order

  init() throws { folder = try TemporaryFolder() }

  /// A file in which the modalities have rows in orders of their own, and labels those of `labels`.
  private func write(
    video: String = "/video/emb", videoIDs: String = "/video/clip", imu: String = "/imu/emb",
    imuIDs: String = "/imu/clip", groups: [String] = ["/video", "/imu"], labels: String = "/imu", without: Int? = nil
  ) throws {
    let order = Self.order.filter { $0 != without }
    try HDF5File.create(folder.url.appendingPathComponent("all.h5")) { file in
      for group in groups { try file.createGroup(group) }
      let video4 = (0..<48).map { Example.video($0 / 4, $0 % 4) }
      try video4.withUnsafeBufferPointer { try file.write($0, shape: [12, 4], to: video) }
      try file.write(Example.ids, to: videoIDs)
      let imu3 = order.flatMap { sample in (0..<3).map { Example.inertial(sample, $0) } }
      try imu3.withUnsafeBufferPointer { try file.write($0, shape: [order.count, 3], to: imu) }
      try file.write(order.map { Example.ids[$0] }, to: imuIDs)
      let rows = labels == "/imu" ? order : Array(0..<12)
      try file.write(
        rows.map { Example.classes[Example.labels[$0]] }, to: "\(labels)/action".replacing("//", with: "/"))
      try file.write(rows.map { Int64(Example.subjects[$0]) }, to: "\(labels)/person".replacing("//", with: "/"))
    }
  }

  private func mapped(_ features: String) throws -> MappedFeatures {
    let manifest = try Example.manifest(features)
    return try MappedFeatures(#require(manifest.features), of: manifest, in: folder.url)
  }

  private func expectPaired(_ set: FeatureSet, _ location: SourceLocation = #_sourceLocation) throws {
    let (known, all) = (try Example.set(), Array(0..<12))
    #expect(set.samples.ids == known.samples.ids, sourceLocation: location)
    #expect(
      set.samples.labels.map { set.samples.classNames[$0] } == Example.labels.map { Example.classes[$0] },
      sourceLocation: location)
    #expect(set.samples.subjects == known.samples.subjects, sourceLocation: location)
    for name in ["video", "imu"] {
      let (own, other) = (try set.modality(name).values.columns(all), try known.modality(name).values.columns(all))
      #expect(own == other, sourceLocation: location)
    }
  }

  private let keys = "encoder: net, fittedOn: none"

  @Test("each modality and each column is paired by the ids that it names, else by those of all")
  func paired() throws {
    try write()
    let mappings = [
      """
      modalities: {video: {array: /video/emb, ids: /video/clip, \(keys)}, imu: {array: /imu/emb, ids: /imu/clip, \(keys)}}
      labels: {array: /imu/action, ids: /imu/clip}
      subjects: {array: /imu/person, ids: /imu/clip}
      """,
      """
      modalities: {video: {array: /video/emb, ids: /video/clip, \(keys)}, imu: {array: /imu/emb, \(keys)}}
      ids: /imu/clip
      labels: /imu/action
      subjects: /imu/person
      """,
      """
      modalities: {video: {array: /video/emb, \(keys)}, imu: {array: /imu/emb, ids: imu/clip, \(keys)}}
      ids: {file: /video/clip}
      labels: {array: /imu/action, ids: /imu/clip}
      subjects: {array: /imu/person, ids: /imu/clip}
      """,
    ]
    for mapping in mappings { try expectPaired(try mapped("file: all.h5\n" + mapping).set) }
  }

  @Test(
    "rows are paired in one way: what nothing names is refused",
    arguments: [
      ("ids: by-row", "ids: /imu/clip, ", "modalities.imu.ids"), ("", "ids: /imu/clip, ", "features"),
      ("ids: /video/clip", "ids: /imu/clop, ", "/imu/clop"), ("ids: /video/clip", "ids: /imu/emb, ", "/imu/emb"),
      ("ids: /video/clip", "ids: /imu/action, ", "/imu/action"),
    ])
  func refused(ids: String, own: String, place: String) throws {
    try write()
    let error = #expect(throws: InputError.self) {
      try mapped(
        """
        file: all.h5
        modalities: {video: {array: /video/emb, \(keys)}, imu: {array: /imu/emb, \(own)\(keys)}}
        \(ids)
        labels: {array: /imu/action, ids: /imu/clip}
        subjects: unknown
        """)
    }
    #expect(error?.place.contains(place) == true, "\(String(describing: error))")
  }

  @Test("a sample that one of two arrays of ids in a file lacks is missing")
  func missing() throws {
    try write(without: 4)
    func own(_ missing: String) throws -> MappedFeatures {
      try mapped(
        """
        file: all.h5
        modalities: {video: {array: /video/emb, ids: /video/clip, \(keys)}, imu: {array: /imu/emb, ids: /imu/clip, \(keys)}}
        labels: {array: /imu/action, ids: /imu/clip}
        subjects: {array: /imu/person, ids: /imu/clip}
        \(missing)
        """)
    }
    let error = #expect(throws: InputError.self) { try own("") }
    #expect(error?.found.contains(Example.ids[4]) == true && error?.place.hasSuffix("/imu/clip") == true)
    #expect(try own("missing: drop").skipped.map(\.file) == [Example.ids[4]])
  }

  private func proposal() throws -> String {
    try ManifestProposal([try ArrayFiles.open(folder.url.appendingPathComponent("all.h5"))]).text
  }

  private func set(_ proposal: String) throws -> FeatureSet {
    let text = proposal.replacing("licence: TODO", with: "licence: CC0-1.0").replacing(
      "citation: TODO", with: "citation: x"
    ).replacing("fittedOn: TODO", with: "fittedOn: none")
    let manifest = try Manifest.decode(text, file: "manifest.yaml")
    return try MappedFeatures(#require(manifest.features), of: manifest, in: folder.url).set
  }

  @Test("a proposal takes the ids of each modality's own group or name, and mentions every other array of unique names")
  func proposed() throws {
    try write()
    var text = try proposal()
    // Groups are walked by name: imu comes first, so order of samples is its own.
    #expect(
      text.contains("ids: \"/video/clip\"") || text.contains("ids: /video/clip  # check: /imu/clip also has 12"),
      "\(text)")
    #expect(text.contains("/imu/clip  # check: /video/clip also has 12 different values"), "\(text)")
    try expectReordered(try set(text))
    try write(
      video: "/video", videoIDs: "/video_ids", imu: "/imu", imuIDs: "/imu_ids", groups: ["/g"], labels: "/g")
    text = try proposal()
    #expect(text.contains("ids: /video_ids  # check: /imu_ids also has"), "\(text)")
    #expect(text.components(separatedBy: "are its rows those of /imu_ids?").count == 3, "\(text)")
    try write(
      video: "/emb/video", videoIDs: "/clip/video", imu: "/emb/imu", imuIDs: "/clip/imu",
      groups: ["/emb", "/clip", "/imu"])
    text = try proposal()
    #expect(text.contains("ids: /clip/video  # check: /clip/imu also has"), "\(text)")
    try expectReordered(try set(text))
  }

  @Test("where names say nothing the first is taken, and the other is mentioned")
  func flat() throws {
    try write(video: "/A", videoIDs: "/first", imu: "/B", imuIDs: "/second", groups: ["/g"], labels: "/g")
    let text = try proposal()
    #expect(text.contains(": /first  # check: /second also has 12 different values"), "\(text)")
  }

  @Test("a modality with a number of rows of its own is proposed with its own ids")
  func otherCounts() throws {
    try write(labels: "/video", without: 4)
    let text = try proposal()
    #expect(text.contains("array: /imu/emb") && text.contains("array: /video/emb"), "\(text)")
    #expect(text.contains("missing: drop  # check"))
    #expect(try set(text).samples.count == 11)
  }

  /// The same samples in the order of the inertial rows.
  private func expectReordered(_ set: FeatureSet, _ location: SourceLocation = #_sourceLocation) throws {
    let known = try Example.set()
    #expect(set.samples.ids == Self.order.map { Example.ids[$0] }, sourceLocation: location)
    for name in ["video", "imu"] {
      let (own, other) = (
        try set.modality(name).values.columns(Array(0..<12)), try known.modality(name).values.columns(Self.order)
      )
      #expect(own == other, sourceLocation: location)
    }
    #expect(set.samples.subjects == Self.order.map { Example.subjects[$0] }, sourceLocation: location)
    #expect(
      set.samples.labels.map { set.samples.classNames[$0] } == Self.order.map { Example.classes[Example.labels[$0]] },
      sourceLocation: location)
  }
}
