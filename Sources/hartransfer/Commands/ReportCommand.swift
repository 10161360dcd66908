import ArgumentParser
import Datasets
import Files
import Foundation
import Leaderboards
import Records
import Report

/// `hartransfer report`
struct ReportCommand: SpeakingCommand {
  static let configuration = CommandConfiguration(
    "report", abstract: "Write results as one HTML page that opens without a network.",
    usage: "<results> ... [<options>]",
    paragraphs: [
      "The page is leaderboard.html in the first results folder. It holds all that it shows and asks nothing of a "
        + "network. What does not fit its size is left out, and the page says what."
    ],
    examples: [
      "hartransfer report Results/synthetic",
      "hartransfer report Results/synthetic Results/sweep-noise --output both.html",
    ])

  @Argument(help: "Results folders, such as Results/spar: one page shows all of them.", completion: .results)
  var results: [String]

  @Option(
    help: ArgumentHelp(
      "The file that is written. Default: leaderboard.html in the first results folder.", valueName: "file"),
    completion: .file(extensions: ["html"]))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Bytes that the page may have, such as 20M. Boards and rows are always there.", valueName: "bytes"))
  var limit = "5M"

  @Option(
    help: ArgumentHelp(
      "The folder of the manifests, for licences and citations. Default: $HARTRANSFER_DATASETS, then Datasets, then that "
        + "of the program.", valueName: "folder"),
    completion: .directory)
  var datasets: String?

  @Option(help: "What boards are ordered by at first.")
  var board: Ordering = .accuracy

  @OptionGroup var messages: MessageOptions

  func run() async throws {
    try await reportingInputErrors {
      let bytes = try ByteCount.bytes(limit, option: "--limit")
      // Without manifests the page says less; a folder that was named must have some.
      let folder = datasets.map { URL(fileURLWithPath: $0) }
      let catalogue =
        folder == nil ? try? DatasetCatalogue.locate() : try DatasetCatalogue.locate(option: folder)
      let found = try results.map { folder in
        let store = try RecordStore(at: URL(fileURLWithPath: folder))
        let leaderboard = try Leaderboard(store, ordering: board)
        printUnusable(of: leaderboard)
        return (leaderboard: leaderboard, store: store)
      }
      let report = try Report(
        results: found, notes: ReferenceNotes(of: found.map(\.leaderboard), catalogue: catalogue),
        limit: bytes)
      let file = try found[0].store.place(of: output, otherwise: "leaderboard.html")
      try AtomicFile.write(Data(report.html.utf8), to: file)
      for sentence in report.leftOut { printLog("left out: \(sentence)") }
      printLog("\(file.relativePath): \(ByteCount.text(report.html.utf8.count))B")
    }
  }
}
