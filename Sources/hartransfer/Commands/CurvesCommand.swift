import ArgumentParser
import Benchmarking
import Diagnostics
import Foundation
import Leaderboards
import Records

/// `hartransfer curves`
struct CurvesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "curves", abstract: "Print scores as functions of a parameter, from the records of a benchmark.",
    discussion: """
      The parameter is one that a sweep of synthetic data varies, such as noise, one of the alignments, such as k, or an axis of the
      configuration: \(Axis.allCases.map(\.rawValue).joined(separator: ", ")). Where a name means several
      parameters, all keys that lead to one name it: alignment.k, encoder.parameters.noise.
      One table a score: a line for each value, a column for each series in the order of the plan. A series is all rows that
      differ in the parameter alone; its name says what tells it from the others. What is left out is said on stderr.
      """)

  @Argument(help: "The benchmark's results folder, such as Results/sweep-noise.")
  var results: String

  @Option(help: "The parameter.") var over: String

  @Option(parsing: .upToNextOption, help: "The scores, by the names that 'hartransfer metrics' prints.")
  var scores = ["accuracy", "recallAt1", "cmae", "cmaeNormalised"]

  @Option(help: "Their form: \(OutputFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
  var format: OutputFormat = .table

  func run() async throws {
    try await reportingInputErrors {
      let leaderboard = try Leaderboard(RecordStore(folder: URL(fileURLWithPath: results)))
      printUnusable(of: leaderboard)
      let curves = try scores.map { try Curves(leaderboard, over: over, score: $0) }
      for line in curves.flatMap(\.leftOut).distinct {
        printLog("left out: \(line)")
      }
      printResult(try curves.rendered(as: format))
      if !leaderboard.isComplete { throw ExitCode(1) }
    }
  }
}
