import ArgumentParser
import Benchmarking
import Foundation
import Leaderboards
import Records

/// How a leaderboard is ordered and written.
struct LeaderboardOptions: ParsableArguments {
  @Option(help: "What the boards are ordered by.")
  var board: Ordering = .accuracy

  @Option(help: "The form of the leaderboard.")
  var format: OutputFormat = .table

  @OptionGroup var columns: ColumnOptions
}

/// `hartransfer leaderboard`
struct LeaderboardCommand: SpeakingCommand {
  static let configuration = CommandConfiguration(
    "leaderboard", abstract: "Print the leaderboard of a benchmark from its records.", usage: "<results> [<options>]",
    paragraphs: [
      "Rows of one group do not differ from the best row of the group (paired t over subjects, corrected by Holm over "
        + "all pairs of ranked rows, 5 %). '--board balanced-accuracy' and 'macro-f1' order by means over classes, for "
        + "classes of unlike size.",
      "Exit code 1: some trials of the plan failed or have no record (their rows stand last, without a rank), or a "
        + "stored score is not that of its predictions.",
    ],
    examples: [
      "hartransfer leaderboard Results/synthetic",
      "hartransfer leaderboard Results/synthetic --board cmae --format csv",
      "hartransfer leaderboard Results/synthetic --recompute",
    ])

  @Argument(help: "The benchmark's results folder, such as Results/spar.", completion: .results)
  var results: String

  @OptionGroup var output: LeaderboardOptions

  @Flag(help: "Compute scores from the stored predictions again, use those, and report stored ones that differ.")
  var recompute = false

  @OptionGroup var messages: MessageOptions

  func run() async throws {
    try await reportingInputErrors {
      let leaderboard = try Leaderboard(
        RecordStore(at: URL(fileURLWithPath: results)), ordering: output.board, recomputing: recompute)
      printUnusable(of: leaderboard)
      try printResult(leaderboard, as: output.format, output.columns)
      if let recomputation = leaderboard.recomputation { report(recomputation) }
      let differs = leaderboard.recomputation?.differences.isEmpty == false
      if differs || !leaderboard.isComplete { throw ExitCode(1) }
    }
  }

  private func report(_ recomputation: Recomputation) {
    for difference in recomputation.differences { printWarning("\(difference)") }
    printLog(
      "recomputed \(recomputation.count) scores from predictions; \(recomputation.differences.count) differ by more than "
        + "\(Recomputation.tolerance)")
    if !recomputation.takenAsStored.isEmpty {
      printLog("taken as stored: \(recomputation.takenAsStored.joined(separator: ", "))")
    }
    if recomputation.withoutPredictions > 0 {
      printLog("taken as stored: all scores of \(recomputation.withoutPredictions) records without predictions")
    }
  }
}

extension Ordering: ExpressibleByArgument {}
extension OutputFormat: ExpressibleByArgument {}
