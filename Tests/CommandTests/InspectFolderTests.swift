import Foundation
import Testing

/// What users see of a folder of recordings.
@Suite("Folders of recordings, inspected") struct InspectFolderTests {
  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    for (person, move) in [(1, "walk"), (1, "run"), (2, "walk"), (2, "run")] {
      for (sensor, rate) in [("watch", 50.0), ("phone", 25.0)] {
        let rows = (0..<40).map { "\(Double($0) / rate),\($0 % 7),\($0 % 5),\($0 * $0 % 11)\n" }
        let file = folder.appendingPathComponent("set/s\(person)/\(move)_\(sensor).csv")
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(("t,a,b,c\n" + rows.joined()).utf8).write(to: file)
      }
    }
    try body(folder.appendingPathComponent("set"))
  }

  @Test("inspect lists the kinds of files, what varies in their paths, and how many files were looked into")
  func listing() throws {
    try withFolder { folder in
      let output = try HARTransfer.run("inspect", folder.path)
      #expect(output.code == 0, "\(output.standardError)")
      let text = output.standardOutput
      #expect(text.contains("files: 8, looked into: ") && text.contains("in the paths: action 2, subject 2"))
      #expect(text.contains("watch") && text.contains("50.0") && text.contains("25.0") && text.contains("t (s)"))
      let json = try HARTransfer.run("inspect", folder.path, "--format", "json")
      let object = try JSONSerialization.jsonObject(with: Data(json.standardOutput.utf8)) as? [String: Any]
      let kinds = try #require(object?["kinds"] as? [[String: Any]])
      #expect(kinds.map { $0["name"] as? String } == ["phone", "watch"] && object?["files"] as? Int == 8)
    }
  }

  @Test("a folder, and files in one layout that are named one by one, are proposed as tables; a few files as features")
  func proposals() throws {
    try withFolder { folder in
      let whole = try HARTransfer.run("inspect", folder.path, "--propose-manifest").standardOutput
      #expect(
        whole.contains("loader: tables") && whole.contains("files: \"s{subject:[0-9]+}/{action:[A-Za-z]+}_watch.csv\""))
      let files = [1, 2].flatMap { person in
        ["walk", "run"].map { folder.appendingPathComponent("s\(person)/\($0)_watch.csv").path }
      }
      let named = try HARTransfer.run(["inspect", "--propose-manifest"] + files).standardOutput
      #expect(named.contains("loader: tables") && named.contains("s{subject:[0-9]+}/{action:[A-Za-z]+}_watch.csv"))
      let few = try HARTransfer.run(["inspect", "--propose-manifest"] + files.prefix(2)).standardOutput
      #expect(few.contains("features:") && !few.contains("loader: tables"))
    }
  }

  @Test("an empty folder, a folder beside files, and how text is written beside a folder are refused by name")
  func refusals() throws {
    try withFolder { folder in
      let empty = folder.appendingPathComponent("none")
      try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: true)
      let nothing = try HARTransfer.run("inspect", empty.path)
      #expect(nothing.code == 2 && nothing.standardError.contains("found 0 files"))
      let mixed = try HARTransfer.run(
        "inspect", "--propose-manifest", folder.path, folder.appendingPathComponent("s1/walk_watch.csv").path)
      #expect(mixed.code == 2 && mixed.standardError.contains("a folder beside other names"))
      let text = try HARTransfer.run("inspect", folder.path, "--header", "true")
      #expect(text.code == 2 && text.standardError.contains("under 'text'"))
    }
  }
}
