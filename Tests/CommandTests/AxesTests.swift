import Foundation
import Testing

@Suite("Axes on the command line")
struct AxesTests {
  private func json(_ output: HARTransfer.Output) throws -> [[String: Any]] {
    try #require(JSONSerialization.jsonObject(with: Data(output.standardOutput.utf8)) as? [[String: Any]])
  }

  @Test(
    "a run with axes has a board a point, curves of every method over each axis, and zero-label boards as without them")
  func curves() throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let rows = try json(
      HARTransfer.run("run", "Configs/synthetic-axes.yaml", "--results", folder.path, "--format", "json"))
    let conditions = rows.compactMap { $0["condition"] as? [String: Any] }
    #expect(Set(conditions.flatMap(\.keys)) == ["pairs", "labels", "fewShot", "mismatchedPairs"])
    let standard = rows.filter { $0["condition"] is NSNull }
    #expect(rows.count == 10 * standard.count)
    for row in rows {
      let few = (row["condition"] as? [String: Any])?["fewShot"] as? Int
      #expect(row["targetLabels"] as? Int == few)
      #expect(row["pairedRows"] as? Double == (row["condition"] as? [String: Any])?["pairs"] as? Double ?? 240)
    }

    // Without the axes: the same rows.
    let file = folder.appendingPathComponent("plain.yaml")
    let text = try String(
      contentsOf: HARTransfer.package.appendingPathComponent("Configs/synthetic-axes.yaml"), encoding: .utf8)
    try String(text.prefix(upTo: try #require(text.range(of: "\naxes:")).lowerBound)).write(
      to: file, atomically: true, encoding: .utf8)
    let plain = try json(
      HARTransfer.run("run", file.path, "--results", folder.path + "/plain", "--format", "json"))
    func timeless(_ rows: [[String: Any]]) -> NSArray {
      rows.map { $0.filter { $0.key != "fitSeconds" } } as NSArray
    }
    #expect(timeless(plain) == timeless(standard))

    for (axis, points) in [
      ("pairs", [15.0, 30, 60, 240]), ("mismatchedPairs", [0, 0.25, 0.5]), ("labels", [2, 5, 80]),
      ("fewShot", [0, 2, 5, 80]),
    ] {
      let curves = try json(
        HARTransfer.run(
          "curves", folder.path + "/synthetic-axes", "--over", axis, "--scores", "accuracy", "--format", "json"))
      #expect(curves[0]["points"] as? [Double] == points, "\(axis)")
      let series = try #require(curves[0]["series"] as? [[String: Any]])
      #expect(
        series.compactMap { $0["name"] as? String } == [
          "chance", "majority", "source-on-source", "target-supervised", "student-teacher", "student-teacher-soft",
          "none", "perfect", "ridge-cca",
        ])
    }
  }

  @Test("a value that the data do not bear ends with code 2, the file, the line and what there is")
  func refused() throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("wrong.yaml")
    let text = try String(
      contentsOf: HARTransfer.package.appendingPathComponent("Configs/synthetic-axes.yaml"), encoding: .utf8)
    for (right, wrong, told) in [
      ("[15, 30, 60, all]", "[15, 300]", "from 1 to 240"), ("[0, 2, 5]", "[0, 2, -5]", "a whole number from 0"),
      ("pairs: [15", "pars: [15", "Did you mean 'pairs'?"),
    ] {
      try text.replacing(right, with: wrong).write(to: file, atomically: true, encoding: .utf8)
      let output = try HARTransfer.run("plan", file.path, "--results", folder.path)
      #expect(output.code == 2 && output.standardError.contains("wrong.yaml:"), "\(output.standardError)")
      #expect(output.standardError.contains(told), "\(output.standardError)")
    }
  }
}
