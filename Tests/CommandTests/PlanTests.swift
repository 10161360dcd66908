import Foundation
import Testing

@Suite("The command 'plan'")
struct PlanTests {
  private func parts(_ output: HARTransfer.Output) throws -> [[String: Any]] {
    let object = try JSONSerialization.jsonObject(with: Data(output.standardOutput.utf8)) as? [String: Any]
    return try #require(object?["parts"] as? [[String: Any]])
  }

  private func total(_ name: String, _ parts: [[String: Any]]) -> Int {
    parts.reduce(0) { $0 + ($1[name] as? Int ?? .min / 1000) }
  }

  @Test("it counts what a run then does, writes nothing, and says what is left out")
  func counts() throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("c.yaml")
    try """
    benchmark: small
    dataset: {synthetic: {samples: 200, dimensions: [3, 3], latentDimension: 2}}
    protocols: [{random-40-40-10-10: {draws: 2}}]
    alignments: [{perfect: {k: 2}}, {perfect: {k: 50}}]
    classifiers: [gaussian-mixture, nearest-centroid]
    """.write(to: file, atomically: true, encoding: .utf8)
    func run(_ command: String, _ more: String...) throws -> HARTransfer.Output {
      try HARTransfer.run([command, file.path, "--results", folder.path] + more)
    }
    let before = try parts(run("plan", "--format", "json"))
    let plain = try run("plan", "--format", "json").standardOutput
    let powered = try run("plan", "--power", "--format", "json").standardOutput
    let power = try #require(
      (JSONSerialization.jsonObject(with: Data(powered.utf8)) as? [String: Any])?["power"] as? [String: Any])
    #expect(!plain.contains("\"power\"") && (power["studies"] as? [[String: Any]])?.isEmpty == false)
    #expect(try run("plan", "--power").standardOutput.contains("What these boards could see"))
    #expect(try run("plan", "--spread", "5").code == 2)
    #expect(try run("plan", "--power", "--spread", "0").code == 2)
    #expect(before.count == 2 && total("recorded", before) == 0 && total("failed", before) == 0)
    #expect(total("toRun", before) == total("trials", before))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["c.yaml"])
    // k = 50 is more than there is: those trials fail.
    #expect(try run("run").code == 1)
    let after = try parts(run("plan", "--format", "json"))
    let records = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/small/records")
    #expect(total("trials", after) == records.count && records.count == total("trials", before))
    #expect(total("failed", after) == 2 * 2 * 2 && total("toRun", after) == 0)
    let retried = try parts(run("plan", "--format", "json", "--retry-failed"))
    #expect(total("toRun", retried) == total("failed", after))
    #expect(total("recorded", after) + total("failed", after) == records.count)
    let text = try run("plan").standardOutput
    #expect(text.contains("left out: student-teacher-soft with nearest-centroid"))
    #expect(text.contains("to run"))
    // Features are at hand and every kind has a record, so memory and time are estimated.
    let forced = try parts(run("plan", "--format", "json", "--force", "--only", "alignment=perfect"))
    for part in forced {
      let bytes = try #require(part["memoryBytes"] as? Int)
      #expect(bytes > 200 * 6 * 8 && bytes < 100_000_000)
      #expect(part["toEncode"] as? Int == 0 && part["alignments"] as? Int == 2 * 2)
      #expect(part["factorisations"] as? Int == 1)
    }
    let known = try parts(run("plan", "--format", "json", "--force", "--only", "alignment=none"))
    for part in known { #expect(try #require(part["seconds"] as? Double) > 0) }
  }
}
