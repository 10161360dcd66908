import Diagnostics
import Files
import Foundation
import Testing

@testable import Datasets

@Suite("Where data are, and where they are fetched to")
struct DataPlacesTests {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  /// The data set `small`, with its manifest below the given folder.
  private func entry(in folder: String) throws -> DatasetEntry {
    try home.write(smallManifest, to: "\(folder)/Datasets/small/manifest.yaml")
    return try DatasetCatalogue(folder: home.url.appendingPathComponent("\(folder)/Datasets")).entry("small")
  }

  private func environment(_ others: [String: String] = [:]) -> [String: String] {
    ["HOME": home.url.appendingPathComponent("user").path].merging(others) { $1 }
  }

  private func path(_ url: URL) -> String { url.path.replacing(home.url.path + "/", with: "") }

  @Test("the user's folders are those of the XDG specification, which takes no relative path")
  func userFolders() {
    for (variables, data, cache) in [
      ([:], "/u/.local/share/hartransfer", "/u/.cache/hartransfer"),
      (["XDG_DATA_HOME": "/d", "XDG_CACHE_HOME": "/c"], "/d/hartransfer", "/c/hartransfer"),
      (["XDG_DATA_HOME": "d", "XDG_CACHE_HOME": ""], "/u/.local/share/hartransfer", "/u/.cache/hartransfer"),
    ] {
      let environment = ["HOME": "/u"].merging(variables) { $1 }
      #expect(UserFolders.data(environment: environment).path == data)
      #expect(UserFolders.cache(environment: environment).path == cache)
    }
    #expect(UserFolders.data(environment: [:]).path.hasPrefix("/"))
  }

  @Test("the program counts as installed by the files nearest to it")
  func installed() throws {
    for folder in ["prefix/share/hartransfer", "site-packages/hartransfer/share/hartransfer", "package"] {
      _ = try entry(in: folder)
    }
    func areInstalled(_ executable: String) -> Bool {
      ProgramFiles.areInstalled(executable: home.url.appendingPathComponent(executable))
    }
    #expect(areInstalled("prefix/bin/hartransfer"))
    #expect(areInstalled("site-packages/hartransfer/bin/hartransfer"))
    #expect(!areInstalled("package/.build/release/hartransfer"))
    // An environment inside a package, and a package below a prefix.
    _ = try entry(in: "package/.venv/share/hartransfer")
    #expect(areInstalled("package/.venv/bin/hartransfer"))
    _ = try entry(in: "prefix/src/package")
    #expect(!areInstalled("prefix/src/package/.build/release/hartransfer"))
    #expect(!areInstalled("nowhere/bin/hartransfer"))
  }

  @Test("data beside a manifest come before those of the user; of an installed manifest the other way round")
  func order() throws {
    let user = "user/.local/share/hartransfer/Datasets/small/data"
    for (folder, expected) in [
      ("sets", ["sets/Datasets/small/data", user]),
      ("prefix/share/hartransfer", [user, "prefix/share/hartransfer/Datasets/small/data"]),
      ("user/.local/share/hartransfer", [user]),
    ] {
      let entry = try entry(in: folder)
      #expect(DataLocation.candidates(of: entry, environment: environment()).map(path) == expected)
      let root = environment(["HARTRANSFER_DATA": home.url.appendingPathComponent("root").path])
      #expect(DataLocation.candidates(of: entry, environment: root).map(path) == ["root/small"] + expected)
    }
    let entry = try entry(in: "sets")
    #expect(throws: InputError.self) { try DataLocation(of: entry, environment: environment()) }
    try home.write("x", to: "\(user)/x")
    #expect(path(try DataLocation(of: entry, environment: environment()).folder) == user)
  }

  @Test("what is fetched goes beside the manifest, and never among installed files")
  func destination() throws {
    let root = environment(["HARTRANSFER_DATA": home.url.appendingPathComponent("root").path])
    let user = "user/.local/share/hartransfer/Datasets/small/data"
    for (folder, plain, named) in [
      ("sets", "sets/Datasets/small/data", "sets/Datasets/small/data"),
      ("prefix/share/hartransfer", user, "root/small"),
      ("user/.local/share/hartransfer", user, "root/small"),
    ] {
      let entry = try entry(in: folder)
      #expect(path(Fetcher(entry, environment: environment()).folder) == plain)
      #expect(path(Fetcher(entry, environment: root).folder) == named)
      let data = home.url.appendingPathComponent("mine")
      #expect(path(Fetcher(entry, data: data, environment: root).folder) == "mine")
    }
  }

  @Test("where data are missing, the message names every place, and a fetched set is found again")
  func advice() throws {
    let entry = try entry(in: "prefix/share/hartransfer")
    let error = #expect(throws: InputError.self) { try DataLocation(of: entry, environment: environment()) }
    for place in DataLocation.candidates(of: entry, environment: environment()) {
      #expect(error?.found.contains(place.path) == true)
    }
    let destination = DataLocation.destination(of: entry, environment: environment())
    try FileManager.default.createDirectory(at: destination, withIntermediateDirectories: true)
    try Data("x".utf8).write(to: destination.appendingPathComponent("x"))
    #expect(try DataLocation(of: entry, environment: environment()).folder.path == destination.path)
  }
}
