import Diagnostics
import Files
import Foundation
import Testing

@testable import Datasets

@Suite("folders of data sets") struct CatalogueTests {
  @Test("a broken manifest hinders no other data set, and is refused where it is asked for")
  func neighbour() throws {
    let home = try TemporaryFolder()
    try home.write(smallManifest, to: "small/manifest.yaml")
    try home.write(smallManifest + "colour: green\n", to: "broken/manifest.yaml")
    try home.write(smallManifest, to: "misnamed/manifest.yaml")
    let catalogue = try DatasetCatalogue(folder: home.url)
    #expect(try catalogue.entry("small").manifest.id == "small" && catalogue.entries.count == 1)
    #expect(catalogue.broken.map(\.id) == ["broken", "misnamed"])
    #expect(#expect(throws: InputError.self) { try catalogue.entry("broken") }?.description.contains("colour") == true)
    #expect(#expect(throws: InputError.self) { try catalogue.entry("misnamed") }?.place.hasSuffix("id") == true)
  }

  @Test("every committed manifest can be read")
  func committed() throws { #expect(try DatasetCatalogue(folder: repositoryDatasets).broken.isEmpty) }

  @Test("folders behind links are searched, those that lead back are not, and hidden ones are left out")
  func links() throws {
    let home = try TemporaryFolder()
    try home.write("1", to: "elsewhere/deep/x.csv")
    try home.write("2", to: "data/y.csv")
    try home.write("3", to: "data/.hidden/z.csv")
    func link(_ from: String, _ to: String) throws {
      try FileManager.default.createSymbolicLink(
        at: home.url.appendingPathComponent(from), withDestinationURL: home.url.appendingPathComponent(to))
    }
    try link("data/linked", "elsewhere")
    try link("elsewhere/back", "data")
    try link("data/gone.csv", "nowhere.csv")
    let found = FileWalk.files(below: home.url.appendingPathComponent("data"))
    #expect(found.sorted() == ["gone.csv", "linked/deep/x.csv", "y.csv"])
    try link("whole", "data")
    #expect(FileWalk.files(below: home.url.appendingPathComponent("whole")).sorted() == found.sorted())
  }

  @Test("recordings in a linked folder are found, and a change behind the link changes the checksum")
  func linkedRecordings() throws {
    let set = try TwoSensors()
    let home = try TemporaryFolder()
    for sensor in ["a", "g"] {
      for person in 1...2 { try set.write(sensor, "s\(person)_squat_1", rate: 20, count: 60) }
      try FileManager.default.createSymbolicLink(
        at: home.url.appendingPathComponent(sensor), withDestinationURL: set.folder.url.appendingPathComponent(sensor))
    }
    func open() throws -> any RecordingSource {
      try TablesLoader().load(Manifest.decode(set.text, file: "m"), from: home.url, skipBad: false)
    }
    let before = try open().checksum(of: "accelerometer")
    #expect(try open().samples.count == 2)
    try set.write("a", "s1_squat_1", rate: 20, count: 60) { -$0 }
    #expect(try open().checksum(of: "accelerometer") != before)
  }
}
