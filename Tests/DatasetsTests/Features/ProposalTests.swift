import Diagnostics
import FeatureStore
import Foundation
import Testing

@testable import Datasets

@Suite("Proposed manifests")
struct ProposalTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func proposed(_ names: String...) throws -> String {
    try ManifestProposal(names.map { try ArrayFiles.open(folder.url.appendingPathComponent($0)) }).text
  }

  private func set(_ proposal: String) throws -> FeatureSet {
    let text = proposal.replacing("licence: TODO", with: "licence: CC0-1.0").replacing(
      "citation: TODO", with: "citation: x"
    ).replacing("fittedOn: TODO", with: "fittedOn: none")
    let manifest = try Manifest.decode(text, file: "manifest.yaml")
    return try MappedFeatures(#require(manifest.features), of: manifest, in: folder.url).set
  }

  private func writeArrays(labels: Bool) throws {
    let url = folder.url.appendingPathComponent("all.h5")
    try HDF5File.create(url) { file in
      try file.createGroup("/emb")
      let video = (0..<48).map { Example.video($0 / 4, $0 % 4) }
      try video.withUnsafeBufferPointer { try file.write($0, shape: [12, 4], to: "/emb/video") }
      let inertial = (0..<36).map { Example.inertial($0 % 12, $0 / 12) }
      try inertial.withUnsafeBufferPointer { try file.write($0, shape: [3, 12], to: "/imu") }
      try file.write(Example.ids, to: "/names")
      if labels {
        try file.write(Example.labels.map { Example.classes[$0] }, to: "/action")
        try file.write(Example.subjects.map { Int64($0) }, to: "/person")
      }
    }
  }

  @Test(
    "a plain file's proposal runs once licence, citation and what the encoder saw are there, and TODO is refused by its key"
  )
  func plain() throws {
    try writeArrays(labels: true)
    let text = try proposed("all.h5")
    let error = #expect(throws: InputError.self) { try Manifest.decode(text, file: "manifest.yaml") }
    #expect(error?.place.contains("licence") == true)
    let own = try set(text)
    let known = try Example.set()
    #expect(own.samples.ids == known.samples.ids && own.samples.subjects == known.samples.subjects)
    #expect(own.samples.labels.map { own.samples.classNames[$0] } == known.samples.labels.map { Example.classes[$0] })
    let all = Array(0..<12)
    for name in ["video", "imu"] {
      #expect(try own.modality(name).values.columns(all) == known.modality(name).values.columns(all))
    }
  }

  @Test("ids that look like a1_s2_t3 give class, subject and trial")
  func pattern() throws {
    try writeArrays(labels: false)
    let own = try set(try proposed("all.h5"))
    #expect(own.samples.classNames == ["a1", "a2", "a3"] && own.samples.labels == Example.labels)
    #expect(own.samples.subjects == Example.subjects && own.samples.trials == [Int](repeating: 1, count: 12))
    #expect(IDPattern(["wave_s01_r1", "clap_s01_r1", "wave_s02_r1", "clap_s02_r1"])?.classes == ["clap", "wave"])
    #expect(IDPattern(["x", "y"]) == nil)
  }

  @Test("features and labels in several files are joined by their ids; numbers that count from 1 are seen")
  func several() throws {
    try writeArrays(labels: false)
    let lines = (0..<12).map { "\(Example.ids[$0]),\(Example.labels[$0] + 1),\(Example.subjects[$0])" }
    try folder.write((["clip,label,subject"] + lines).joined(separator: "\n"), to: "labels.csv")
    let text = try proposed("all.h5", "labels.csv")
    #expect(text.contains("counting: from-1"))
    let own = try set(text)
    #expect(own.samples.labels == Example.labels && own.samples.subjects == Example.subjects)
  }

  @Test("a table of features, and a file that has none")
  func table() throws {
    let lines = (0..<12).map { sample in
      "\(Example.ids[sample]),\(Example.classes[Example.labels[sample]]),\(Example.subjects[sample]),"
        + (0..<3).map { "\(Example.inertial(sample, $0))" }.joined(separator: ",")
    }
    try folder.write((["id,activity,subject,x,y,z"] + lines).joined(separator: "\n"), to: "imu.csv")
    let own = try set(try proposed("imu.csv"))
    let all = Array(0..<12)
    #expect(try own.modality("imu").values.columns(all) == Example.set().modality("imu").values.columns(all))
    try folder.write("id,text\na,b\nc,d\n", to: "none.csv")
    #expect(throws: InputError.self) { try proposed("none.csv") }
    let counts = FileInspection(try ArrayFiles.open(folder.url.appendingPathComponent("imu.csv"))).counts
    #expect(
      counts?.classes == ["run", "sit", "walk"] && counts?.samples == [[1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1]])
  }
}
