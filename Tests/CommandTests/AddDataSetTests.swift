import Datasets
import FeatureStore
import Foundation
import LinearAlgebra
import Randomness
import Testing

/// CONTRIBUTING.md, "Add a data set": its blocks are done in their order, on files as the page
/// describes them.
@Suite("The page on adding a data set, word for word")
struct AddDataSetTests {
  /// A fenced block: commands, or a file of the name that the text before it gives.
  private enum Block {
    case commands(String)
    case file(name: String, contents: String)
  }

  private static func blocks() throws -> [Block] {
    let page = try String(contentsOf: HARTransfer.package.appendingPathComponent("CONTRIBUTING.md"), encoding: .utf8)
    let start = try #require(page.range(of: "## Add a data set\n")).upperBound
    let end = try #require(page.range(of: "\n## ", range: start..<page.endIndex)).lowerBound
    let parts = page[start..<end].components(separatedBy: "```")
    return try stride(from: 1, to: parts.count, by: 2).map { place in
      let line = try #require(parts[place].firstIndex(of: "\n"))
      let contents = String(parts[place][parts[place].index(after: line)...])
      guard parts[place][..<line] == "yaml" else { return .commands(contents) }
      // The name of a file stands in backticks in the text since the commands before.
      let text = stride(from: place - 1, through: 0, by: -2).map { parts[$0] }.first { $0.contains(".yaml`") }
      let name = try #require(text?.matches(of: #/`([^`]+\.yaml)`/#).last).output.1
      return .file(name: String(name), contents: contents)
    }
  }

  /// Does the blocks one after the other in `folder`, and gives what each block of commands
  /// printed.
  private static func follow(in folder: URL) throws -> [String] {
    try blocks().compactMap { block in
      switch block {
      case .file(let name, let contents):
        try contents.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
        return nil
      case .commands(let commands):
        let output = try HARTransfer.shell(commands, in: folder)
        try #require(output.code == 0, "\(commands)\n\(output.standardError)")
        return output.standardOutput
      }
    }
  }

  private static func makeFeatures(_ file: URL) throws {
    let classes = ["pour", "stir", "cut"]
    let known = try SyntheticDataset {
      ($0.samples, $0.dimensions, $0.latentDimension) = (96, [16, 8], 4)
      ($0.classes, $0.noise) = (3, 0.5)
    }.features(seed: Seed(base: 1))
    let all = Array(0..<96)
    let (video, imu) = (known.modalities[0].values.columns(all), known.modalities[1].values.columns(all))
    try HDF5File.create(file) { file in
      try file.createGroup("/emb")
      try file.write(all.flatMap { clip in (0..<16).map { video[$0, clip] } }, shape: [96, 16], to: "/emb/video")
      try file.write((0..<8).flatMap { row in all.map { imu[row, $0] } }, shape: [8, 96], to: "/emb/imu")
      let table = known.samples
      try file.write(
        all.map { "\(classes[table.labels[$0]])_s\(table.subjects[$0])_t\(1 + $0 / 8)" }, to: "/clip")
      try file.write(table.labels.map { classes[$0] }, to: "/action")
      try file.write(table.subjects.map { Int64($0) }, to: "/person")
    }
  }

  private static func makeRecordings(_ folder: URL) throws {
    var generator = Seed(base: 2).deriving("gym").generator
    for person in 1...4 {
      let own = folder.appendingPathComponent("person-\(person)")
      try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
      for (place, exercise) in ["squat", "curl", "press"].enumerated() {
        for repetition in 1...4 {
          let lines = (0..<450).map { frame in
            let phase = 2 * Double.pi * Double(frame) / (25 + 15 * Double(place)) + Double(person)
            let values = (0..<6).map { axis in
              sin(phase + Double(axis * place)) * (axis < 3 ? 9.8 : 100) + 0.5 * generator.normal()
            }
            return ([Double(frame) * 20] + values).map { String(format: "%.4f", $0) }.joined(separator: ",")
          }
          try (["t_ms,ax,ay,az,gx,gy,gz"] + lines).joined(separator: "\n").write(
            to: own.appendingPathComponent("\(exercise)_\(repetition).csv"), atomically: true, encoding: .utf8)
        }
      }
    }
  }

  @Test("features of a foreign HDF5 file and folders of CSV files both reach their leaderboards")
  func followed() throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try Self.makeFeatures(folder.appendingPathComponent("clips.h5"))
    try Self.makeRecordings(folder.appendingPathComponent("gym"))
    let printed = try Self.follow(in: folder)
    try #require(printed.count == 4)
    #expect(printed[0].contains("/emb/imu") && printed[0].contains("sampleAxis: 1"))
    #expect(printed[1].contains("kitchen, cross-subject") && printed[1].contains("video -> imu"))
    #expect(printed[1].contains("ridge-cca"))
    #expect(printed[3].contains("gym, cross-subject") && printed[3].contains("accelerometer -> gyroscope"))
    for benchmark in ["kitchen", "gym"] {
      let file = folder.appendingPathComponent("Results/\(benchmark)/leaderboard.json")
      let rows = try #require(
        try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [[String: Any]])
      let perfect = rows.filter { $0["alignment"] as? String == "perfect" }
      #expect(!perfect.isEmpty && perfect.allSatisfy { ($0["accuracy"] as? Double ?? 0) > 0.5 })
      #expect(rows.allSatisfy { $0["failed"] as? Int == 0 && $0["missing"] as? Int == 0 })
    }
  }
}
