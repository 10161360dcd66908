import Foundation
import TestSupport
import Testing

/// A newcomer's way: a data set of any modalities, and a recipe that is included.
@Suite("Recipes: included encoders, by the roles of modalities") struct RecipeTests {
  /// Twelve recordings of two modalities that no recipe knows by name.
  private final class Home {
    let folder: URL

    init(manifest change: (inout TwoSensorManifest) -> Void = { _ in }) throws {
      folder = try HARTransfer.temporaryFolder()
      let files = "s{person:[0-9]+}_{move:[a-z]+}_{rep:[0-9]+}.csv"
      var manifest = TwoSensorManifest(
        accelerometer: .init(units: "m/s^2", channels: "a-x, a-y, a-z", files: files, columns: "x, y, z"),
        gyroscope: .init(units: "rad/s", channels: "g-x, g-y, g-z", files: files, columns: "x, y, z"))
      change(&manifest)
      try write(manifest.text, to: "sets/two/manifest.yaml")
      for (person, move) in (1...3).flatMap({ person in ["squat", "curl"].map { (person, $0) } }) {
        for repetition in 1...2 {
          var text = "t,x,y,z\n"
          for frame in 0..<60 {
            let value = sin((move == "curl" ? 0.15 : 0.05) * Double(frame) + Double(person))
            text += "\(Double(frame) / 20),\(value),\(value * 2 + 0.01 * Double(repetition * frame % 7)),\(1 - value)\n"
          }
          try write(text, to: "sets/two/data/s\(person)_\(move)_\(repetition).csv")
        }
      }
    }
    deinit { try? FileManager.default.removeItem(at: folder) }

    func write(_ text: String, to path: String) throws {
      let file = folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }

    /// Runs a command on a configuration of nothing but the four keys of a newcomer, and `more`.
    func run(_ command: String, include: String, _ more: String = "", _ options: String...) throws -> HARTransfer.Output
    {
      let keys = """
        benchmark: two
        include: \(include)
        dataset: two
        protocols: [{cross-subject: {overlap: shared}}]

        """
      try write(keys + more, to: "two.yaml")
      var arguments = [command, folder.appendingPathComponent("two.yaml").path]
      arguments += ["--datasets", folder.appendingPathComponent("sets").path]
      arguments += ["--results", folder.appendingPathComponent("R").path]
      return try HARTransfer.run(arguments + ["--cache", folder.appendingPathComponent("C").path] + options)
    }
  }

  private static let clips = HARTransfer.package.appendingPathComponent("Configs/recipes/clips.yaml").path
  private static let methods = """
    alignments: [{perfect: {k: 2}}]
    classifiers: [nearest-centroid]

    """

  /// One line of words, whatever the width.
  private func words(_ text: String) -> String { text.split { $0.isWhitespace }.joined(separator: " ") }

  @Test(
    "benchmark, dataset, include and protocols are a benchmark: roles name the modalities, and what is not there is dropped"
  )
  func newcomer() throws {
    let home = try Home()
    let plan = try home.run("plan", include: Self.clips)
    #expect(plan.code == 0, "\(plan.standardError)")
    let told = words(plan.standardOutput)
    let chain = "resample > differences > magnitudes > standardise-channels > minirocket (role inertial, from "
    #expect(told.contains("encoder of accelerometer: " + chain) && told.contains("encoder of gyroscope: " + chain))
    #expect(told.contains("left out: encoder for 'skeleton' (") && told.contains("left out: encoder for 'depth' ("))
    #expect(!told.contains("for 'inertial'"))
    let run = try home.run("run", include: Self.clips, Self.methods)
    #expect(run.code == 0, "\(run.standardError)")
    #expect(words(run.standardError).contains("left out: encoder for 'skeleton' ("))
    let records = try FileManager.default.contentsOfDirectory(
      atPath: home.folder.appendingPathComponent("R/two/records").path)
    let texts = try records.filter { $0.hasSuffix(".json") }.map {
      try String(contentsOf: home.folder.appendingPathComponent("R/two/records/\($0)"), encoding: .utf8)
    }
    #expect(!texts.isEmpty && texts.allSatisfy { !$0.contains("skeleton") && !$0.contains("clips.yaml") })
  }

  @Test("plan's JSON says which chain a modality got, from which file and by which role")
  func json() throws {
    let home = try Home()
    try home.write("encoders: {inertial: [statistics], gyroscope: [catch22]}\n" + Self.methods, to: "recipe.yaml")
    let plan = try home.run("plan", include: "recipe.yaml", "", "--format", "json")
    let object = try JSONSerialization.jsonObject(with: Data(plan.standardOutput.utf8)) as? [String: Any]
    let uses = try #require(object?["encoders"] as? [[String: String]])
    #expect(uses.map { $0["modality"] } == ["accelerometer", "gyroscope"])
    #expect(uses.map { $0["encoder"] } == ["statistics", "catch22"])
    // The name of a modality wins over its role.
    #expect(uses.map { $0["role"] } == ["inertial", nil])
    #expect(uses.allSatisfy { $0["file"]?.hasSuffix("/recipe.yaml") == true })
  }

  @Test("encoders of the file itself win name by name, and a role there names every modality that has it")
  func ownEncoders() throws {
    let home = try Home()
    try home.write("encoders: {inertial: [catch22], emg: [catch22]}\n" + Self.methods, to: "recipe.yaml")
    let one = words(
      try home.run("plan", include: "recipe.yaml", "encoders: {gyroscope: [statistics]}\n").standardOutput)
    #expect(one.contains("encoder of accelerometer: catch22 (role inertial, from") && !one.contains("of gyroscope"))
    let both = words(
      try home.run("plan", include: "recipe.yaml", "encoders: {inertial: [statistics]}\n").standardOutput)
    #expect(both.contains("encoder of gyroscope: statistics (role inertial)") && both.contains("for 'emg'"))
  }

