import Foundation
import Testing

@Suite("The commands 'export', 'verify' and 'import'")
struct ExchangeTests {
  @Test("an archive takes the place of its folder in every command that reads results")
  func archive() throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    func command(_ text: String) throws -> HARTransfer.Output {
      try HARTransfer.shell("hartransfer \(text)", in: folder)
    }
    #expect(try HARTransfer.run("run", "Configs/synthetic.yaml", "--results", folder.path, "--quiet").code == 0)
    let exported = try command("export synthetic --archive records")
    #expect(exported.code == 0 && exported.standardOutput.hasSuffix("  records/synthetic.tar.xz\n"))
    for reading in [
      "leaderboard R --format csv", "leaderboard R --recompute --format json", "compare R perfect none",
      "curves R --over k",
    ] {
      let own = try command(reading.replacing("R", with: "synthetic"))
      let archived = try command(reading.replacing("R", with: "records/synthetic.tar.xz"))
      #expect(own.code == archived.code && own.standardOutput == archived.standardOutput, "\(reading)")
      #expect(!own.standardOutput.isEmpty)
    }
    #expect(try command("report records/synthetic.tar.xz --output page.html").code == 0)
    let place = try command("report records/synthetic.tar.xz")
    #expect(place.code == 2 && place.standardError.contains("--output"))

    let all = try command("verify records synthetic --format json")
    #expect(all.code == 0, "\(all.standardError)")
    let summary = try #require(JSONSerialization.jsonObject(with: Data(all.standardOutput.utf8)) as? [String: Any])
    let results = try #require(summary["results"] as? [[String: Any]])
    #expect(results.map { $0["trialsRerun"] as? Int } == [3, 3] && summary["seed"] as? Int == 0)
    #expect(results.allSatisfy { ($0["faults"] as? [Any])?.isEmpty == true })
    // A folder above `records`.
    #expect(try command("verify . --trials 0").standardOutput.contains("sound"))
    #expect(try command("verify nothing").code == 2)
    #expect(try command("verify synthetic --trials some").code == 2)
    try Data("no archive".utf8).write(to: folder.appendingPathComponent("broken.tar.xz"))
    #expect(try command("verify broken.tar.xz synthetic --trials 0").code == 2)

    let records = folder.appendingPathComponent("synthetic/records")
    let name = try #require(try FileManager.default.contentsOfDirectory(atPath: records.path).sorted().first)
    try Data("{".utf8).write(to: records.appendingPathComponent(name))
    let damaged = try command("verify synthetic --trials 0")
    #expect(damaged.code == 1 && damaged.standardOutput.contains(String(name.dropLast(5))))
    #expect(try command("export synthetic --archive less.tar.xz").code == 1)
  }

  @Test("the rows of a benchmark, predicted by a program of one's own, become a row of its board")
  func ownMethod() throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    func command(_ text: String) throws -> HARTransfer.Output {
      try HARTransfer.shell("hartransfer \(text)", in: folder)
    }
    #expect(try HARTransfer.run("run", "Configs/synthetic.yaml", "--results", folder.path, "--quiet").code == 0)
    #expect(try command("export synthetic --rows rows.csv").code == 0)
    let lines = try String(contentsOf: folder.appendingPathComponent("rows.csv"), encoding: .utf8).split(
      separator: "\n"
    )
    .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    #expect(lines[0] == ["dataset", "protocol", "condition", "split", "role", "id", "subject", "class"])
    let test = lines.filter { $0[4] == "test" }
    #expect(!test.isEmpty && test.allSatisfy { $0[7].isEmpty }, "no label of a test row")
    #expect(lines.filter { $0[4] == "paired" }.allSatisfy { $0[7].isEmpty })
    #expect(lines.filter { $0[4] == "labelled" }.allSatisfy { !$0[7].isEmpty })
    let predictions = ["id,split,predicted"] + test.map { "\($0[5]),\($0[3]),0" }
    try predictions.joined(separator: "\n").write(
      to: folder.appendingPathComponent("p.csv"), atomically: true, encoding: .utf8)
    let open = try command("import synthetic p.csv --row Mine")
    #expect(open.code == 2 && open.standardError.contains("2 boards"))
    let made = try command("import synthetic p.csv --row 'Mine, too' --source modality-1 --saw 'unlabelled pairs'")
    #expect(made.code == 0 && made.standardOutput.contains("Mine, too: "), "\(made.standardError)")
    let board = try command("leaderboard synthetic --format csv").standardOutput
    #expect(board.contains("\"file=") && board.contains("row=Mine, too saw=[unlabelled pairs]\""))
    #expect(try command("leaderboard synthetic").standardOutput.contains("imported Mine, too"))
    #expect(try command("compare synthetic imported perfect").code == 0)
    #expect(try command("verify synthetic --trials 1").code == 0)
    #expect(try command("import synthetic p.csv --row Mine --source modality-1 --saw everything").code == 2)
    #expect(try command("import synthetic p.csv --row '' --source modality-1").code == 2)
  }
}
