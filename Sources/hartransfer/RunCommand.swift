import ArgumentParser
import Benchmarking
import Diagnostics
import Foundation
import Leaderboards

/// `hartransfer run`
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run the missing trials of a benchmark and print its leaderboard.",
    discussion: """
      Every trial leaves one record under <results>/<benchmark>/records; records that exist are reused. The leaderboard
      is written beside them as JSON, CSV and Markdown. Exit code 0: all done; 1: some trials failed; 2: the
      configuration or the data are not usable.
      """)

  @Argument(help: "The configuration, a YAML file such as Configs/spar.yaml.")
  var configurationFile: String

  @Option(help: "The folder that holds a results folder for each benchmark.")
  var results = "Results"

  @Option(help: "The folder of cached feature files; it may be deleted at any time.")
  var cache = ".cache/features"

  @Option(help: "The folder of the data set's files. Default: $HARTRANSFER_DATA/<id>, then Datasets/<id>/data.")
  var data: String?

  @Option(help: "The folder of the data sets' manifests. Default: Datasets.")
  var datasets: String?

  @Option(
    help: "What the printed leaderboard is ordered by: \(Ordering.allCases.map(\.rawValue).joined(separator: ", ")).")
  var board: Ordering = .accuracy

  @Option(
    help: "Form of the printed leaderboard: \(LeaderboardFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
  var format: LeaderboardFormat = .table

  @Flag(help: "Print no progress.")
  var quiet = false

  func run() async throws {
    try await reportingInputErrors {
      let configuration = try BenchmarkConfiguration(contentsOf: URL(fileURLWithPath: configurationFile))
      let runner = try BenchmarkRunner(
        configuration, results: URL(fileURLWithPath: results), cache: URL(fileURLWithPath: cache),
        data: data.map { URL(fileURLWithPath: $0) }, datasets: datasets.map { URL(fileURLWithPath: $0) })
      let progress = quiet ? nil : ProgressDisplay()
      let summary = try runner.run(progress: progress?.handler)
      progress?.finish()
      let leaderboard = try Leaderboard(runner.store, ordering: board)
      try leaderboard.write(to: runner.store.folder)
      printResult(try leaderboard.rendered(as: format))
      printLog(
        "\(configuration.benchmark): \(summary.planned) trials, \(summary.reused) reused, \(summary.computed) computed, "
          + "\(summary.failed) failed; records in \(runner.store.folder.relativePath)")
      if summary.failed > 0 || !leaderboard.isComplete { throw ExitCode(1) }
    }
  }
}

extension Ordering: ExpressibleByArgument {}
extension LeaderboardFormat: ExpressibleByArgument {}
