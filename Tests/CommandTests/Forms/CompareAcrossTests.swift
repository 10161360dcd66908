import Foundation
import PlainText
import Testing

@Suite("The command 'compare' with --across")
struct CompareAcrossTests {
  @Test("two methods over data sets in every form, narrow and wide; --on names the rows of one; faults are refused")
  func pair() throws {
    let results = try ["one", "two", "three"].map { try FixedResults(dataset: $0) }
    defer { results.forEach { $0.remove() } }
    let folders = results.map(\.folder.path)
    func compare(_ methods: [String], _ options: String...) throws -> HARTransfer.Output {
      try HARTransfer.run(["compare"] + methods + ["--across"] + folders + options)
    }
    let pair = ["perfect:k=2", "ridge-cca"]
    let table = try compare(pair)
    #expect(table.code == 0 && table.standardOutput.contains("perfect:k=2 less ridge-cca over 3 data sets"))
    #expect(table.standardOutput.contains("mean over data sets") && table.standardOutput.contains("a new data set"))
    for width in [40, 80] {
      let narrow = try HARTransfer.shell(
        "COLUMNS=\(width) hartransfer compare perfect:k=2 ridge-cca --across \(folders.joined(separator: " "))",
        in: HARTransfer.package)
      #expect(narrow.code == 0, "\(narrow.standardError)")
      for line in narrow.standardOutput.split(separator: "\n") { #expect(line.displayWidth <= width, "\(line)") }
    }
    let csv = try compare(pair, "--format", "csv").standardOutput.split(separator: "\n")
    #expect(csv.count == 6 && csv[0].hasPrefix("kind,dataSet,boards,persons,") && csv[1].hasPrefix("data set,one,2,4,"))
    for format in ["markdown", "latex"] { #expect(try compare(pair, "--format", format).code == 0) }
    let json = try compare(pair, "--format", "json", "--on", "two", "perfect:k=4", "ridge-cca")
    let whole = try #require(JSONSerialization.jsonObject(with: Data(json.standardOutput.utf8)) as? [String: Any])
    let sets = try #require(whole["dataSets"] as? [[String: Any]])
    #expect(sets.map { $0["first"] as? String } == ["perfect:k=2", "perfect:k=4", "perfect:k=2"])

    let several = try compare(["perfect", "ridge-cca"])
    #expect(several.code == 2 && several.standardError.contains("perfect:k=4"))
    let incomplete = try compare(pair, "--on", "two", "perfect:k=4")
    #expect(incomplete.code == 2 && incomplete.standardError.contains("--on takes a data set and two methods"))
    let unknown = try compare(pair, "--on", "tow", "perfect:k=4", "ridge-cca")
    #expect(unknown.code == 2 && unknown.standardError.contains("Did you mean 'two'?"))
    let twice = try compare(pair, "--on", "two", "none", "ridge-cca", "--on", "two", "none", "ridge-cca")
    #expect(twice.code == 2 && twice.standardError.contains("'two' twice"))
    let alone = try HARTransfer.run(["compare"] + pair + ["--across", folders[0]])
    #expect(alone.code == 2 && alone.standardError.contains("at least two"))
    #expect(try compare(["perfect"]).code == 2)
  }

  @Test("every method over data sets: win rates and improvability beside the ranks, as last columns of the CSV")
  func ranks() throws {
    let results = try ["one", "two"].map { try FixedResults(dataset: $0) }
    defer { results.forEach { $0.remove() } }
    let arguments = ["compare", "--across"] + results.map(\.folder.path)
    let table = try HARTransfer.run(arguments)
    #expect(table.code == 0 && table.standardOutput.contains("improvability"))
    #expect(table.standardOutput.contains("2 data sets, and resamples of fewer than 6"))
    let csv = try HARTransfer.run(arguments + ["--format", "csv"]).standardOutput.split(separator: "\n")
    #expect(
      csv[0].hasSuffix(",1,2,winRate,winRateLow,winRateHigh,improvability,improvabilityLow,improvabilityHigh"))
    #expect(csv[1].hasSuffix(",1.0,,,0.0,,"))
  }
}
