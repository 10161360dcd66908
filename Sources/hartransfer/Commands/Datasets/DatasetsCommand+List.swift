import ArgumentParser
import Datasets

extension DatasetsCommand {
  /// `hartransfer datasets list`
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Shows every data set, and whether its data are here.")
    @OptionGroup var place: Place
    @Option(help: "How the result is printed: text or json.") var format = ResultFormat.text

    func run() async throws {
      try await reportingInputErrors {
        let catalogue = try place.catalogue()
        let rows = catalogue.entries.map { DatasetSummary($0, data: nil) }
        for broken in catalogue.broken { printLog("warning: \(broken.id) is left out: \(broken.fault)") }
        if format == .json { return try printResult(json: rows) }
        for row in rows {
          printResult("\(row.id)  \(row.title)\n")
          let subjects = row.subjects.map { ", \($0) \($0 == 1 ? "subject" : "subjects")" } ?? ""
          printResult("  \(row.modalities.joined(separator: ", ")); \(row.classes) classes\(subjects)\n")
          printResult("  \(row.state)\n")
        }
      }
    }
  }
}
