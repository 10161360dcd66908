import Diagnostics
import Foundation
import Testing

@testable import Datasets

@Suite("Descriptions of classes")
struct DescriptionTests {
  private func open(_ descriptions: String) throws -> (any RecordingSource, TemporaryFolder, TemporaryFolder) {
    let home = try TemporaryFolder()
    let data = try smallData()
    try home.write(smallManifest + descriptions, to: "small/manifest.yaml")
    let entry = try DatasetCatalogue(folder: home.url).entry("small")
    return (try entry.open(data: data.url), home, data)
  }

  @Test("a data set with descriptions offers them as texts beside its recordings, a sample that of its class")
  func texts() throws {
    let (source, _, _data) = try open("descriptions: {wave: A hand waves., clap: Two hands meet.}\n")
    #expect(source.modalities == ["inertial", "text"])
    for row in 0..<source.samples.count {
      guard case .text(let text) = try source.signal(row: row, modality: "text") else {
        Issue.record("no text")
        return
      }
      #expect(text == ["A hand waves.", "Two hands meet."][source.samples.labels[row]])
    }
    guard case .series(let series) = try source.signal(row: 0, modality: "inertial") else {
      Issue.record("no series")
      return
    }
    #expect(series.channels.count == 6)
    withExtendedLifetime(_data) {}
  }

  @Test("the checksum of the texts is that of the descriptions, and that of a recording is the recording's")
  func checksums() throws {
    let (plain, _, a) = try open("")
    let (first, _, b) = try open("descriptions: {wave: A hand waves., clap: Two hands meet.}\n")
    let (same, _, c) = try open("descriptions: {clap: Two hands meet., wave: A hand waves.}\n")
    let (other, _, d) = try open("descriptions: {wave: A hand waves., clap: Two hands clap.}\n")
    #expect(plain.modalities == ["inertial"])
    #expect(try first.checksum(of: "inertial") == plain.checksum(of: "inertial"))
    #expect(try first.checksum(of: "text") == same.checksum(of: "text"))
    #expect(try first.checksum(of: "text") != other.checksum(of: "text"))
    withExtendedLifetime((a, b, c, d)) {}
  }

  @Test("every data set of the repository describes all its classes")
  func repository() throws {
    for entry in try DatasetCatalogue(folder: repositoryDatasets).entries {
      let descriptions = try #require(entry.manifest.descriptions)
      #expect(Set(descriptions.keys) == Set(entry.manifest.classes))
    }
  }
}
