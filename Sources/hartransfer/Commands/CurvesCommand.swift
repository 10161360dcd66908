import ArgumentParser
import Benchmarking
import Diagnostics
import Foundation
import Leaderboards
import Metrics
import Records

/// `hartransfer curves`
struct CurvesCommand: SpeakingCommand {
  static let configuration = CommandConfiguration(
    "curves", abstract: "Print scores as functions of a parameter, from the records of a benchmark.",
    usage: "<results> --over <parameter> [<options>]",
    paragraphs: [
      "The parameter is one that a sweep of synthetic data varies, such as noise, one of the alignments, such as k, or "
        + "an axis of the configuration: \(Axis.all.map(\.name).joined(separator: ", ")). Where a name means several "
        + "parameters, all keys that lead to one name it: alignment.k, encoder.parameters.noise.",
      "One table a score: a line for each value, a column for each series in the order of the plan. A series is all "
        + "rows that differ in the parameter alone; its name says what tells it from the others. What is left out is "
        + "said on stderr.",
    ],
    examples: [
      "hartransfer curves Results/sweep-noise --over noise",
      "hartransfer curves Results/sweep-noise --over noise --scores accuracy cmae",
    ])

  @Argument(help: "The benchmark's results folder, such as Results/sweep-noise.", completion: .results)
  var results: String

  @Option(help: ArgumentHelp("The parameter.", valueName: "parameter"), completion: .curveParameters) var over: String

  @Option(
    parsing: .upToNextOption, help: "The scores, by the names that 'hartransfer metrics' prints.",
    completion: .list(MetricDescription.all.map(\.name)))
  var scores = ["accuracy", "recallAt1", "cmae", "cmaeNormalised"]

  @Option(help: "The form of the curves.")
  var format: OutputFormat = .table

  @OptionGroup var columns: ColumnOptions

  @OptionGroup var messages: MessageOptions

  func run() async throws {
    try await reportingInputErrors {
      let leaderboard = try Leaderboard(RecordStore(at: URL(fileURLWithPath: results)))
      printUnusable(of: leaderboard)
      let curves = try scores.map { try Curves(leaderboard, over: over, score: $0) }
      for line in curves.flatMap(\.leftOut).distinct {
        printLog("left out: \(line)")
      }
      try printResult(curves, as: format, columns)
      if !leaderboard.isComplete { throw ExitCode(1) }
    }
  }
}
