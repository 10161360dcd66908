import ArgumentParser

extension DatasetsCommand {
  /// `hartransfer datasets show`
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Shows all that is known of a data set.")
    @OptionGroup var target: Target
    @Flag(help: "List everything that is left out, one by one, not only counted by reason.")
    var listLeftOut = false
    @Option(help: "How the result is printed: text or json.") var format = ResultFormat.text

    func run() async throws {
      try await reportingInputErrors {
        let entry = try target.entry()
        let summary = DatasetSummary(entry, data: target.folder)
        switch format {
        case .json: try printResult(json: DatasetDetails(manifest: entry.manifest, here: summary))
        case .text: printResult(describe(entry, summary) + "\n")
        }
        if listLeftOut { for line in leftOutLines(summary.skipped) { printLog(line) } }
      }
    }
  }
}
