import Foundation
import Testing

@Suite("The commands 'compare' and 'leaderboard --recompute'")
struct CompareTests {
  @Test("a verdict a board, refusals with the nearest name, and scores that are computed again")
  func synthetic() throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try HARTransfer.run("run", "Configs/synthetic.yaml", "--results", folder.path, "--quiet").code == 0)
    let results = folder.appendingPathComponent("synthetic").path

    let compared = try HARTransfer.run("compare", results, "perfect", "none")
    #expect(compared.code == 0 && compared.standardOutput.contains("perfect is "))
    #expect(compared.standardOutput.replacing(/\s+/, with: " ").contains(" points better than none: "))
    let json = try HARTransfer.run("compare", results, "perfect", "none", "--format", "json")
    let whole = try #require(
      JSONSerialization.jsonObject(with: Data(json.standardOutput.utf8)) as? [String: Any])
    #expect(
      (whole["boards"] as? [[String: Any]])?.allSatisfy { $0["verdict"] is String && $0["holmP"] is Double } == true)

    let asked = try HARTransfer.run("compare", results, "perfect", "none", "--margin", "2", "--flips")
    #expect(asked.code == 0 && asked.standardOutput.contains("one-sided"))
    #expect(asked.standardOutput.contains("What changes on "))
    let listed = try HARTransfer.run("compare", results, "perfect", "none", "--flip-samples", "--format", "json")
    #expect(listed.code == 0 && listed.standardOutput.contains("\"firstPredicted\""))
    #expect(!json.standardOutput.contains("\"flips\""))
    #expect(try HARTransfer.run("compare", results, "perfect", "none", "--flip-samples").code == 2)
    #expect(try HARTransfer.run("compare", results, "perfect", "none", "--margin", "0").code == 2)
    #expect(try HARTransfer.run("compare", "--across", results, "--margin", "2").code == 2)

    let misspelt = try HARTransfer.run("compare", results, "perfetc", "none")
    #expect(misspelt.code == 2 && misspelt.standardError.contains("Did you mean 'perfect'?"))
    #expect(try HARTransfer.run("compare", results, "perfect").code == 2)
    #expect(try HARTransfer.run("compare", "--across", results).code == 2)

    let sound = try HARTransfer.run("leaderboard", results, "--recompute", "--format", "json")
    #expect(sound.code == 0 && sound.standardError.contains("0 differ"))
    #expect(sound.standardOutput == (try HARTransfer.run("leaderboard", results, "--format", "json").standardOutput))

    let records = folder.appendingPathComponent("synthetic/records")
    for name in try FileManager.default.contentsOfDirectory(atPath: records.path).sorted() {
      let file = records.appendingPathComponent(name)
      var record = try #require(JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
      guard !(record["predictions"] is NSNull), record["predictions"] != nil,
        var scores = record["scores"] as? [String: Any]
      else { continue }
      scores["accuracy"] = 0.123
      record["scores"] = scores
      try JSONSerialization.data(withJSONObject: record).write(to: file)
      let changed = try HARTransfer.run("leaderboard", results, "--recompute", "--format", "json")
      #expect(changed.code == 1 && changed.standardOutput == sound.standardOutput)
      #expect(changed.standardError.contains("\(name.dropLast(5)): accuracy is stored as 0.123"))
      break
    }
  }
}
