import ArgumentParser

extension DatasetsCommand {
  /// `hartransfer datasets show`
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "datasets show", abstract: "Show all that is known of a data set.", usage: "<id> [<options>]",
      examples: [
        "hartransfer datasets show spar",
        "hartransfer datasets show utd-mhad --format json",
      ])
    @OptionGroup var target: Target
    @Flag(help: "List everything that is left out, one by one, not only counted by reason.")
    var listLeftOut = false
    @Option(help: "The form of the output.") var format = ResultFormat.text

    func run() async throws {
      try await reportingInputErrors {
        let entry = try target.entry()
        let summary = DatasetSummary(entry, data: target.folder)
        switch format {
        case .json: try printResult(json: DatasetDetails(manifest: entry.manifest, here: summary))
        case .text: try printResult(describe(entry, summary))
        }
        if listLeftOut { for line in leftOutLines(summary.skipped) { printLog(line) } }
      }
    }
  }
}
