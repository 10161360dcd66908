import ArgumentParser
import Datasets

extension DatasetsCommand {
  /// `hartransfer datasets list`
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "datasets list", abstract: "Show every data set, and whether its data are here.", usage: "[<options>]",
      examples: [
        "hartransfer datasets list",
        "hartransfer datasets list --format json",
      ])
    @OptionGroup var place: Place
    @Option(help: "The form of the output.") var format = ResultFormat.text

    func run() async throws {
      try await reportingInputErrors {
        let catalogue = try place.catalogue()
        let rows = catalogue.entries.map { DatasetSummary($0, data: nil) }
        for broken in catalogue.broken { printWarning("\(broken.id) is left out: \(broken.fault)") }
        if format == .json { return try printResult(json: rows) }
        for row in rows {
          let subjects = row.subjects.map { ", \($0) \($0 == 1 ? "subject" : "subjects")" } ?? ""
          try printResult([
            .line("\(row.id)  \(row.title)"),
            .line("\u{A0}\u{A0}\(row.modalities.joined(separator: ", ")); \(row.classes) classes\(subjects)"),
            .line("\u{A0}\u{A0}\(row.state)"),
          ])
        }
      }
    }
  }
}
