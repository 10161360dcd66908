import Diagnostics
import Foundation
import Testing

@testable import Datasets

@Suite struct ManifestTests {
  @Test("every manifest of the repository is readable, and says where its files come from and what they hash to")
  func repository() throws {
    let catalogue = try DatasetCatalogue(folder: repositoryDatasets)
    #expect(
      catalogue.entries.map(\.manifest.id) == [
        "basic-motions", "berkeley-mhad", "czu-mhad", "isl", "mars", "mex", "mm-fit", "motionsense", "opportunity",
        "pamap2", "realworld", "spar", "uci-har", "utd-mhad",
      ])
    for entry in catalogue.entries {
      for list in entry.manifest.checksums { _ = try ChecksumList(list, in: entry.folder) }
      #expect(FileManager.default.fileExists(atPath: entry.folder.appendingPathComponent("CARD.md").path))
      #expect(entry.manifest.modalities.allSatisfy { $0.channelUnits.count == $0.channels.count })
    }
    let published = try catalogue.entry("utd-mhad")
    #expect(published.manifest.classes.count == 27)
    #expect(UTDMHADLoader.expectedClips(published.manifest).count == 861)
    #expect(try published.manifest.modality("inertial").worn == [.rightForearm, .rightThigh])
    #expect(try published.manifest.modality("skeleton").worn == nil)
    let list = try ChecksumList(published.manifest.checksums[0], in: published.folder)
    #expect(list.checksums.count == 3 * 861)
  }

  @Test(
    "a manifest that contradicts itself is refused at the key",
    arguments: [
      ("trials: 2", "trials: 0", "trials"),
      ("classes: [wave, clap]", "classes: [wave, wave]", "classes"),
      ("subjects: [1]", "subjects: []", "subjects"),
      ("loader: utd-mhad", "loader: utd-mahd", "loader"),
      ("units: [g]", "units: [g, g]", "units"),
      ("rate: 50", "rate: 0", "rate"),
      ("placement: wrist", "placement: wrist, worn: []", "worn"),
      ("placement: wrist", "placement: wrist, worn: [trunk, trunk]", "worn"),
      ("channels: [a, b, c, d, e, f]", "channels: [a, b, c, d, e, e]", "channels"),
      ("samples: 4", "samples: 4\nwindow: {seconds: 1, overlap: 1}", "overlap"),
      ("unpacksTo: Inertial", "unpacksTo: ../Inertial", "unpacksTo"),
      ("method: archives", "method: python-package", "package"),
      ("title: Two actions", "title: ''", "title"),
      ("licence: none", "licence: none\ndescriptions: {wave: A hand waves.}", "descriptions"),
      ("licence: none", "licence: none\ndescriptions: {wave: A hand waves., clap: ''}", "descriptions"),
      ("licence: none", "licence: none\ndescriptions: {wave: Hands move., clap: Hands move.}", "descriptions"),
      ("licence: none", "licence: none\ndescriptions: {wave: One., clap: Two., clop: Three.}", "descriptions"),
    ])
  func contradictions(original: String, replacement: String, key: String) throws {
    let text = smallManifest.replacing(original, with: replacement)
    #expect(text != smallManifest)
    let error = #expect(throws: InputError.self) { try Manifest.decode(text, file: "manifest.yaml") }
    #expect(error?.place.hasPrefix("manifest.yaml: ") == true)
    #expect(error?.place.contains(key) == true)
  }

  @Test("a limb that is none is refused where it stands, with the nearest one")
  func unknownLimb() {
    let text = smallManifest.replacing("placement: wrist", with: "placement: wrist, worn: [trunk, right-forarm]")
    let error = #expect(throws: InputError.self) { try Manifest.decode(text, file: "m") }
    #expect(error?.place.contains("worn") == true && error?.advice == "Did you mean 'right-forearm'?")
  }

  @Test("a mistyped loader is answered with the nearest one")
  func loaderSuggestion() {
    let text = smallManifest.replacing("loader: utd-mhad", with: "loader: utd-mahd")
    let error = #expect(throws: InputError.self) { try Manifest.decode(text, file: "m") }
    #expect(error?.advice == "Did you mean 'utd-mhad'?")
  }

  @Test("manifests are looked for in the option, the variable, the working folder, and beside the command")
  func locating() throws {
    let home = try TemporaryFolder()
    for place in ["option", "variable", "here/Datasets", "package/Datasets"] {
      try home.write(smallManifest, to: "\(place)/small/manifest.yaml")
    }
    func found(_ option: String?, _ variable: String?, _ work: String, _ executable: String?) throws -> String {
      try DatasetCatalogue.locate(
        option: option.map { home.url.appendingPathComponent($0) },
        environment: variable.map { ["HARTRANSFER_DATASETS": home.url.appendingPathComponent($0).path] } ?? [:],
        workingFolder: home.url.appendingPathComponent(work).path,
        executable: executable.map { home.url.appendingPathComponent($0) }
      ).folder.path.replacing(home.url.path, with: "")
    }
    #expect(try found("option", "variable", "here", "package/.build/debug/x") == "/option")
    #expect(try found(nil, "variable", "here", "package/.build/debug/x") == "/variable")
    #expect(try found(nil, nil, "here", "package/.build/debug/x") == "/here/Datasets")
    #expect(try found(nil, nil, "elsewhere", "package/.build/debug/x") == "/package/Datasets")
    #expect(throws: InputError.self) { try found("nowhere", nil, "here", nil) }
    #expect(throws: InputError.self) { try found(nil, nil, "elsewhere", nil) }
  }

  @Test("a manifest must be called as its folder, and an unknown id is answered with the nearest one")
  func names() throws {
    let home = try TemporaryFolder()
    try home.write(smallManifest, to: "small/manifest.yaml")
    let error = #expect(throws: InputError.self) { try DatasetCatalogue(folder: home.url).entry("smal") }
    #expect(error?.advice == "Did you mean 'small'?")
    try home.write(smallManifest, to: "other/manifest.yaml")
    #expect(throws: InputError.self) { try DatasetCatalogue(folder: home.url).entry("other") }
  }

  @Test("data are looked for in the option, then the variable, then beside the manifest; the error names all places")
  func dataLocation() throws {
    let home = try TemporaryFolder()
    try home.write(smallManifest, to: "sets/small/manifest.yaml")
    let entry = try DatasetCatalogue(folder: home.url.appendingPathComponent("sets")).entry("small")
    let root = home.url.appendingPathComponent("root")
    let environment = ["HARTRANSFER_DATA": root.path]
    let error = #expect(throws: InputError.self) { try DataLocation(of: entry, environment: environment) }
    #expect(error?.found.contains(root.appendingPathComponent("small").path) == true)
    #expect(error?.found.contains("sets/small/data") == true)
    #expect(error?.advice.contains("hartransfer datasets fetch small") == true)

    try home.write("x", to: "sets/small/data/x")
    #expect(try DataLocation(of: entry, environment: environment).folder.path.hasSuffix("sets/small/data"))
    try home.write("x", to: "root/small/x")
    #expect(try DataLocation(of: entry, environment: environment).folder.path.hasSuffix("root/small"))
    #expect(throws: InputError.self) {
      try DataLocation(of: entry, option: home.url.appendingPathComponent("none"), environment: environment)
    }
  }

  @Test("every loader has a name of its own, and refuses a folder without its files by naming the folder")
  func loaders() throws {
    #expect(Set(Loaders.all.map(\.name)).count == Loaders.all.count)
    let empty = try TemporaryFolder()
    for loader in Loaders.all {
      let manifest = try Manifest.decode(smallManifest, file: "manifest.yaml")
      let error = #expect(throws: InputError.self) { try loader.load(manifest, from: empty.url, skipBad: false) }
      #expect(error?.place.hasPrefix(empty.url.path) == true)
      #expect(!loader.summary.isEmpty)
    }
  }

  @Test("'loader' and 'features' are one of the two, and recordings still need what they needed")
  func exclusive() throws {
    #expect(throws: InputError.self) {
      try Manifest.decode(smallManifest.replacing("loader: utd-mhad\n", with: ""), file: "m")
    }
    #expect(throws: InputError.self) {
      try Manifest.decode(smallManifest.replacing("trials: 2\n", with: ""), file: "m")
    }
    #expect(throws: InputError.self) {
      try Example.manifest(
        "file: a.npy\nmodalities: {m: {encoder: e, fittedOn: none}}\nids: by-row", more: "loader: utd-mhad")
    }
  }
}
