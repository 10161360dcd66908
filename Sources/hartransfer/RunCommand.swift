import ArgumentParser
import Benchmarking
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

  @OptionGroup var options: BenchmarkOptions

  @Option(help: "The folder that holds a results folder for each benchmark.")
  var results = "Results"

  @OptionGroup var output: LeaderboardOptions

  func run() async throws {
    try await reportingInputErrors {
      let runner = try options.runner(results: results)
      let summary = try options.showingProgress { try runner.run(progress: $0) }
      let leaderboard = try Leaderboard(runner.store, ordering: output.board)
      try leaderboard.write(to: runner.store.folder)
      printResult(try leaderboard.rendered(as: output.format))
      printLog(
        "\(runner.configuration.benchmark): \(summary.planned) trials, \(summary.reused) reused, "
          + "\(summary.computed) computed, \(summary.failed) failed; records in \(runner.store.folder.relativePath)")
      if !leaderboard.isComplete { throw ExitCode(1) }
    }
  }
}
