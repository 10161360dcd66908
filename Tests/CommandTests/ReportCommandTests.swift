import Foundation
import Leaderboards
import Records
import Testing

@Suite("The command 'report'")
struct ReportCommandTests {
  @Test("writes one page beside the records that asks for nothing, and whose copied commands say its sentences")
  func synthetic() throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try HARTransfer.run("run", "Configs/synthetic.yaml", "--results", folder.path, "--quiet").code == 0)
    let results = folder.appendingPathComponent("synthetic")

    let written = try HARTransfer.run("report", results.path)
    let file = results.appendingPathComponent("leaderboard.html")
    let html = try String(contentsOf: file, encoding: .utf8)
    #expect(written.code == 0 && written.standardOutput.isEmpty)
    #expect(written.standardError.contains(file.path) && html.utf8.count < 5_000_000)
    // A page that loads something names it in an attribute or in a style.
    #expect(html.matches(of: /(?:src|href)="(?!#|data:)[^"]*"/).isEmpty)
    #expect(html.matches(of: /@import|url\((?!data:|'data:|"data:)/).isEmpty)

    let start = try #require(html.range(of: "id=\"report-data\">"))
    let end = try #require(html[start.upperBound...].range(of: "</script>"))
    let text = html[start.upperBound..<end.lowerBound]
    let data = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let rows = try #require(data["rows"] as? [[String: Any]])
    let datasets = try #require(data["datasets"] as? [[String: Any]])
    #expect(datasets.first?["id"] as? String == "synthetic")
    let methods = try #require(data["methods"] as? [[String: Any]])
    #expect(methods.allSatisfy { $0["what"] is String })
    let commands = try rows.filter { ["perfect", "ridge-cca"].contains($0["method"] as? String) }.prefix(2).map { row in
      (compare: try #require(row["compare"] as? String), query: try #require(row["query"] as? String))
    }
    #expect(commands.count == 2)
    let compared = try HARTransfer.shell("\(commands[0].compare) \(commands[1].query)", in: folder)
    #expect(compared.code == 0 && compared.standardOutput.contains(commands[1].query))

    let boards = try #require(data["boards"] as? [[String: Any]])
    let leaderboard = try Leaderboard(RecordStore(folder: results))
    for (place, pairs) in try #require(data["pairs"] as? [String: [String: Any]]) {
      let board = boards[try #require(Int(place))]
      let filter = RowFilter(source: board["source"] as? String, target: board["target"] as? String)
      let tests = try #require(pairs["tests"] as? [[Any]])
      #expect(!tests.isEmpty)
      for test in tests {
        let queries = try test.prefix(2).map { id in
          let row = rows[try #require(id as? Int)]
          return try RowQuery(try #require(row["query"] as? String))
        }
        let comparison = try Comparison(leaderboard, queries[0], queries[1], filter: filter)
        #expect(try Self.sentence(test, pairs, queries) == comparison.sentence(comparison.verdicts[0]))
      }
    }
  }

  /// The sentence of a test as the page puts it together.
  private static func sentence(_ test: [Any], _ pairs: [String: Any], _ queries: [RowQuery]) throws -> String {
    let templates = try #require(pairs["templates"] as? [String])
    var numbers = try #require(test[3] as? [String])[...]
    let template = templates[try #require(test[2] as? Int)]
    let text = template.map { $0 == "#" ? numbers.popFirst() ?? "" : String($0) }.joined()
    let words = ["{place}": pairs["place"] as? String, "{first}": queries[0].text, "{second}": queries[1].text]
    return text.replacing(/\{(?:place|first|second)\}/) { (words[String($0.output)] ?? nil) ?? "" }
  }

  @Test("several folders make one page, at the place that is named")
  func several() throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try HARTransfer.run("run", "Configs/synthetic.yaml", "--results", folder.path, "--quiet").code == 0)
    let results = folder.appendingPathComponent("synthetic").path
    let page = folder.appendingPathComponent("page.html").path
    let written = try HARTransfer.run("report", results, results, "--output", page, "--board", "cmae", "--limit", "40k")
    #expect(written.code == 0 && written.standardError.contains("left out: "))
    let html = try String(contentsOfFile: page, encoding: .utf8)
    #expect(html.contains("\"ordering\":\"cmae\"") && html.contains("has the lowest CMAE"))
    #expect(!FileManager.default.fileExists(atPath: results + "/leaderboard.html"))
  }

  @Test("refuses what is no results folder, no size and no folder of manifests")
  func refusals() throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let absent = try HARTransfer.run("report", folder.path)
    #expect(absent.code == 2 && absent.standardError.contains("no plan.json"))
    let size = try HARTransfer.run("report", folder.path, "--limit", "much")
    #expect(size.code == 2 && size.standardError.contains("--limit"))
    let manifests = try HARTransfer.run("report", folder.path, "--datasets", folder.path)
    #expect(manifests.code == 2)
    #expect(try HARTransfer.run("report").code == 2)
  }
}