  @Test("candidates of a role are those of every modality that has it; plan says what is open, records what was chosen")
  func candidates() throws {
    let home = try Home()
    try home.write(Self.methods, to: "recipe.yaml")
    let open = """
      encoders: {inertial: {candidates: {rich: [differences, statistics], plain: [statistics]}}}
      chosenBy: cka

      """
    let plan = words(try home.run("plan", include: "recipe.yaml", open).standardOutput)
    for way in ["accelerometer -> gyroscope", "gyroscope -> accelerometer"] {
      #expect(plan.contains("chosen at run time: \(way): encoder of accelerometer and gyroscope, one of 4 by cka"))
    }
    let run = try home.run("run", include: "recipe.yaml", open)
    #expect(run.code == 0, "\(run.standardError)")
    #expect(run.standardError.contains("features chosen by cka: accelerometer: "))
    let folder = home.folder.appendingPathComponent("R/two/records")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") }
    #expect(!names.isEmpty)
    for name in names {
      let data = try Data(contentsOf: folder.appendingPathComponent(name))
      let record = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      let choice = try #require(record["featureChoice"] as? [String: Any])
      let candidates = try #require(choice["candidates"] as? [[String: Any]])
      let combinations = candidates.compactMap {
        ($0["combination"] as? [String: Any])?["encoders"] as? [String: String]
      }
      #expect(combinations.map { $0["accelerometer"] } == ["plain", "plain", "rich", "rich"])
      #expect(combinations.map { $0["gyroscope"] } == ["plain", "rich", "plain", "rich"])
      let chosen = (choice["chosen"] as? [String: Any])?["encoders"] as? [String: String]
      #expect(chosen.map(combinations.contains) == true)
      let trial = try #require(record["trial"] as? [String: Any])
      #expect((trial["encoderSource"] as? [String: Any])?["name"] as? String == "chosen")
    }
    let board = try HARTransfer.run(["leaderboard", home.folder.appendingPathComponent("R/two").path])
    #expect(words(board.standardOutput).contains("accelerometer: chosen; gyroscope: chosen"), "\(board.standardOutput)")
  }

  @Test("a modality that is called like a role, and is another kind of signal, gets the chain of its kind")
  func calledLikeARole() throws {
    let home = try Home()
    let files = "s{person:[0-9]+}_{move:[a-z]+}_{rep:[0-9]+}.csv"
    var manifest = TwoSensorManifest(
      accelerometer: .init(units: "m/s^2", channels: "a-x, a-y, a-z", files: files, columns: "x, y, z"),
      gyroscope: .init(units: "unstated", channels: "d-1, d-2, d-3", files: files, columns: "x, y, z"))
    manifest.gyroscope.role = "depth"
    let text = manifest.text.replacing("channels: [d-1, d-2, d-3]", with: "shape: [1, 3]")
      .replacing("name: gyroscope", with: "name: depth")
    try home.write(text, to: "sets/two/manifest.yaml")
    let plan = try home.run("plan", include: Self.clips, Self.methods)
    #expect(plan.code == 0, "\(plan.standardError)")
    #expect(words(plan.standardOutput).contains("encoder of depth: grid-series > resample > "))
    #expect(words(plan.standardOutput).contains("(role grid, from"))
    #expect(words(plan.standardOutput).contains("it takes a depth video, and 'depth' is a grid"))
  }

  @Test("a role that the manifest states wins over the one that its units tell")
  func statedRole() throws {
    let home = try Home { $0.accelerometer.role = "emg" }
    try home.write("encoders: {inertial: [statistics], emg: [catch22]}\n" + Self.methods, to: "recipe.yaml")
    let told = words(try home.run("plan", include: "recipe.yaml").standardOutput)
    #expect(told.contains("encoder of accelerometer: catch22 (role emg,"))
    #expect(told.contains("encoder of gyroscope: statistics (role inertial,"))
  }

  @Test(
    "refused by name: what the file itself names and is not there, files that differ, a recipe of nothing that is there"
  )
  func refusals() throws {
    let home = try Home()
    let absent = try home.run("plan", include: Self.clips, "encoders: {emg: [statistics]}\n")
    #expect(absent.code == 2 && words(absent.standardError).contains("an encoder for 'emg'"))
    #expect(words(absent.standardError).contains("No modality of it has the role 'emg' either."))
    try home.write("encoders: {inertial: [statistics]}\n" + Self.methods, to: "a.yaml")
    try home.write("encoders: {inertial: [catch22]}\n", to: "b.yaml")
    let clash = try home.run("plan", include: "[a.yaml, b.yaml]")
    #expect(clash.code == 2 && words(clash.standardError).contains("'inertial' in "))
    #expect(try home.run("plan", include: "[a.yaml, b.yaml]", "encoders: {inertial: [statistics]}\n").code == 0)
    try home.write("encoders: {skeleton: [statistics], '<b>|%': [catch22]}\n" + Self.methods, to: "c.yaml")
    let none = try home.run("plan", include: "c.yaml")
    #expect(none.code == 2 && words(none.standardError).contains("accelerometer (inertial), gyroscope (inertial)"))
    #expect(none.standardError.contains("<b>|%"))
    let role = try Home { $0.accelerometer.role = "intertial" }.run("plan", include: Self.clips)
    #expect(role.code == 2 && words(role.standardError).contains("Did you mean 'inertial'?"))
  }
}
